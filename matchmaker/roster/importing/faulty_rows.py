"""The faulty rows of a list as a file, with the reason beside each: corrected, it is the next list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.models import ImportProposal, RosterImport
from matchmaker.roster.importing.proposal import Outcome
from matchmaker.roster.importing.reading.read_table import Sheet
from matchmaker.roster.importing.stored_proposal import Summary, rows_page
from matchmaker.roster.importing.stored_sheet import sheet_of
from matchmaker.spreadsheet_cells import safe_cell

Compose = Callable[[Message], str]
Reasons = Mapping[int, Sequence[Message]]
"""Row number -> what is wrong with the row."""


def faulty_table(sheet: Sheet, reasons: Reasons, titles: tuple[str, str], compose: Compose) -> Iterator[list[str]]:
    """The headings and the faulty rows, escaped; `titles`: of the columns for the row's number and the reason."""
    number, reason = titles
    yield [safe_cell(cell) for cell in (number, *sheet.header, reason)]
    for row in sheet.rows:
        if row.number in reasons:
            cells = [*row.cells, *[""] * (len(sheet.header) - len(row.cells))]
            said = " ".join(compose(message) for message in reasons[row.number])
            yield [safe_cell(cell) for cell in (str(row.number), *cells[: len(sheet.header)], said)]


def reasons_of(rows: Iterable[tuple[int, Sequence[Message]]]) -> dict[int, list[Message]]:
    return {number: list(messages) for number, messages in rows if messages}


def kept_faults(
    session: Session, roster_import: RosterImport, kept: ImportProposal, summary: Summary
) -> tuple[Sheet, dict[int, list[Message]]]:
    """The table of an open import, and the reasons of its faulty rows."""
    reasons: dict[int, list[Message]] = {}
    page, pages = 1, 1
    while page <= pages and summary.counts[Outcome.FAULTY]:
        part = rows_page(session, kept, summary, Outcome.FAULTY, page)
        reasons |= {row.number: row.messages for row in part.rows}
        page, pages = page + 1, part.pages
    return sheet_of(session, roster_import), reasons
