"""Check the rows of a file with the schema; faults give row and column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.messages.texts.common import ROW, ROW_AND_COLUMN
from matchmaker.messages.texts.importing import SAME_ADDRESS, SAME_NAME, SAME_REFERENCE
from matchmaker.roster.importing.column_mapping import IGNORE, NAME_PARTS
from matchmaker.roster.importing.progress import Observer, Stage, reported, unobserved
from matchmaker.roster.importing.read_table import Sheet, SheetRow
from matchmaker.schemas.loading import load
from matchmaker.schemas.roster import RosterRow, RosterRowSchema
from matchmaker.spreadsheet_cells import plain_cell
from matchmaker.text import identity


@dataclass(frozen=True)
class CheckedRow:
    """A row of the file: its content, or its faults."""

    number: int
    label: str
    """The name, otherwise the reference or the e-mail address."""
    row: RosterRow | None
    faults: tuple[Fault, ...] = ()


def check_rows(
    sheet: Sheet, mapping: Mapping[str, str], timezone: str, observer: Observer = unobserved
) -> list[CheckedRow]:
    """Check every row by itself and against the other rows. Empty cells are ignored."""
    columns = [(index, column, mapping.get(column, IGNORE)) for index, column in enumerate(sheet.header)]
    used = [(index, column, target) for index, column, target in columns if target != IGNORE]
    named = {target: column for _, column, target in reversed(used)}
    schema = RosterRowSchema(timezone, only={"name" if target in NAME_PARTS else target for target in named})
    checked = [_checked(schema, row, used, named) for row in reported(sheet.rows, Stage.CHECKING, observer)]
    return _without_repeats(checked, named)


def _checked(
    schema: RosterRowSchema, row: SheetRow, used: Sequence[tuple[int, str, str]], named: Mapping[str, str]
) -> CheckedRow:
    data = _cells(row, used)
    label = (data.get("name") or data.get("reference") or data.get("email") or "")[:80]
    try:
        return CheckedRow(row.number, label, load(schema, data))
    except InvalidInputError as error:
        return CheckedRow(row.number, label, None, tuple(_located(fault, row.number, named) for fault in error.faults))


def _cells(row: SheetRow, used: Sequence[tuple[int, str, str]]) -> dict[str, str]:
    """field -> text of the non-empty cells; several columns of one field are joined."""
    parts: dict[str, list[str]] = {}
    for index, _, target in used:
        text = plain_cell(row.cells[index].strip()) if index < len(row.cells) else ""
        if text:
            parts.setdefault(target, []).append(text)
    names = [parts.pop(part)[0] for part in NAME_PARTS if part in parts]
    cells = {target: "\n".join(texts) for target, texts in parts.items()}
    return cells | ({"name": " ".join(names)} if names else {})


def _located(fault: Fault, number: int, named: Mapping[str, str]) -> Fault:
    field = str(fault.location).partition("[")[0]
    column = named.get(field) or (named.get("first_name") if field == "name" else None) or field
    return Fault(ROW_AND_COLUMN(row=number, column=column) if column else ROW(row=number), fault.message)


def _without_repeats(checked: Sequence[CheckedRow], named: Mapping[str, str]) -> list[CheckedRow]:
    """A later row about the same person is a fault."""
    nameless = Counter(_name_key(entry.row) for entry in checked if entry.row)
    first: dict[tuple[str, str], int] = {}
    result = []
    for entry in checked:
        faults = []
        for field, key in _keys(entry.row, nameless):
            earlier = first.setdefault((field, key), entry.number)
            if earlier != entry.number:
                faults.append(_located(Fault(field, _SAME[field](row=earlier)), entry.number, named))
        result.append(CheckedRow(entry.number, entry.label, None, tuple(faults)) if faults else entry)
    return result


_SAME = {"email": SAME_ADDRESS, "reference": SAME_REFERENCE, "name": SAME_NAME}


def _keys(row: RosterRow | None, nameless: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    if row is None:
        return []
    keys = [("email", identity(row.email))] if row.email else []
    if row.reference:
        keys.append(("reference", row.reference))
    if not keys and row.name and nameless[_name_key(row)] > 1:
        keys.append(("name", "\n".join(_name_key(row))))
    return keys


def _name_key(row: RosterRow) -> tuple[str, str]:
    return identity(row.name), identity(row.organisation)
