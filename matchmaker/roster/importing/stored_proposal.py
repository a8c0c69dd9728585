"""The proposal of an import as it is kept: a summary, its rows page by page, and the changes that the commit writes.

It is void as soon as the list, its mapping or the answers differ. A later change of the roster does not void it, since
attendees may answer at any moment; the commit compares it with the roster once more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session, undefer

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.messages import Message
from matchmaker.models import Event, ImportProposal, ImportProposalPage, RosterImport
from matchmaker.pages import Page
from matchmaker.roster.importing.packing import pack, unpack
from matchmaker.roster.importing.preview import ImportPreview
from matchmaker.roster.importing.proposal import FieldChange, Outcome, ProposedRow
from matchmaker.roster.importing.questions import Question
from matchmaker.roster.importing.roster_changes import RosterChanges, changes_of
from matchmaker.roster.importing.row_pairs import PairWarning
from solver.collector import without_collector

FORMAT = 3
"""Raised when the packed form changes: proposals in an earlier form are void."""
ROWS_PER_PAGE = 100
SHOWN_CHANGES = 8
SHOWN_LENGTH = 200
SHOWN_WARNINGS = 100
ALL = ""
"""In place of an outcome: all rows."""


@dataclass(frozen=True)
class Summary:
    """What the head of the preview shows; of many warnings, the first."""

    counts: dict[Outcome, int]
    digest: str
    questions: tuple[Question, ...]
    warnings: tuple[PairWarning, ...]
    warning_count: int
    new_groups: tuple[str, ...]
    new_tables: tuple[str, ...]
    said: tuple[dict[str, Any], ...] = ()
    """What was noticed and done, messages as JSON."""

    @property
    def notes(self) -> list[Message]:
        return [Message.from_json(said) for said in self.said]

    @property
    def row_count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview, its texts shortened; `more`: the number of further changes; `faults` as JSON."""

    number: int
    label: str
    outcome: Outcome
    changes: tuple[FieldChange, ...]
    more: int
    faults: tuple[dict[str, Any], ...]

    @property
    def messages(self) -> list[Message]:
        return [Message.from_json(fault) for fault in self.faults]


@dataclass(frozen=True)
class PackedProposal:
    """A proposal ready to be stored. `pages`: columns of the pages, without the import's id."""

    roster: str
    summary: bytes
    changes: bytes
    pages: tuple[dict[str, Any], ...]


def packed_proposal(shown: ImportPreview) -> PackedProposal | None:
    """What `shown` proposes; None if its mapping is not usable. Raises InvalidInputError (`file`) if too large."""
    if shown.proposal is None:
        return None
    with without_collector():
        return PackedProposal(
            shown.roster, pack(_summary(shown)), pack(changes_of(shown.proposal)), tuple(_pages(shown.rows))
        )


def store_proposal(session: Session, event: Event, roster_import: RosterImport, packed: PackedProposal | None) -> None:
    """Keep the proposal for the present list, mapping and answers, in place of an earlier one."""
    drop_proposal(session, roster_import)
    if packed is None:
        return
    session.add(
        ImportProposal(
            import_id=roster_import.id,
            inputs=_inputs(event, roster_import),
            roster=packed.roster,
            summary=packed.summary,
            changes=packed.changes,
        )
    )
    session.flush()
    if packed.pages:
        session.execute(insert(ImportProposalPage), [{"import_id": roster_import.id} | page for page in packed.pages])


def drop_proposal(session: Session, roster_import: RosterImport) -> None:
    for model in (ImportProposalPage, ImportProposal):
        session.execute(delete(model).where(model.import_id == roster_import.id))


def proposal_of(session: Session, event: Event, roster_import: RosterImport) -> ImportProposal | None:
    """The proposal for the present list, mapping and answers; None if it must be computed."""
    kept = session.get(ImportProposal, roster_import.id)
    return kept if kept and kept.inputs == _inputs(event, roster_import) else None


def summary_of(kept: ImportProposal) -> Summary:
    return unpack(kept.summary, Summary)


def changes_kept(session: Session, kept: ImportProposal) -> RosterChanges:
    """What the commit of this proposal writes."""
    loaded = session.get_one(ImportProposal, kept.import_id, options=[undefer(ImportProposal.changes)])
    return unpack(loaded.changes, RosterChanges)


def rows_page(session: Session, kept: ImportProposal, summary: Summary, outcome: str, page: int) -> Page[ShownRow]:
    """A page of the rows with this outcome, of all rows for an empty or unknown one; as `pages.page_of`."""
    known = outcome in set(Outcome)
    total = summary.counts[Outcome(outcome)] if known else summary.row_count
    pages = max(1, -(-total // ROWS_PER_PAGE))
    number = min(max(page, 1), pages)
    found = session.get(ImportProposalPage, (kept.import_id, outcome if known else ALL, number))
    return Page(unpack(found.packed, list[ShownRow]) if found else [], number, pages, total)


def faults_of(session: Session, kept: ImportProposal, summary: Summary) -> InvalidInputError:
    """The error that names all faulty rows."""
    pages = range(1, -(-summary.counts[Outcome.FAULTY] // ROWS_PER_PAGE) + 1)
    rows = [row for page in pages for row in rows_page(session, kept, summary, Outcome.FAULTY, page).rows]
    return InvalidInputError(Fault("", message) for row in rows for message in row.messages)


def _inputs(event: Event, roster_import: RosterImport) -> str:
    """Digest of everything that the proposal depends on, except the roster."""
    used = [FORMAT, event.timezone, roster_import.reading, roster_import.mapping, roster_import.answers]
    return hashlib.sha256(json.dumps(used, sort_keys=True).encode()).hexdigest()


def _summary(shown: ImportPreview) -> Summary:
    return Summary(
        counts=shown.counts,
        digest=shown.digest,
        questions=shown.questions,
        warnings=tuple(shown.warnings[:SHOWN_WARNINGS]),
        warning_count=len(shown.warnings),
        new_groups=shown.new_groups,
        new_tables=shown.new_tables,
        said=tuple(note.to_json() for note in shown.notes),
    )


def _pages(rows: Sequence[ProposedRow]) -> Iterator[dict[str, Any]]:
    all_rows = [_shown(row) for row in rows]
    for outcome in (ALL, *Outcome):
        chosen = [row for row in all_rows if outcome in (ALL, row.outcome)]
        for first in range(0, len(chosen), ROWS_PER_PAGE):
            packed = pack(chosen[first : first + ROWS_PER_PAGE])
            yield {"outcome": str(outcome), "page": first // ROWS_PER_PAGE + 1, "packed": packed}


def _shown(row: ProposedRow) -> ShownRow:
    return ShownRow(
        row.number,
        row.label,
        row.outcome,
        tuple(_shortened(change) for change in row.changes[:SHOWN_CHANGES]),
        max(0, len(row.changes) - SHOWN_CHANGES),
        tuple(fault.as_message().to_json() for fault in row.faults),
    )


def _shortened(change: FieldChange) -> FieldChange:
    if len(change.before) <= SHOWN_LENGTH and len(change.after) <= SHOWN_LENGTH:
        return change
    return FieldChange(change.field, change.before[:SHOWN_LENGTH], change.after[:SHOWN_LENGTH])
