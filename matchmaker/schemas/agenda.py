"""Input of an event's blocks, in local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from marshmallow import Schema, fields, post_load, validates_schema

from matchmaker.messages.texts.schemas import (
    BLOCK_AUDIENCE,
    BLOCK_NAME,
    DAY_RANGE,
    ENDS_BEFORE_START,
    NAME_TOO_LONG,
    NOT_A_TIME,
    TOO_MANY_BLOCKS,
)
from matchmaker.models import Audience
from matchmaker.schemas.bounded_list import BoundedList
from matchmaker.schemas.lines import Line
from matchmaker.schemas.rules import between, length, refused

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
    return fields.Date(validate=between(DAY_RANGE, date(2000, 1, 1), date(2100, 12, 31)), **options)


def local_time(**options: Any) -> fields.Time:
    """A field for a local time, to the minute."""
    return fields.Time(validate=_to_the_minute, **options)


def _to_the_minute(at: time) -> None:
    if at.second or at.microsecond or at.tzinfo:
        raise refused(NOT_A_TIME())


class BlockSchema(Schema):
    id = fields.Integer(strict=True, load_default=None, allow_none=True)
    name = Line(
        required=True,
        validate=[
            length(BLOCK_NAME, least=1),
            length(NAME_TOO_LONG, most=100),
        ],
    )
    day = local_day(required=True)
    starts = local_time(required=True)
    ends = local_time(required=True)
    audience = fields.Enum(
        Audience,
        by_value=True,
        load_default=Audience.EVERYBODY,
        error_messages={"unknown": [BLOCK_AUDIENCE()]},
    )

    @validates_schema
    def _it_ends_after_it_starts(self, data: dict[str, Any], **_: object) -> None:
        if data["ends"] <= data["starts"]:
            raise refused(ENDS_BEFORE_START(), "ends")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> BlockDetails:
        return BlockDetails(**data)


class BlocksSchema(Schema):
    """All blocks of an event at once; loads into `list[BlockDetails]`."""

    blocks = BoundedList(
        fields.Nested(BlockSchema),
        TOO_MANY_BLOCKS,
        MAX_BLOCKS,
        required=True,
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> list[BlockDetails]:
        blocks: list[BlockDetails] = data["blocks"]
        return blocks
