"""Our own export is read as it was written: every text survives, also one that looks like a mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matchmaker.roster.importing.conversion.convert import Converted, ConvertedRow
from matchmaker.roster.importing.conversion.table import UsedColumn, used_columns
from matchmaker.roster.importing.reading.read_table import Sheet, SheetRow
from matchmaker.roster.rows.field_texts import EXPORT_HEADER
from matchmaker.spreadsheet_cells import plain_cell


def is_export(header: Sequence[str]) -> bool:
    """Whether these are all headings of an export, in its order."""
    return tuple(header) == EXPORT_HEADER


def literal(sheet: Sheet, mapping: Mapping[str, str]) -> Converted:
    """The fields of the rows, nothing cleaned."""
    columns = used_columns(sheet, mapping)
    return Converted([ConvertedRow(row.number, _fields(row, columns)) for row in sheet.rows])


def _fields(row: SheetRow, columns: Sequence[UsedColumn]) -> dict[str, str]:
    cells = {
        column.field: plain_cell(row.cells[column.index].strip()) for column in columns if column.index < len(row.cells)
    }
    return {field: text for field, text in cells.items() if text}
