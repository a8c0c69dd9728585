"""Input of an attendee's answers, the same for the personal page, files and programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from matchmaker.models import GoalKind, Grade
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


class _Keyword(validate.Validator):
    """A short text. Its identity (the key for comparison) must fit the column too and may be longer."""

    def __init__(self, longest: int, what: str) -> None:
        self.longest, self.what = longest, what

    def __call__(self, value: str) -> str:
        if max(len(value), len(identity(value))) > self.longest:
            raise ValidationError(f"{self.what} can have at most {self.longest} characters; this one is longer.")
        return value


class _WholeNumber(fields.Integer):
    default_error_messages = {"invalid": "Enter a whole number, like 5."}  # noqa: RUF012 - read by marshmallow


class GoalSchema(Schema):
    kind = fields.Enum(
        GoalKind, by_value=True, required=True, error_messages={"unknown": "Choose a kind from the list."}
    )
    topic = fields.String(load_default="", validate=_Keyword(TOPIC_LENGTH, "A topic"))

    @validates_schema
    def _other_has_a_topic(self, data: dict[str, Any], **_: object) -> None:
        if data["kind"] is GoalKind.OTHER and not identity(data["topic"]):
            raise ValidationError("Describe it in a few words.", "topic")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> GoalDetails:
        return GoalDetails(**data)


class RequestSchema(Schema):
    person = fields.String(required=True, validate=validate.Length(1, 16, error="There is no such person."))
    grade = fields.Enum(
        Grade,
        by_value=True,
        required=True,
        error_messages={"unknown": "Choose “must”, “would like” or “no thanks”."},
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> RequestDetails:
        return RequestDetails(**data)


class AnswersSchema(Schema):
    about = fields.String(
        load_default="",
        validate=validate.Length(max=ABOUT_LENGTH, error="Keep this to {max} characters."),
    )
    interests = fields.List(
        fields.String(validate=[_Keyword(INTEREST_LENGTH, "An interest"), validate.Length(1, error="This is empty.")]),
        load_default=list,
        validate=validate.Length(max=MAX_INTERESTS, error="Choose at most {max} interests."),
    )
    seeks = fields.List(fields.Nested(GoalSchema), load_default=list, validate=validate.Length(max=MAX_GOALS))
    offers = fields.List(fields.Nested(GoalSchema), load_default=list, validate=validate.Length(max=MAX_GOALS))
    requests = fields.List(
        fields.Nested(RequestSchema),
        load_default=list,
        validate=validate.Length(max=MAX_REQUESTS, error="Choose at most {max} people."),
    )
    away = fields.List(_WholeNumber(strict=True), load_default=list)
    max_meetings = _WholeNumber(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, MAX_MEETINGS, error="Enter a whole number from {min} to {max}, or leave it empty."),
    )

    @validates_schema
    def _nothing_is_repeated(self, data: dict[str, Any], **_: object) -> None:
        faults: dict[str, object] = {}
        _note_repeats(faults, "interests", data["interests"], [identity(label) for label in data["interests"]])
        for name in ("seeks", "offers"):
            goals = data[name]
            _note_repeats(faults, name, [g.topic or "It" for g in goals], [(g.kind, identity(g.topic)) for g in goals])
        people = [request.person for request in data["requests"]]
        _note_repeats(faults, "requests", ["This person"] * len(people), people)
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
        validate=validate.Length(max=SEARCH_LENGTH, error="Search for at most {max} characters."),
    )
    group = fields.String(load_default="", validate=validate.Length(max=60, error="There is no such group."))
    page = _WholeNumber(
        strict=True, load_default=1, validate=validate.Range(1, MAX_PAGES, error="There is no such page.")
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> DirectoryQuery:
        return DirectoryQuery(**data)


def _note_repeats(faults: dict[str, object], name: str, shown: Sequence[str], keys: Sequence[object]) -> None:
    first: set[object] = set()
    for index, (text, key) in enumerate(zip(shown, keys, strict=True)):
        if key in first:
            positions = faults.setdefault(name, {})
            assert isinstance(positions, dict)  # noqa: S101 - created in the line above
            positions[index] = [f"{text} is listed twice; once is enough."]
        first.add(key)
