"""The cells in use, each with its column's field, without invisible characters, placeholders and errors of formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matchmaker.messages import Sentence
from matchmaker.messages.texts.importing import FORMULA_ERRORS, INVISIBLE, LOST_LETTERS, ONE_LINE, PLACEHOLDERS, ZEROS
from matchmaker.roster.importing.cells.cell_text import (
    is_formula_error,
    is_placeholder,
    with_plain_spaces,
    without_invisible,
)
from matchmaker.roster.importing.columns.mapping import IGNORE, NAME_PARTS
from matchmaker.roster.importing.conversion.log import CleaningLog
from matchmaker.roster.importing.reading.read_table import Sheet, SheetRow
from matchmaker.spreadsheet_cells import plain_cell

ONE_LINE_FIELDS = frozenset({"reference", "name", *NAME_PARTS, "organisation", "job_title", "group", "booth", "status"})
_NEVER_ZERO = frozenset({"name", *NAME_PARTS, "organisation", "job_title", "about", "group", "email"})


@dataclass(frozen=True)
class UsedColumn:
    index: int
    heading: str
    field: str


@dataclass
class CleanRow:
    """A row's cells in use, by the index of their column; empty ones are missing."""

    number: int
    cells: dict[int, str]


def used_columns(sheet: Sheet, mapping: Mapping[str, str]) -> list[UsedColumn]:
    return [
        UsedColumn(index, heading, mapping[heading])
        for index, heading in enumerate(sheet.header)
        if mapping.get(heading, IGNORE) != IGNORE
    ]


def clean_rows(sheet: Sheet, columns: list[UsedColumn], log: CleaningLog) -> list[CleanRow]:
    """The rows of the sheet; what was done to their cells is counted in `log`."""
    return [CleanRow(row.number, dict(_cells(row, columns, log))) for row in sheet.rows]


def _cells(row: SheetRow, columns: list[UsedColumn], log: CleaningLog) -> Iterator[tuple[int, str]]:
    for column in columns:
        raw = plain_cell(row.cells[column.index].strip()) if column.index < len(row.cells) else ""
        if not raw:
            continue
        text, done = clean_text(raw, column.field)
        for sentence in done:
            log.add(sentence, column.heading, row.number, raw)
        if text:
            yield column.index, text


def clean_text(raw: str, field: str) -> tuple[str, list[Sentence]]:
    """The cell for this field, and what was done to it."""
    done: list[Sentence] = []
    text = raw
    if not (raw.isascii() and raw.isprintable()):
        text = with_plain_spaces(without_invisible(raw))
        if without_invisible(raw) != raw:
            done.append(INVISIBLE)
        if "\ufffd" in text:
            done.append(LOST_LETTERS)
    if field in ONE_LINE_FIELDS and "\n" in text:
        done.append(ONE_LINE)
    if field in ONE_LINE_FIELDS:
        text = " ".join(text.split())
    if is_formula_error(text):
        return "", [*done, FORMULA_ERRORS]
    if is_placeholder(text, part_of_name=field in ("name", *NAME_PARTS)):
        return "", [*done, PLACEHOLDERS]
    if text == "0" and field in _NEVER_ZERO:
        return "", [*done, ZEROS]
    return text, done
