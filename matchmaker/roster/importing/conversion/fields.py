"""Each field's own cleaning: a cell's text as the schema expects it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from matchmaker.messages import Message
from matchmaker.messages.texts.importing import (
    ADDRESSES,
    BULLETS,
    DIGITS_LOST,
    LIMITS_IN_WORDS,
    NAME_FROM_ADDRESS,
    NAMES_TURNED,
    ON_NO_DAY_OF_THE_EVENT,
    ONE_BOOTH,
    ONE_GROUP,
    TIMES_READ,
    TWO_ADDRESSES,
)
from matchmaker.roster.importing.cells.addresses import addresses_in
from matchmaker.roster.importing.cells.kinds import is_lost_number, is_mark
from matchmaker.roster.importing.cells.limits import limit_of
from matchmaker.roster.importing.cells.lists import has_bullets, items_in
from matchmaker.roster.importing.cells.person_names import first_name_first
from matchmaker.roster.importing.cells.times import DayTime, EventDays, away_texts, day_times
from matchmaker.roster.importing.columns.mapping import MARKS
from matchmaker.roster.importing.conversion.log import CleaningLog
from matchmaker.roster.importing.conversion.table import UsedColumn
from matchmaker.schemas.roster import PAIR_FIELDS

LIST_FIELDS = frozenset({"interests", "seeks", "offers", *PAIR_FIELDS})
_WHOLE = re.compile(r"(\d+)[.,]0+")
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_SHORT_CODES = re.compile(r"[\w-]{1,4}(?:\s*,\s*[\w-]{1,4})+")


@dataclass(frozen=True)
class FieldSettings:
    """What was found out about the whole list. `separators`: column index -> name of the separator of its lists."""

    days: EventDays
    separators: dict[int, str]
    turn_names: bool
    first_wish: int | None = None
    """Index of the column whose people must meet."""
    named_by_reference: bool = False
    """The list has no names at all: its people are called by their references."""


@dataclass
class RowFields:
    """The fields of a row as they are collected, and its faults."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, Message]] = field(default_factory=list)
    available: list[DayTime] = field(default_factory=list)

    def extend(self, name: str, items: list[str]) -> None:
        self.values.setdefault(name, []).extend(items)


def add_cell(row: RowFields, column: UsedColumn, text: str, settings: FieldSettings, log: CleaningLog) -> None:
    """Add a cell to its row's fields."""
    name = column.field
    if name in LIST_FIELDS:
        _add_items(row, column, text, settings, log)
    elif name in MARKS:
        if is_mark(text):
            row.extend(MARKS[name], [column.heading])
    elif name in ("away", "available"):
        _add_times(row, column, text, settings.days, log)
    elif name == "email":
        _add_address(row, column, text, log)
    elif name in ("min_meetings", "max_meetings"):
        _add_limit(row, column, text, log)
    elif name == "about":
        row.values["about"] = "\n".join(filter(None, (row.values.get("about"), text)))
    else:
        row.values[name] = _single(row, column, text, settings, log)


def finish(row: RowFields, settings: FieldSettings) -> dict[str, Any]:
    """The fields for the schema: names put together, availability turned into absence."""
    values = {name: value for name, value in row.values.items() if value not in ("", None)}
    parts = [values.pop(part) for part in ("first_name", "last_name") if part in values]
    if parts:
        values["name"] = " ".join(parts)
    beside = values.pop("name_beside_address", None)
    if beside and not values.get("name"):
        values["name"] = beside
    if settings.named_by_reference and "reference" in values:
        values["name"] = values["reference"]
    if row.available:
        values["away"] = [*values.get("away", []), *away_texts(row.available, settings.days)]
    return values


def _add_items(row: RowFields, column: UsedColumn, text: str, settings: FieldSettings, log: CleaningLog) -> None:
    items = items_in(text, settings.separators.get(column.index, "semicolon"))
    if has_bullets(text):
        log.add(BULLETS, column.heading, row.number, text)
    row.extend("must_meet" if column.index == settings.first_wish else column.field, items)


def _add_times(row: RowFields, column: UsedColumn, text: str, days: EventDays, log: CleaningLog) -> None:
    found = day_times(text, days)
    if found is None:
        if column.field == "away" or days.days:
            row.extend("away", [text])  # the schema says what is wrong
        return
    if days.days and not any(each.day in days.days for each in found):
        log.add(ON_NO_DAY_OF_THE_EVENT, column.heading, row.number, text)
    shown = "; ".join(each.as_text() for each in found)
    if shown != text:
        log.add(TIMES_READ, column.heading, row.number, f"{text} → {shown}")
    if column.field == "available":
        row.available += found
    else:
        row.extend("away", [each.as_text() for each in found])


def _add_address(row: RowFields, column: UsedColumn, text: str, log: CleaningLog) -> None:
    addresses = addresses_in(text)
    row.values["email"] = addresses.found[0] if addresses.found else text
    if addresses.name:
        row.values["name_beside_address"] = first_name_first(addresses.name) or addresses.name
        log.add(NAME_FROM_ADDRESS, column.heading, row.number, text)
    if len(addresses.found) > 1:
        log.add(TWO_ADDRESSES, column.heading, row.number, f"{text} → {addresses.found[0]}")
    elif addresses.found and addresses.found[0] != text:
        log.add(ADDRESSES, column.heading, row.number, f"{text} → {addresses.found[0]}")


def _add_limit(row: RowFields, column: UsedColumn, text: str, log: CleaningLog) -> None:
    limit = limit_of(text)
    if limit is not None and limit != text:
        log.add(LIMITS_IN_WORDS, column.heading, row.number, f"{text} → {limit or '∞'}")
    row.values[column.field] = text if limit is None else limit


def _single(row: RowFields, column: UsedColumn, text: str, settings: FieldSettings, log: CleaningLog) -> str:
    if column.field in ("reference", "name") and is_lost_number(text):
        log.add(DIGITS_LOST, column.heading, row.number, text)
        return ""
    if column.field == "reference":
        whole = _WHOLE.fullmatch(text)
        return whole[1] if whole else text
    if column.field == "name" and settings.turn_names:
        turned = first_name_first(text)
        if turned:
            log.add(NAMES_TURNED, column.heading, row.number, f"{text} → {turned}")
        return turned or text
    if column.field == "group" and _names_several(text):
        row.faults.append(("group", ONE_GROUP(text=text[:60])))
    if column.field == "booth" and (_names_several(text) or _SHORT_CODES.fullmatch(text)):
        row.faults.append(("booth", ONE_BOOTH(text=text[:60])))
    return text


def _names_several(text: str) -> bool:
    return len(list(filter(None, _SEVERAL.split(text)))) > 1
