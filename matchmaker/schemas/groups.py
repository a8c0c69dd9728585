"""Input of groups of attendees and of the meeting rules between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validates_schema

from matchmaker.messages.texts.schemas import (
    GROUP_NAME,
    MAXIMUM_BELOW_MINIMUM,
    NAME_TOO_LONG,
    NO_SUCH_RULE,
    TOO_MANY_GROUPS,
    WHOLE_NUMBER_OR_EMPTY,
)
from matchmaker.schemas.bounded_list import BoundedList
from matchmaker.schemas.event import MAX_MEETINGS
from matchmaker.schemas.lines import Line
from matchmaker.schemas.rules import between, length, pattern, refused

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
    return fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=between(WHOLE_NUMBER_OR_EMPTY, least, MAX_MEETINGS),
    )


class GroupSchema(Schema):
    id = fields.Integer(strict=True, load_default=None, allow_none=True)
    name = Line(
        required=True,
        validate=[
            length(GROUP_NAME, least=1),
            length(NAME_TOO_LONG, most=GROUP_NAME_LENGTH),
        ],
    )
    min_meetings = meetings_limit(0)
    max_meetings = meetings_limit(1)

    @validates_schema
    def _the_minimum_is_within_the_maximum(self, data: dict[str, Any], **_: object) -> None:
        least, most = data["min_meetings"], data["max_meetings"]
        if least is not None and most is not None and least > most:
            raise refused(MAXIMUM_BELOW_MINIMUM(), "max_meetings")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> GroupDetails:
        return GroupDetails(**data)


class GroupsSchema(Schema):
    """All groups of an event at once; loads into `list[GroupDetails]`."""

    groups = BoundedList(
        fields.Nested(GroupSchema),
        TOO_MANY_GROUPS,
        MAX_GROUPS,
        required=True,
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> list[GroupDetails]:
        groups: list[GroupDetails] = data["groups"]
        return groups


class RulesSchema(Schema):
    """Pairs of group ids, each written `3-7`; loads into `list[tuple[int, int]]`."""

    rules = fields.List(
        fields.String(validate=pattern(NO_SUCH_RULE, r"\d{1,9}-\d{1,9}\Z")),
        required=True,
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> list[tuple[int, int]]:
        pairs = [rule.split("-") for rule in data["rules"]]
        return [(int(a), int(b)) for a, b in pairs]
