"""Input of tables, booths and closures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from marshmallow import Schema, fields, post_load, validates_schema

from matchmaker.messages.texts.schemas import (
    ENDS_BEFORE_START,
    NAME_TOO_LONG,
    RANGE_REVERSED,
    RANGE_TOO_LONG,
    TABLE_NAME,
    TOO_MANY_CLOSURES,
    WHOLE_NUMBER,
)
from matchmaker.schemas.agenda import local_day, local_time
from matchmaker.schemas.bounded_list import BoundedList
from matchmaker.schemas.lines import Line
from matchmaker.schemas.rules import between, length, refused

TABLE_NAME_LENGTH = 60
MAX_TABLES = 2000
MAX_CAPACITY = 1000
_PARTS = re.compile(r"[,;]")
_RANGE = re.compile(r"(?P<prefix>.*?)(?P<first>\d{1,6})\s*(?:-|–|—|\.\.|to)\s*(?P<last>\d{1,6})", re.ASCII)


@dataclass(frozen=True)
class TableRange:
    """Tables named `prefix` followed by the numbers `first` to `last`; without numbers, one table named `prefix`."""

    prefix: str
    first: int | None = None
    last: int | None = None
    capacity: int = 1
    reserved: bool = False
    more: tuple[TableRange, ...] = ()
    """Further ranges, after a comma."""

    def names(self) -> list[str]:
        return [name for part in (self, *self.more) for name in part.own_names()]

    def own_names(self) -> list[str]:
        if self.first is None or self.last is None:
            return [self.prefix]
        return [f"{self.prefix}{number}" for number in range(self.first, self.last + 1)]


@dataclass(frozen=True)
class TableDetails:
    name: str
    capacity: int = 1
    reserved: bool = False


@dataclass(frozen=True)
class ClosureDetails:
    """A local time when a table is unavailable."""

    day: date
    starts: time
    ends: time


def _capacity() -> fields.Integer:
    return fields.Integer(strict=True, load_default=1, validate=between(WHOLE_NUMBER, 1, MAX_CAPACITY))


def _name() -> Line:
    return Line(
        required=True,
        validate=[
            length(TABLE_NAME, least=1),
            length(NAME_TOO_LONG, most=TABLE_NAME_LENGTH),
        ],
    )


class TablesSchema(Schema):
    """`names` is one name (`Registration desk`), a range (`Table 1-40`), or several of them (`A, B, C 1-4`).

    Loads into a TableRange.
    """

    names = _name()
    capacity = _capacity()
    reserved = fields.Boolean(load_default=False)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> TableRange:
        parts = [part.strip() for part in _PARTS.split(data.pop("names")) if part.strip()]
        first, *more = (self._range(part, data) for part in parts or [""])
        return replace(first, more=tuple(more))

    def _range(self, names: str, data: dict[str, Any]) -> TableRange:
        found = _RANGE.fullmatch(names)
        if not found:
            return TableRange(prefix=names, **data)
        first, last = int(found["first"]), int(found["last"])
        if last < first:
            raise refused(RANGE_REVERSED(first=first, last=last), "names")
        if last - first >= MAX_TABLES:
            raise refused(RANGE_TOO_LONG(most=MAX_TABLES), "names")
        return TableRange(found["prefix"], first, last, **data)


class TableSchema(Schema):
    name = _name()
    capacity = _capacity()
    reserved = fields.Boolean(load_default=False)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> TableDetails:
        return TableDetails(**data)


class ClosureSchema(Schema):
    day = local_day(required=True)
    starts = local_time(required=True)
    ends = local_time(required=True)

    @validates_schema
    def _it_ends_after_it_starts(self, data: dict[str, Any], **_: object) -> None:
        if data["ends"] <= data["starts"]:
            raise refused(ENDS_BEFORE_START(), "ends")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> ClosureDetails:
        return ClosureDetails(**data)


class ClosuresSchema(Schema):
    """All closures of a table at once; loads into `list[ClosureDetails]`."""

    closures = BoundedList(fields.Nested(ClosureSchema), TOO_MANY_CLOSURES, 100, required=True)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> list[ClosureDetails]:
        closures: list[ClosureDetails] = data["closures"]
        return closures
