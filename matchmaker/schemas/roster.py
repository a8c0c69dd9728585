"""Input of an attendee: one schema for a file's row, a form and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from marshmallow import Schema, fields, post_load, validates_schema

from matchmaker.local_time import ClockError, moment
from matchmaker.messages import Sentence
from matchmaker.messages.texts.schemas import (
    DAY_RANGE,
    ITEM_TOO_LONG,
    LIST_TOO_MANY_GOALS,
    LIST_TOO_MANY_INTERESTS,
    LIST_TOO_MANY_PEOPLE,
    LIST_TOO_MANY_TIMES,
    MAXIMUM_BELOW_MINIMUM,
    NAME,
    NAME_WITHOUT_LETTER,
    NOT_A_LIST_OF_ITEMS,
    NOT_A_SPAN,
    NOT_AN_ADDRESS,
    OTHER_WITHOUT_TOPIC,
    SPAN_NO_TIME,
    SPAN_REVERSED,
    STATUS,
    TOO_LONG,
)
from matchmaker.models import AttendeeStatus, GoalKind
from matchmaker.schemas.answers import (
    ABOUT_LENGTH,
    INTEREST_LENGTH,
    MAX_GOALS,
    MAX_INTERESTS,
    TOPIC_LENGTH,
    GoalDetails,
)
from matchmaker.schemas.groups import GROUP_NAME_LENGTH, meetings_limit
from matchmaker.schemas.lines import Line
from matchmaker.schemas.rules import length, refused
from matchmaker.schemas.tables import TABLE_NAME_LENGTH
from matchmaker.text import identity

FIELDS = (
    "reference",
    "name",
    "email",
    "organisation",
    "job_title",
    "about",
    "group",
    "booth",
    "status",
    "interests",
    "seeks",
    "offers",
    "met_before",
    "keep_apart",
    "agreed",
    "must_meet",
    "like_to_meet",
    "ranked_wishes",
    "no_thanks",
    "min_meetings",
    "max_meetings",
    "away",
)
PAIR_FIELDS = ("met_before", "keep_apart", "agreed", "must_meet", "like_to_meet", "ranked_wishes", "no_thanks")
Span = tuple[datetime, datetime]

_KINDS = {kind.value: kind for kind in GoalKind}
_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*|([^;|\n]*))(?:[;|\n]|\Z)')
_NEEDS_QUOTES = re.compile(r'[;|\n]|\A"')
# no signs that delimit addresses, no invisible characters, no letter that was lost
_ATOM = '[^@\\s<>(),;:"\\[\\]\\\\%s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]+'
_DOMAIN = _ATOM % "."
_EMAIL = re.compile(f"{_ATOM % ''}@{_DOMAIN}(?:\\.{_DOMAIN})+")
_CLOCK = r"(\d{{1,2}}:\d\d)({0})?"
_OFFSET = r"[+-]\d\d:\d\d"
_DAY = r"\d{4}-\d\d-\d\d"
_AWAY = re.compile(
    rf"({_DAY})(?:[ T]{_CLOCK.format(_OFFSET)}\s*[-–]\s*(?:({_DAY})[ T])?{_CLOCK.format(_OFFSET)})?", re.ASCII
)


@dataclass(frozen=True)
class RosterRow:
    """One person. `given` names the fields in the input; the others remain unchanged.

    The lists of people contain e-mail addresses, references or names; `ranked_wishes` has the first choice first.
    `away` contains UTC times, in order.
    """

    reference: str | None = None
    name: str = ""
    email: str | None = None
    organisation: str = ""
    job_title: str = ""
    about: str = ""
    group: str = ""
    booth: str = ""
    status: AttendeeStatus | None = None
    interests: tuple[str, ...] = ()
    seeks: tuple[GoalDetails, ...] = ()
    offers: tuple[GoalDetails, ...] = ()
    met_before: tuple[str, ...] = ()
    keep_apart: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    must_meet: tuple[str, ...] = ()
    like_to_meet: tuple[str, ...] = ()
    ranked_wishes: tuple[str, ...] = ()
    no_thanks: tuple[str, ...] = ()
    min_meetings: int | None = None
    max_meetings: int | None = None
    away: tuple[Span, ...] = ()
    given: frozenset[str] = field(default=frozenset(), compare=False)


def split_list(text: str) -> list[str]:
    """The items of a cell, separated by `;`, `|` or line breaks; items that contain one of these are in quotes."""
    items = [found[1].replace('""', '"') if found[1] is not None else found[2] for found in _ITEM.finditer(text)]
    return [item.strip() for item in items if item.strip()]


def join_list(items: Iterable[str]) -> str:
    """The cell that `split_list` splits into these items."""
    return "; ".join(_quoted(item) for item in items)


def write_goal(goal: GoalDetails) -> str:
    """The text form of a goal: `mentoring`, `knowledge: microfluidics`."""
    return f"{goal.kind.value}: {goal.topic}" if goal.topic else goal.kind.value


def looks_like_email(text: str) -> bool:
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"' if _NEEDS_QUOTES.search(item) else item


def _text(longest: int) -> fields.String:
    return fields.String(allow_none=True, validate=length(TOO_LONG, most=longest))


def _line(longest: int) -> Line:
    return Line(allow_none=True, validate=length(TOO_LONG, most=longest))


class _TextList(fields.List[Any]):
    """A list of texts, or one text that `split_list` splits; repeats are dropped."""

    default_error_messages = {"invalid": [NOT_A_LIST_OF_ITEMS()]}  # noqa: RUF012 - marshmallow's

    def __init__(self, too_many: Sentence, longest: int, most: int) -> None:
        super().__init__(
            fields.String(),
            allow_none=True,
            validate=length(too_many, most=most),
        )
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        items: list[Any] = (
            split_list(value) if isinstance(value, str) else super()._deserialize(value, attr, data, **kwargs)
        )
        unique: dict[str, Any] = {}
        for item in items:
            key = identity(item)
            if max(len(key), len(item)) > self.longest:
                raise refused(ITEM_TOO_LONG(text=item[:40], most=self.longest))
            unique.setdefault(key, item)
        unique.pop("", None)
        return list(unique.values())


class _GoalList(_TextList):
    """Items like `mentoring` or `job: data engineer`; a topic alone means knowledge."""

    def __init__(self) -> None:
        super().__init__(LIST_TOO_MANY_GOALS, TOPIC_LENGTH + 20, MAX_GOALS)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        goals: dict[object, GoalDetails] = {}
        for item in super()._deserialize(value, attr, data, **kwargs):
            goal = _goal(item)
            goals.setdefault((goal.kind, identity(goal.topic)), goal)
        return list(goals.values())


class _Status(fields.Enum[AttendeeStatus]):
    default_error_messages = {"unknown": [STATUS()]}  # noqa: RUF012 - marshmallow's

    def __init__(self) -> None:
        super().__init__(AttendeeStatus, by_value=True, allow_none=True)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._deserialize(identity(value) if isinstance(value, str) else value, *args, **kwargs)


def _goal(text: str) -> GoalDetails:
    word, colon, topic = text.partition(":")
    kind = _KINDS.get(identity(word))
    if kind is None or (colon and not topic.strip()):
        kind, topic = GoalKind.KNOWLEDGE, text
    topic = topic.strip()
    if kind is GoalKind.OTHER and not topic:
        raise refused(OTHER_WITHOUT_TOPIC())
    if max(len(topic), len(identity(topic))) > TOPIC_LENGTH:
        raise refused(ITEM_TOO_LONG(text=topic[:40], most=TOPIC_LENGTH))
    return GoalDetails(kind, topic)


def _span(text: str, timezone: str) -> Span:
    """`2027-05-11`, `2027-05-11 09:00-10:30` or `2027-05-11 18:00 - 2027-05-12 09:00` as UTC times."""
    found = _AWAY.fullmatch(text)
    if not found:
        raise refused(NOT_A_SPAN(text=text[:60]), "away")
    first_day, starts, starts_offset, last_day, ends, ends_offset = found.groups()
    day = date.fromisoformat(first_day)
    if starts is None:
        return moment(day, time(0), timezone), moment(day + timedelta(days=1), time(0), timezone)
    last = date.fromisoformat(last_day) if last_day else day
    span = (_moment(day, starts, starts_offset, timezone), _moment(last, ends, ends_offset, timezone))
    if span[1] <= span[0]:
        raise refused(SPAN_REVERSED(text=text), "away")
    return span


def _moment(day: date, clock: str, offset: str | None, timezone: str) -> datetime:
    at = time.fromisoformat(clock.zfill(5))
    if not 2000 <= day.year <= 2100:
        raise refused(DAY_RANGE(), "away")
    if offset:
        return datetime.fromisoformat(f"{day}T{at:%H:%M}{offset}").astimezone(UTC)
    return moment(day, at, timezone)


class RosterRowSchema(Schema):
    """Loads into a RosterRow; `timezone` is the event's, for the times away; `only`: the fields in use (None: all)."""

    def __init__(self, timezone: str, only: AbstractSet[str] | None = None) -> None:
        super().__init__(only=only)
        self.timezone = timezone

    reference = _line(100)
    name = _line(200)
    email = _text(254)
    organisation = _line(200)
    job_title = _line(200)
    about = _text(ABOUT_LENGTH)
    group = _line(GROUP_NAME_LENGTH)
    booth = _line(TABLE_NAME_LENGTH)
    status = _Status()
    interests = _TextList(LIST_TOO_MANY_INTERESTS, INTEREST_LENGTH, MAX_INTERESTS)
    seeks = _GoalList()
    offers = _GoalList()
    met_before = _TextList(LIST_TOO_MANY_PEOPLE, 254, 2000)
    keep_apart = _TextList(LIST_TOO_MANY_PEOPLE, 254, 2000)
    agreed = _TextList(LIST_TOO_MANY_PEOPLE, 254, 2000)
    must_meet = _TextList(LIST_TOO_MANY_PEOPLE, 254, 2000)
    like_to_meet = _TextList(LIST_TOO_MANY_PEOPLE, 254, 2000)
    ranked_wishes = _TextList(LIST_TOO_MANY_PEOPLE, 254, 2000)
    no_thanks = _TextList(LIST_TOO_MANY_PEOPLE, 254, 2000)
    min_meetings = meetings_limit(0)
    max_meetings = meetings_limit(1)
    away = _TextList(LIST_TOO_MANY_TIMES, 80, 200)

    @validates_schema
    def _the_person_is_identified(self, data: dict[str, Any], **_: object) -> None:
        name, reference, email = data.get("name"), data.get("reference"), data.get("email")
        if "name" in data and not name:
            raise refused(NAME(), "name")
        if name and not any(character.isalpha() for character in name) and name != reference:
            raise refused(NAME_WITHOUT_LETTER(text=name[:60]), "name")
        if email and not looks_like_email(email):
            raise refused(NOT_AN_ADDRESS(text=email[:60]), "email")

    @validates_schema
    def _the_minimum_is_within_the_maximum(self, data: dict[str, Any], **_: object) -> None:
        least, most = data.get("min_meetings"), data.get("max_meetings")
        if least is not None and most is not None and least > most:
            raise refused(MAXIMUM_BELOW_MINIMUM(), "max_meetings")

    @validates_schema
    def _times_away_are_times(self, data: dict[str, Any], **_: object) -> None:
        for text in data.get("away") or ():
            try:
                _span(text, self.timezone)
            except ClockError as error:
                raise refused(error.message, "away") from error
            except (ValueError, OverflowError) as error:
                raise refused(SPAN_NO_TIME(text=text), "away") from error

    @post_load(pass_original=True)
    def _build(self, data: dict[str, Any], original: Mapping[str, Any], **_: object) -> RosterRow:
        given = {name: value for name, value in data.items() if value is not None and name in original}
        row: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
        }
        row["email"] = row.get("email") or None
        row["reference"] = row.get("reference") or None
        row["name"] = row.get("name") or ""
        if "away" in row:
            row["away"] = tuple(sorted({_span(text, self.timezone) for text in row["away"]}))
        return RosterRow(**row, given=frozenset(original) | ({"name"} if row["name"] else set()))
