"""Input of an event's blocks, in local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from matchmaker.models import Audience

MAX_BLOCKS = 100


@dataclass(frozen=True)
class BlockDetails:
    """An unbroken sequence of slots; `id` None: a new block."""

    name: str
    day: date
    starts: time
    ends: time
    audience: Audience = Audience.EVERYBODY
    id: int | None = None


def local_day(**options: Any) -> fields.Date:
    """A field for a day of an event."""
    sentence = "Choose a day between 2000 and 2100."
    return fields.Date(validate=validate.Range(date(2000, 1, 1), date(2100, 12, 31), error=sentence), **options)


def local_time(**options: Any) -> fields.Time:
    """A field for a local time, to the minute."""
    return fields.Time(validate=_to_the_minute, **options)


def _to_the_minute(at: time) -> None:
    if at.second or at.microsecond or at.tzinfo:
        raise ValidationError("Enter a time like 09:30.")


class BlockSchema(Schema):
    id = fields.Integer(strict=True, load_default=None, allow_none=True)
    name = fields.String(
        required=True,
        validate=[
            validate.Length(1, error="Give the block a name, like “Morning”."),
            validate.Length(max=100, error="Keep the name to {max} characters."),
        ],
    )
    day = local_day(required=True)
    starts = local_time(required=True)
    ends = local_time(required=True)
    audience = fields.Enum(
        Audience,
        by_value=True,
        load_default=Audience.EVERYBODY,
        error_messages={"unknown": "Choose who may meet in this block: everybody, or groups by the meeting rules."},
    )

    @validates_schema
    def _it_ends_after_it_starts(self, data: dict[str, Any], **_: object) -> None:
        if data["ends"] <= data["starts"]:
            raise ValidationError("The end must be after the start, on the same day.", "ends")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> BlockDetails:
        return BlockDetails(**data)


class BlocksSchema(Schema):
    """All blocks of an event at once; loads into `list[BlockDetails]`."""

    blocks = fields.List(
        fields.Nested(BlockSchema),
        required=True,
        validate=validate.Length(max=MAX_BLOCKS, error="An event can have at most {max} blocks."),
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> list[BlockDetails]:
        blocks: list[BlockDetails] = data["blocks"]
        return blocks
