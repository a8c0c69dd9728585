"""Workbooks (.xlsx and .ods): the sheet with the list, its merged cells filled, its values as displayed."""

from __future__ import annotations

import datetime
import io
import re
from typing import Any

import python_calamine

from matchmaker.spreadsheets.archives import check_archive
from matchmaker.spreadsheets.limits import RefusedError, Row, check_size, filled_rows
from matchmaker.spreadsheets.read_file import SheetFacts, Table, Wanted
from matchmaker.spreadsheets.xlsx_details import Details, details_of

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_JUDGED_ROWS = 200
_NAMED_ROWS = 5


def read_workbook(content: bytes, wanted: Wanted) -> Table:
    """The rows of one sheet, and which sheets there are. Raises RefusedError."""
    check_archive(content)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = _sheets(workbook)
        name = wanted.sheet if wanted.sheet in sheets else _best(workbook, sheets)
        sheet = sheets[name]
    except (python_calamine.CalamineError, OSError) as error:
        raise RefusedError("file.not-a-spreadsheet") from error
    rows = _rows(sheet)
    details = details_of(content, name)
    _show_zeros(rows, details)
    if sheet.merged_cell_ranges:
        _fill_merged(rows, sheet)
    table = Table(filled_rows(rows), sheet=name, sheets=_facts(workbook, sheets), notes=_notes(details))
    _note_merged(table, sheet)
    return table


def _sheets(workbook: python_calamine.CalamineWorkbook) -> dict[str, python_calamine.CalamineSheet]:
    """The sheets that are not empty, by name."""
    found = {}
    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
            loaded = workbook.get_sheet_by_index(index)
            if loaded.end:
                check_size(loaded.end[0] + 1, loaded.end[1] + 1)
                found[sheet.name] = loaded
    if not found:
        raise RefusedError("file.no-rows")
    return found


def _best(workbook: python_calamine.CalamineWorkbook, sheets: dict[str, python_calamine.CalamineSheet]) -> str:
    """A visible sheet before a hidden one; then the one with most addresses, then with most rows."""
    visible = _visible(workbook)
    return max(sheets, key=lambda name: (name in visible, _addresses(sheets[name]), sheets[name].height))


def _visible(workbook: python_calamine.CalamineWorkbook) -> set[str]:
    return {
        sheet.name for sheet in workbook.sheets_metadata if sheet.visible == python_calamine.SheetVisibleEnum.Visible
    }


def _addresses(sheet: python_calamine.CalamineSheet) -> int:
    judged = sheet.to_python(nrows=_JUDGED_ROWS)
    return sum(isinstance(cell, str) and _ADDRESS.fullmatch(cell.strip()) is not None for row in judged for cell in row)


def _facts(
    workbook: python_calamine.CalamineWorkbook, sheets: dict[str, python_calamine.CalamineSheet]
) -> list[SheetFacts]:
    visible = _visible(workbook)
    return [SheetFacts(name, sheet.height, name not in visible) for name, sheet in sheets.items()]


def _rows(sheet: python_calamine.CalamineSheet) -> list[Row]:
    rows = sheet.to_python(skip_empty_area=False)
    return [(number, [_cell(value) for value in row]) for number, row in enumerate(rows, 1)]


def _cell(value: Any) -> str:
    """The cell as displayed: whole floats as integers, dates and times in ISO format."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)


def _show_zeros(rows: list[Row], details: Details) -> None:
    """`7` with the format `000` is displayed as `007`."""
    for row, column, pattern in details.zeros:
        cells = rows[row - 1][1] if row <= len(rows) else []
        if column < len(cells) and cells[column].isdecimal():
            cells[column] = pattern.shown(cells[column])


def _fill_merged(rows: list[Row], sheet: python_calamine.CalamineSheet) -> None:
    """Each cell of a merged range gets its value; a title across the whole table stays one cell."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if top >= len(rows) or (left == 0 and right >= sheet.width - 1 and right > 0):
            continue
        value = rows[top][1][left] if left < len(rows[top][1]) else ""
        for _, cells in rows[top : min(bottom, len(rows) - 1) + 1]:
            cells[left : right + 1] = [value] * len(cells[left : right + 1])


def _note_merged(table: Table, sheet: python_calamine.CalamineSheet) -> None:
    tall = [top + 1 for (top, _), (bottom, _) in sheet.merged_cell_ranges or [] if bottom > top]
    if tall:
        table.notes.append(
            {
                "code": "read.merged",
                "params": {"count": len(tall), "rows": [str(row) for row in sorted(tall)[:_NAMED_ROWS]]},
            }
        )


def _notes(details: Details) -> list[dict[str, Any]]:
    found = [
        ("read.hidden-rows", details.hidden_rows),
        ("read.no-formula-values", details.without_values),
        ("read.error-values", details.errors),
    ]
    return [
        {"code": code, "params": {"count": len(rows), "rows": [str(row) for row in sorted(rows)[:_NAMED_ROWS]]}}
        for code, rows in found
        if rows
    ]
