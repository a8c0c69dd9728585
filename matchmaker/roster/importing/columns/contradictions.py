"""Whether the cells of a column contradict what it is to be read as."""

from __future__ import annotations

from matchmaker.roster.importing.cells.kinds import (
    is_address,
    is_date,
    is_honorific,
    is_link,
    is_number,
    is_phone,
    is_yes_or_no,
)
from matchmaker.roster.importing.columns.facts import ColumnFacts
from matchmaker.roster.importing.columns.heading_match import heading_match
from matchmaker.roster.importing.columns.mapping import MARKS, NAME_PARTS
from matchmaker.schemas.roster import PAIR_FIELDS

_MOST = 0.5
_UNIQUE = 0.95
_FEW_GROUPS = 12
_NAMES = frozenset({"name", *NAME_PARTS})
_WITHOUT_NUMBERS = _NAMES | {"email", "organisation", "job_title", "interests", "seeks", "offers"}
_WITH_TIMES = frozenset({"about", "away", "available", *MARKS})
_WITH_ADDRESSES = frozenset({"email", "about", *PAIR_FIELDS})


def contradicts(column: ColumnFacts, field: str) -> bool:
    """Whether most cells cannot be this field, or would be a strange one: a group of their own for everybody.

    A heading that is clearly the field's is contradicted only by cells of another kind; what is merely mistaken in them
    is told row by row.
    """
    match = heading_match(column.heading)
    clear = match is not None and match.clear and match.field == field
    if clear and field != "status":
        others = sum(_is_of_another_kind(cell, field) for cell in column.judged)
        mistaken = others > _MOST * len(column.judged)
    else:
        mistaken = column.fit(field) < _MOST
    return mistaken or _is_strange(column, field, clear)


def _is_strange(column: ColumnFacts, field: str, clear: bool) -> bool:
    if field == "reference":
        return column.different < (_MOST if clear else _UNIQUE)
    return field == "group" and len(column.distinct) > max(_FEW_GROUPS, len(column.cells) // 4)


def _is_of_another_kind(cell: str, field: str) -> bool:
    return (
        (is_yes_or_no(cell) and field not in MARKS)
        or (is_number(cell) and field in _WITHOUT_NUMBERS)
        or (is_phone(cell) and field == "reference")
        or (is_honorific(cell) and field in _NAMES | {"job_title"})
        or (is_date(cell) and field not in _WITH_TIMES)
        or (is_link(cell) and field != "about")
        or (is_address(cell) and field not in _WITH_ADDRESSES)
    )
