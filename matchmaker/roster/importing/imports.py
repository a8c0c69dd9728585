"""The steps of an import: upload, column mapping, preview, questions, commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import EditConflictError, Fault, InvalidInputError, NotFoundError, StateError
from matchmaker.models import Event, ImportStatus, RosterImport, now
from matchmaker.roster.importing.check_rows import check_rows
from matchmaker.roster.importing.column_mapping import check_mapping, guess, require_mapping
from matchmaker.roster.importing.lookalikes import Question
from matchmaker.roster.importing.proposal import Outcome, Proposal, ProposedRow, propose
from matchmaker.roster.importing.read_table import Sheet, read_table
from matchmaker.roster.importing.row_pairs import PairWarning
from matchmaker.roster.importing.write_rows import write_proposal
from matchmaker.roster.rows.current_roster import read_roster
from matchmaker.text import without_hidden

SAMPLE_ROWS = 50


@dataclass(frozen=True)
class ImportPreview:
    """Everything to show before an import; if there are `faults` but no rows, the mapping must be corrected first."""

    sheet: Sheet
    mapping: dict[str, str]
    faults: list[Fault]
    proposal: Proposal | None

    @property
    def rows(self) -> tuple[ProposedRow, ...]:
        return self.proposal.rows if self.proposal else ()

    @property
    def counts(self) -> dict[Outcome, int]:
        return self.proposal.counts if self.proposal else dict.fromkeys(Outcome, 0)

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.proposal.questions if self.proposal else ()

    @property
    def warnings(self) -> list[PairWarning]:
        return self.proposal.pairs.warnings if self.proposal else []

    @property
    def new_groups(self) -> tuple[str, ...]:
        return self.proposal.new_groups if self.proposal else ()

    @property
    def new_tables(self) -> tuple[str, ...]:
        return self.proposal.new_tables if self.proposal else ()

    @property
    def digest(self) -> str:
        return self.proposal.digest if self.proposal else ""


@dataclass(frozen=True)
class ImportResult:
    """Counts of a commit: `skipped` are the faulty rows, `warnings` the names that could not be used."""

    new: int
    changed: int
    unchanged: int
    left_out: int
    skipped: int
    warnings: int


def upload(session: Session, actor: Actor, event: Event, filename: str, content: bytes) -> RosterImport:
    """Store a file and guess its column mapping. Raises InvalidInputError (`file`) if it cannot be read."""
    name = without_hidden(PurePosixPath(filename.replace("\\", "/")).name)[:200] or "attendees"
    sheet = read_table(content, name)
    roster_import = RosterImport(
        event_id=event.id,
        filename=name,
        content=content,
        encoding=sheet.encoding,
        mapping=guess(sheet.header, [row.cells for row in sheet.rows[:SAMPLE_ROWS]]),
        answers={},
    )
    session.add(roster_import)
    record(session, actor, event, "roster.uploaded", changes_plan=False, file=name, rows=len(sheet.rows))
    return roster_import


def import_by_public_id(session: Session, event: Event, public_id: str) -> RosterImport:
    """Raises NotFoundError if the event has no such import."""
    found = session.scalar(
        select(RosterImport).where(RosterImport.event_id == event.id, RosterImport.public_id == public_id)
    )
    if found is None:
        raise NotFoundError("There is no such import.")
    return found


def imports_of(session: Session, event: Event) -> list[RosterImport]:
    """The event's imports, newest first."""
    query = select(RosterImport).where(RosterImport.event_id == event.id)
    return list(session.scalars(query.order_by(RosterImport.id.desc())))


def set_mapping(
    session: Session,
    actor: Actor,
    roster_import: RosterImport,
    mapping: Mapping[str, str],
    encoding: str | None = None,
) -> RosterImport:
    """Set the field of each column, and the encoding of the file (None: as before).

    Columns that are not in `mapping` are ignored. Raises InvalidInputError (`mapping[column]`, `encoding`, `file`).
    """
    _require_open(roster_import)
    coded = encoding or roster_import.encoding
    sheet = read_table(roster_import.content, roster_import.filename, coded)
    require_mapping(sheet.header, mapping)
    roster_import.mapping = {column: mapping.get(column, "ignore") for column in sheet.header}
    roster_import.encoding = coded if sheet.encoding else None
    event = session.get_one(Event, roster_import.event_id)
    record(session, actor, event, "roster.mapped", changes_plan=False, file=roster_import.filename)
    return roster_import


def set_question_answers(
    session: Session, actor: Actor, event: Event, roster_import: RosterImport, answers: Mapping[str, bool]
) -> RosterImport:
    """Store whether look-alikes are the same. Raises InvalidInputError for an unknown question."""
    _require_open(roster_import)
    asked = {question.key for question in preview(session, event, roster_import).questions}
    unknown = [Fault("answers", f"There is no such question: {key[:80]}") for key in answers.keys() - asked]
    if unknown:
        raise InvalidInputError(unknown)
    roster_import.answers = roster_import.answers | dict(answers)
    record(session, actor, event, "roster.answered", changes_plan=False, file=roster_import.filename)
    return roster_import


def preview(session: Session, event: Event, roster_import: RosterImport) -> ImportPreview:
    """What the import would do; changes nothing."""
    sheet = read_table(roster_import.content, roster_import.filename, roster_import.encoding)
    mapping = {column: roster_import.mapping.get(column, "ignore") for column in sheet.header}
    faults = check_mapping(sheet.header, mapping)
    if faults:
        return ImportPreview(sheet, mapping, faults, None)
    checked = check_rows(sheet, mapping, event.timezone)
    proposal = propose(event, read_roster(session, event), checked, roster_import.answers)
    return ImportPreview(sheet, mapping, proposal.faults, proposal)


def commit_import(
    session: Session,
    actor: Actor,
    event: Event,
    roster_import: RosterImport,
    *,
    skip_faulty: bool = False,
    expected_digest: str | None = None,
) -> ImportResult:
    """Write the list into the roster, all of it or nothing.

    `expected_digest`: the digest of the preview that a person has confirmed. Raises InvalidInputError with all faults
    unless `skip_faulty`; EditConflictError if the preview would now be different; StateError if already committed.
    """
    _require_open(roster_import)
    shown = preview(session, event, roster_import)
    if shown.proposal is None or (shown.faults and not skip_faulty):
        raise InvalidInputError(shown.faults)
    if expected_digest is not None and expected_digest != shown.digest:
        raise EditConflictError("The roster has changed since you looked at this import. Look at it again first.")
    roster_import.before = write_proposal(session, event, shown.proposal)
    roster_import.status, roster_import.committed_at = ImportStatus.COMMITTED, now()
    result = _result(shown)
    changes = bool(result.new or result.changed)
    record(session, actor, event, "roster.imported", changes_plan=changes, file=roster_import.filename, **vars(result))
    return result


def _result(shown: ImportPreview) -> ImportResult:
    counts = shown.counts
    return ImportResult(
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        unchanged=counts[Outcome.UNCHANGED],
        left_out=counts[Outcome.LEFT_OUT],
        skipped=counts[Outcome.FAULTY],
        warnings=len(shown.warnings),
    )


def _require_open(roster_import: RosterImport) -> None:
    if roster_import.status is not ImportStatus.UPLOADED:
        raise StateError("This import is finished. Upload the file again to import it once more.")
