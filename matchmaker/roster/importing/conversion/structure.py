"""Rows that depend on those above: headings of sections, and cells left blank because the value above holds."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from matchmaker.messages.texts.importing import BLANKS_BELOW, BLANKS_FILLED, SECTION_ROWS, SECTIONS_READ
from matchmaker.roster.importing.columns.mapping import NAME_PARTS
from matchmaker.roster.importing.conversion.log import CleaningLog
from matchmaker.roster.importing.conversion.table import CleanRow, UsedColumn
from matchmaker.roster.importing.questions import Question, question
from matchmaker.roster.importing.reading.read_table import Sheet

_MIN_BLANK_SHARE = 0.1
ORGANISATION_AT = -1
"""In place of a column's index, for the organisation from the heading of a section."""


def read_sections(
    sheet: Sheet, rows: list[CleanRow], columns: Sequence[UsedColumn], answers: Mapping[str, bool], log: CleaningLog
) -> tuple[list[CleanRow], list[Question]]:
    """Rows with one cell, between rows with several: `Engines Ltd,` above its people."""
    headings = _section_headings(sheet, rows, columns)
    if not headings:
        return rows, []
    asked = question(
        "sections",
        SECTION_ROWS(count=len(headings), example=next(iter(headings.values()))),
        answers,
        proposed=True,
    )
    return (_under_headings(rows, headings, log) if asked.holds else rows), [asked]


def _section_headings(sheet: Sheet, rows: Sequence[CleanRow], columns: Sequence[UsedColumn]) -> dict[int, str]:
    """Row number -> its only cell, in the first filled column of the table."""
    if any(column.field == "organisation" for column in columns) or len(columns) < 2:
        return {}
    if columns[0].field not in ("name", *NAME_PARTS):
        return {}
    filled = {row.number: [cell for cell in row.cells if cell.strip()] for row in sheet.rows}
    alone = {
        row.number: next(iter(row.cells.values()))
        for row in rows
        if len(row.cells) == 1 and len(filled[row.number]) == 1 and next(iter(row.cells)) == columns[0].index
    }
    full = sum(len(row.cells) > 1 for row in rows)
    follows = [row.number for row, after in itertools.pairwise(rows) if row.number in alone and len(after.cells) > 1]
    begins = bool(rows) and rows[0].number in alone
    return alone if begins and len(follows) == len(alone) and full >= len(alone) else {}


def _under_headings(rows: Sequence[CleanRow], headings: Mapping[int, str], log: CleaningLog) -> list[CleanRow]:
    kept, organisation = [], ""
    for row in rows:
        if row.number in headings:
            organisation = headings[row.number]
            log.add(SECTIONS_READ, "", row.number, organisation)
            continue
        kept.append(CleanRow(row.number, row.cells | {ORGANISATION_AT: organisation}))
    return kept


def fill_blanks(
    rows: Sequence[CleanRow], columns: Sequence[UsedColumn], answers: Mapping[str, bool], log: CleaningLog
) -> list[Question]:
    """An organisation or group that stands left of its people, only in the row of the first one."""
    asked = []
    names = min((column.index for column in columns if column.field in ("name", *NAME_PARTS, "email")), default=0)
    for column in columns:
        if column.field not in ("organisation", "group") or column.index > names:
            continue
        blanks, example = _blanks_below(rows, column)
        if blanks:
            asked.append(
                question(
                    f"blanks:{column.heading}",
                    BLANKS_BELOW(column=column.heading, count=len(blanks), example=example),
                    answers,
                )
            )
            if asked[-1].holds:
                _fill(rows, column, log)
    return asked


def _blanks_below(rows: Sequence[CleanRow], column: UsedColumn) -> tuple[list[int], str]:
    """The blank rows below a filled one, if the column looks grouped: filled at first, and no value returns."""
    filled = [row.cells[column.index] for row in rows if column.index in row.cells]
    blanks = [row.number for row in rows if column.index not in row.cells]
    grouped = bool(rows) and column.index in rows[0].cells and len(set(filled)) == len(filled)
    if not grouped or len(blanks) < max(1, _MIN_BLANK_SHARE * len(rows)):
        return [], ""
    above = next(row for row, after in itertools.pairwise(rows) if after.number == blanks[0])
    return blanks, above.cells.get(column.index, "")


def _fill(rows: Sequence[CleanRow], column: UsedColumn, log: CleaningLog) -> None:
    above = ""
    for row in rows:
        if column.index not in row.cells and above:
            row.cells[column.index] = above
            log.add(BLANKS_FILLED, column.heading, row.number, above)
        above = row.cells.get(column.index, "")
