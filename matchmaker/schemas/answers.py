"""Input of an attendee's answers, the same for the personal page, files and programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from matchmaker.messages import Message, Sentence
from matchmaker.messages.texts.schemas import (
    EMPTY,
    GOAL_KIND,
    GOAL_WITHOUT_TOPIC,
    GRADE,
    KEYWORD_TOO_LONG,
    LISTED_TWICE,
    NO_SUCH_GROUP,
    NO_SUCH_PAGE,
    NO_SUCH_PERSON,
    NOT_WHOLE,
    PERSON_LISTED_TWICE,
    SEARCH_TOO_LONG,
    THIS_LISTED_TWICE,
    TOO_LONG,
    TOO_MANY,
    TOO_MANY_INTERESTS,
    TOO_MANY_REQUESTS,
    TOPIC_TOO_LONG,
    WHOLE_NUMBER_OR_EMPTY,
)
from matchmaker.models import GoalKind, Grade
from matchmaker.schemas.bounded_list import BoundedList
from matchmaker.schemas.rules import Check, between, length, refused
from matchmaker.text import identity

ABOUT_LENGTH = 20_000
"""As long as in attendee files: otherwise an imported abstract would keep its author from saving the form."""
INTEREST_LENGTH = 100
MAX_INTERESTS = 30
TOPIC_LENGTH = 200
MAX_GOALS = 40
MAX_REQUESTS = 2000
MAX_MEETINGS = 200
SEARCH_LENGTH = 100
MAX_PAGES = 10_000


@dataclass(frozen=True)
class GoalDetails:
    """One goal, sought or offered; `topic` may be empty."""

    kind: GoalKind
    topic: str = ""


@dataclass(frozen=True)
class RequestDetails:
    """`person`: the public id of the requested person."""

    person: str
    grade: Grade


@dataclass(frozen=True)
class Answers:
    """All answers of an attendee. `away`: ids of slots; `max_meetings` None: the event's or group's limit applies."""

    about: str = ""
    interests: tuple[str, ...] = ()
    seeks: tuple[GoalDetails, ...] = ()
    offers: tuple[GoalDetails, ...] = ()
    requests: tuple[RequestDetails, ...] = ()
    away: frozenset[int] = frozenset()
    max_meetings: int | None = None


@dataclass(frozen=True)
class DirectoryQuery:
    """A search in the directory: words, the name of a group, the page number (from 1)."""

    text: str = ""
    group: str = ""
    page: int = 1


def _keyword(sentence: Sentence, most: int) -> Check:
    """A short text. Its identity (the key for comparison) must fit the column too and may be longer."""

    def check(value: str) -> None:
        if max(len(value), len(identity(value))) > most:
            raise refused(sentence(most=most))

    return check


class _WholeNumber(fields.Integer):
    default_error_messages = {"invalid": [NOT_WHOLE()]}  # noqa: RUF012 - read by marshmallow


class GoalSchema(Schema):
    kind = fields.Enum(GoalKind, by_value=True, required=True, error_messages={"unknown": [GOAL_KIND()]})
    topic = fields.String(load_default="", validate=_keyword(TOPIC_TOO_LONG, TOPIC_LENGTH))

    @validates_schema
    def _other_has_a_topic(self, data: dict[str, Any], **_: object) -> None:
        if data["kind"] is GoalKind.OTHER and not identity(data["topic"]):
            raise refused(GOAL_WITHOUT_TOPIC(), "topic")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> GoalDetails:
        return GoalDetails(**data)


class RequestSchema(Schema):
    person = fields.String(required=True, validate=length(NO_SUCH_PERSON, least=1, most=16))
    grade = fields.Enum(
        Grade,
        by_value=True,
        required=True,
        error_messages={"unknown": [GRADE()]},
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> RequestDetails:
        return RequestDetails(**data)


class AnswersSchema(Schema):
    about = fields.String(
        load_default="",
        validate=length(TOO_LONG, most=ABOUT_LENGTH),
    )
    interests = BoundedList(
        fields.String(validate=[_keyword(KEYWORD_TOO_LONG, INTEREST_LENGTH), length(EMPTY, least=1)]),
        TOO_MANY_INTERESTS,
        MAX_INTERESTS,
        load_default=list,
    )
    seeks = BoundedList(fields.Nested(GoalSchema), TOO_MANY, MAX_GOALS, load_default=list)
    offers = BoundedList(fields.Nested(GoalSchema), TOO_MANY, MAX_GOALS, load_default=list)
    requests = BoundedList(
        fields.Nested(RequestSchema),
        TOO_MANY_REQUESTS,
        MAX_REQUESTS,
        load_default=list,
    )
    away = fields.List(_WholeNumber(strict=True), load_default=list)
    max_meetings = _WholeNumber(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=between(WHOLE_NUMBER_OR_EMPTY, 1, MAX_MEETINGS),
    )

    @validates_schema
    def _nothing_is_repeated(self, data: dict[str, Any], **_: object) -> None:
        faults: dict[str, object] = {}
        labels = data["interests"]
        repeats = [LISTED_TWICE(text=label) for label in labels]
        _note_repeats(faults, "interests", repeats, [identity(label) for label in labels])
        for name in ("seeks", "offers"):
            goals = data[name]
            repeats = [LISTED_TWICE(text=goal.topic) if goal.topic else THIS_LISTED_TWICE() for goal in goals]
            _note_repeats(faults, name, repeats, [(goal.kind, identity(goal.topic)) for goal in goals])
        people = [request.person for request in data["requests"]]
        _note_repeats(faults, "requests", [PERSON_LISTED_TWICE()] * len(people), people)
        if faults:
            raise ValidationError(faults)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> Answers:
        lists = {name: tuple(data[name]) for name in ("interests", "seeks", "offers", "requests")}
        return Answers(about=data["about"], away=frozenset(data["away"]), max_meetings=data["max_meetings"], **lists)


class DirectoryQuerySchema(Schema):
    """The directory's search; the parameter in the URL is `q`."""

    text = fields.String(
        data_key="q",
        load_default="",
        validate=length(SEARCH_TOO_LONG, most=SEARCH_LENGTH),
    )
    group = fields.String(load_default="", validate=length(NO_SUCH_GROUP, most=60))
    page = _WholeNumber(strict=True, load_default=1, validate=between(NO_SUCH_PAGE, 1, MAX_PAGES))

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> DirectoryQuery:
        return DirectoryQuery(**data)


def _note_repeats(faults: dict[str, object], name: str, repeats: Sequence[Message], keys: Sequence[object]) -> None:
    first: set[object] = set()
    for index, (repeat, key) in enumerate(zip(repeats, keys, strict=True)):
        if key in first:
            positions = faults.setdefault(name, {})
            assert isinstance(positions, dict)  # noqa: S101 - created in the line above
            positions[index] = [repeat]
        first.add(key)
