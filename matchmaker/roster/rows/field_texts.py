"""A person's fields as texts that the schema can read again, for previews and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any

from matchmaker.local_time import ClockError, local, moment
from matchmaker.schemas.roster import FIELDS, PAIR_FIELDS, RosterRow, Span, join_list, write_goal
from matchmaker.text import identity

EXPORT_HEADER = tuple({"email": "E-mail"}.get(field, field.replace("_", " ").capitalize()) for field in FIELDS)
"""The column headings of an export, in the order of FIELDS; the import recognises all of them."""


def as_text(row: RosterRow, field: str, timezone: str) -> str:
    """The field as the text of a file's cell."""
    value = getattr(row, field)
    if value is None:
        return ""
    if field == "interests" or field in PAIR_FIELDS:
        return join_list(value)
    if field in {"seeks", "offers"}:
        return join_list(map(write_goal, value))
    if field == "away":
        return join_list(away_text(span, timezone) for span in value)
    return str(value)


def same(field: str, one: RosterRow, other: RosterRow) -> bool:
    """Whether a field is the same in two rows; equivalent spellings of keywords, groups and tables count as equal."""
    here, there = getattr(one, field), getattr(other, field)
    compare = _COMPARED.get(field)
    return bool(here == there or (compare and compare(here) == compare(there)))


def away_text(span: Span, timezone: str) -> str:
    """`2027-05-11` for a whole day, else `2027-05-11 09:00-10:30`; with a UTC offset if the local time is ambiguous."""
    starts, ends = (local(at, timezone) for at in span)
    if _is_whole_day(span, timezone):
        return f"{starts:%Y-%m-%d}"
    until = f"{ends:%Y-%m-%d} " if ends.date() != starts.date() else ""
    dash = " - " if until else "-"
    return f"{starts:%Y-%m-%d} {_clock(starts, timezone)}{dash}{until}{_clock(ends, timezone)}"


def _clock(at: datetime, timezone: str) -> str:
    try:
        moment(at.date(), at.time(), timezone)
    except ClockError:
        offset = f"{at:%z}"
        return f"{at:%H:%M}{offset[:3]}:{offset[3:5]}"
    return f"{at:%H:%M}"


def _is_whole_day(span: Span, timezone: str) -> bool:
    day = local(span[0], timezone).date()
    try:
        return span == (moment(day, time(0), timezone), moment(day + timedelta(days=1), time(0), timezone))
    except ClockError:
        return False


def _identities(items: Iterable[str]) -> list[str]:
    return [identity(item) for item in items]


_COMPARED: dict[str, Callable[[Any], Any]] = {
    "group": identity,
    "booth": identity,
    "interests": _identities,
    "seeks": lambda goals: [(goal.kind, identity(goal.topic)) for goal in goals],
    "offers": lambda goals: [(goal.kind, identity(goal.topic)) for goal in goals],
}
