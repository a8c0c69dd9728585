"""Input of groups of attendees and of the meeting rules between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from matchmaker.schemas.event import MAX_MEETINGS

GROUP_NAME_LENGTH = 60
MAX_GROUPS = 100


@dataclass(frozen=True)
class GroupDetails:
    """A group of attendees. Limits of None: the event's apply. `id` None: a new group."""

    name: str
    min_meetings: int | None = None
    max_meetings: int | None = None
    id: int | None = None


def meetings_limit(least: int) -> fields.Integer:
    """A field for a minimum or maximum number of meetings; may be left empty."""
    sentence = "Enter a whole number from {min} to {max}, or leave it empty."
    return fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(least, MAX_MEETINGS, error=sentence),
    )


class GroupSchema(Schema):
    id = fields.Integer(strict=True, load_default=None, allow_none=True)
    name = fields.String(
        required=True,
        validate=[
            validate.Length(1, error="Give the group a name, like “Buyers”."),
            validate.Length(max=GROUP_NAME_LENGTH, error="Keep the name to {max} characters."),
        ],
    )
    min_meetings = meetings_limit(0)
    max_meetings = meetings_limit(1)

    @validates_schema
    def _the_minimum_is_within_the_maximum(self, data: dict[str, Any], **_: object) -> None:
        least, most = data["min_meetings"], data["max_meetings"]
        if least is not None and most is not None and least > most:
            raise ValidationError("The maximum must not be less than the minimum.", "max_meetings")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> GroupDetails:
        return GroupDetails(**data)


class GroupsSchema(Schema):
    """All groups of an event at once; loads into `list[GroupDetails]`."""

    groups = fields.List(
        fields.Nested(GroupSchema),
        required=True,
        validate=validate.Length(max=MAX_GROUPS, error="An event can have at most {max} groups."),
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> list[GroupDetails]:
        groups: list[GroupDetails] = data["groups"]
        return groups


class RulesSchema(Schema):
    """Pairs of group ids, each written `3-7`; loads into `list[tuple[int, int]]`."""

    rules = fields.List(
        fields.String(validate=validate.Regexp(r"\d{1,9}-\d{1,9}\Z", error="There is no such pair of groups.")),
        required=True,
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> list[tuple[int, int]]:
        pairs = [rule.split("-") for rule in data["rules"]]
        return [(int(a), int(b)) for a, b in pairs]
