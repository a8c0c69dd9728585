"""Check the rows of a list with the schema; faults give row and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.messages.texts.common import ROW, ROW_AND_COLUMN
from matchmaker.roster.importing.columns.mapping import IGNORE, MARKS, NAME_PARTS
from matchmaker.roster.importing.conversion.convert import ConvertedRow
from matchmaker.roster.importing.progress import Observer, Stage, reported, unobserved
from matchmaker.schemas.loading import load
from matchmaker.schemas.roster import FIELDS, RosterRow, RosterRowSchema

_DERIVED = {
    "email": ("name",),
    "available": ("away",),
    "first_name": ("name",),
    "last_name": ("name",),
    "ranked_wishes": ("must_meet",),
    "organisation": ("job_title",),
    "name": ("organisation",),
    "reference": ("name",),
}


@dataclass(frozen=True)
class CheckedRow:
    """A row of the file: its content, or its faults; neither for one that repeats an earlier row."""

    number: int
    label: str
    """The name, otherwise the reference or the e-mail address."""
    row: RosterRow | None
    faults: tuple[Fault, ...] = ()


def check_rows(
    rows: list[ConvertedRow], mapping: Mapping[str, str], timezone: str, observer: Observer = unobserved
) -> list[CheckedRow]:
    """Check every row by itself."""
    headings = headings_by_field(mapping)
    schema = RosterRowSchema(timezone, only=fields_in_use(mapping.values()))
    return [_checked(schema, row, headings) for row in reported(rows, Stage.CHECKING, observer)]


def headings_by_field(mapping: Mapping[str, str]) -> dict[str, str]:
    """Field -> heading of its first column."""
    named = {field: heading for heading, field in reversed(list(mapping.items())) if field != IGNORE}
    parts = next((named[part] for part in NAME_PARTS if part in named), None)
    named |= {MARKS[field]: heading for field, heading in named.items() if field in MARKS}
    return ({"name": parts} if parts else {}) | ({"away": named["available"]} if "available" in named else {}) | named


def fields_in_use(mapped: Iterable[str]) -> set[str]:
    """What columns of these fields can give: a name from beside an address, an absence from availability."""
    used = {MARKS.get(field, field) for field in mapped}
    derived = {derived for field in used for derived in _DERIVED.get(field, ())}
    return (used | derived) & set(FIELDS)


def located(fault: Fault, number: int, headings: Mapping[str, str]) -> Fault:
    """The fault of a field as one of a row and column."""
    field = str(fault.location).partition("[")[0]
    column = headings.get(field) or field
    return Fault(ROW_AND_COLUMN(row=number, column=column) if column else ROW(row=number), fault.message)


def _checked(schema: RosterRowSchema, row: ConvertedRow, headings: Mapping[str, str]) -> CheckedRow:
    label = str(row.fields.get("name") or row.fields.get("reference") or row.fields.get("email") or "")[:80]
    own = [Fault(field, message) for field, message in row.faults]
    try:
        loaded = load(schema, row.fields)
    except InvalidInputError as error:
        own += error.faults
    if own:
        return CheckedRow(row.number, label, None, tuple(located(fault, row.number, headings) for fault in own))
    return CheckedRow(row.number, label, loaded)
