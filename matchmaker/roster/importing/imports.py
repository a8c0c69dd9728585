"""The steps of an import before its commit: upload, column mapping, check, answers to questions, discarding."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import Fault, InvalidInputError, NotFoundError, StateError
from matchmaker.messages.texts import roster as texts
from matchmaker.messages.texts.importing import NO_SUCH_IMPORT
from matchmaker.models import Event, ImportProposal, ImportProposalPage, ImportStatus, ImportWork, RosterImport, now
from matchmaker.roster.importing.columns.contradictions import contradicts
from matchmaker.roster.importing.columns.facts import column_facts
from matchmaker.roster.importing.columns.guess import guess
from matchmaker.roster.importing.columns.mapping import IGNORE, require_mapping
from matchmaker.roster.importing.preview import ImportPreview, preview_list
from matchmaker.roster.importing.progress import Observer, unobserved
from matchmaker.roster.importing.reading.choices import DETECT_ALL, NO_HEADINGS, ReadingChoices
from matchmaker.roster.importing.reading.read_table import Sheet, read_table
from matchmaker.roster.importing.remembered import Remembered, remembered, shape_of
from matchmaker.roster.importing.stored_proposal import packed_proposal, proposal_of, store_proposal, summary_of
from matchmaker.roster.importing.stored_sheet import (
    PackedSheet,
    keep_sheet,
    packed_sheet,
    sheet_of,
    store_sheet,
)
from matchmaker.text import without_hidden

KEPT_FOR = timedelta(days=7)
"""How long a proposal is kept that nobody commits; then it is computed again on demand."""


@dataclass(frozen=True)
class UploadedFile:
    """A file that could be read, and its table.

    `choices`: what was chosen about its reading; `shape`: digest of the headings as they were detected.
    """

    name: str
    content: bytes
    sheet: Sheet
    packed: PackedSheet
    choices: ReadingChoices
    shape: str

    @property
    def guessed_mapping(self) -> dict[str, str]:
        """column -> field, guessed from headings and cells."""
        return guess(self.sheet.header, [row.cells for row in self.sheet.rows])


def read_upload(
    filename: str, content: bytes, choices: ReadingChoices = DETECT_ALL, shape: str | None = None
) -> UploadedFile:
    """Parse a file; call it outside any transaction. Raises InvalidInputError (`file`, or a choice) as `read_table`.

    `shape`: that of the file as it was read first, if it is read again.
    """
    name = without_hidden(PurePosixPath(filename.replace("\\", "/")).name)[:200] or "attendees"
    sheet = read_table(content, name, choices)
    return UploadedFile(name, content, sheet, packed_sheet(sheet), choices, shape or shape_of(sheet.header))


def read_as_before(session: Session, event: Event, file: UploadedFile) -> tuple[UploadedFile, Remembered]:
    """The file, and what was decided about the event's latest list of the same shape; nothing if `file` has choices.

    The file is read again if that list was read in another way. Two lists without headings have the same shape whatever
    they hold, so what was decided holds only for one whose cells fit.
    """
    known = remembered(session, event, file.shape)
    if file.choices != DETECT_ALL or known.mapping is None:
        return file, Remembered()
    again = file if known.choices == file.choices else read_upload(file.name, file.content, known.choices, file.shape)
    same = list(known.mapping) == list(again.sheet.header) and _fits(again.sheet, known.mapping)
    return (again, known) if same else (file, Remembered())


def _fits(sheet: Sheet, mapping: Mapping[str, str]) -> bool:
    if sheet.heading_row != NO_HEADINGS:
        return True
    columns = column_facts(sheet.header, [row.cells for row in sheet.rows])
    used = [column for column in columns if mapping[column.heading] != IGNORE]
    return not any(contradicts(column, mapping[column.heading]) for column in used)


def upload(
    session: Session,
    actor: Actor,
    event: Event,
    file: UploadedFile,
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, bool] | None = None,
) -> RosterImport:
    """Store a file with this mapping (None: a guessed one) and these answers to questions."""
    chosen = file.guessed_mapping if mapping is None else mapping
    roster_import = RosterImport(
        event_id=event.id,
        filename=file.name,
        content=file.content,
        reading=file.choices.as_json(),
        shape=file.shape,
        mapping={column: chosen.get(column, IGNORE) for column in file.sheet.header},
        answers=dict(answers or {}),
    )
    session.add(roster_import)
    session.flush()
    store_sheet(session, roster_import, file.packed)
    _drop_old_proposals(session)
    record(session, actor, event, "roster.uploaded", changes_plan=False, file=file.name, rows=len(file.sheet.rows))
    return roster_import


def import_by_public_id(session: Session, event: Event, public_id: str) -> RosterImport:
    """Raises NotFoundError if the event has no such import."""
    found = session.scalar(
        select(RosterImport).where(RosterImport.event_id == event.id, RosterImport.public_id == public_id)
    )
    if found is None:
        raise NotFoundError(NO_SUCH_IMPORT())
    return found


def imports_of(session: Session, event: Event) -> list[RosterImport]:
    """The event's imports, newest first."""
    query = select(RosterImport).where(RosterImport.event_id == event.id)
    return list(session.scalars(query.order_by(RosterImport.id.desc())))


def set_mapping(
    session: Session, actor: Actor, roster_import: RosterImport, mapping: Mapping[str, str]
) -> RosterImport:
    """Set the field of each column; those that are not in `mapping` are ignored.

    Raises InvalidInputError (`mapping[column]`).
    """
    require_open(roster_import)
    header = tuple(roster_import.mapping)
    require_mapping(header, mapping)
    roster_import.mapping = {column: mapping.get(column, IGNORE) for column in header}
    return _changed(session, actor, roster_import)


def set_reading(session: Session, actor: Actor, roster_import: RosterImport, file: UploadedFile) -> RosterImport:
    """The same file, read otherwise: its columns are guessed anew."""
    require_open(roster_import)
    roster_import.reading = file.choices.as_json()
    roster_import.mapping = file.guessed_mapping
    store_sheet(session, roster_import, file.packed)
    return _changed(session, actor, roster_import)


def _changed(session: Session, actor: Actor, roster_import: RosterImport) -> RosterImport:
    _end_work(session, roster_import)
    event = session.get_one(Event, roster_import.event_id)
    record(session, actor, event, "roster.mapped", changes_plan=False, file=roster_import.filename)
    return roster_import


def preview(
    session: Session, event: Event, roster_import: RosterImport, observer: Observer = unobserved
) -> ImportPreview:
    """What the import would do; changes nothing."""
    sheet = sheet_of(session, roster_import)
    return preview_list(
        session,
        event,
        sheet,
        roster_import.mapping,
        roster_import.answers,
        observer,
        roster_import.reading.get("list_separator"),
    )


def check_import(session: Session, event: Event, roster_import: RosterImport) -> ImportPreview:
    """Compute what the import would do, and keep it for the pages of the preview and for the commit."""
    shown = preview(session, event, roster_import)
    keep_sheet(session, roster_import, shown.sheet)
    store_proposal(session, event, roster_import, packed_proposal(shown))
    return shown


def set_question_answers(
    session: Session, actor: Actor, event: Event, roster_import: RosterImport, answers: Mapping[str, bool]
) -> RosterImport:
    """Store answers to questions of the import.

    Raises InvalidInputError for an unknown question, StateError if the questions are not known yet.
    """
    require_open(roster_import)
    kept = proposal_of(session, event, roster_import)
    if kept is None:
        raise StateError(texts.NOT_CHECKED())
    require_asked({question.key for question in summary_of(kept).questions}, answers)
    roster_import.answers = roster_import.answers | dict(answers)
    _end_work(session, roster_import)
    record(session, actor, event, "roster.answered", changes_plan=False, file=roster_import.filename)
    return roster_import


def require_asked(asked: Collection[str], answers: Iterable[str]) -> None:
    """Raises InvalidInputError (`answers`) for answers to questions that were not asked."""
    unknown = [Fault("answers", texts.NO_SUCH_QUESTION(key=key[:80])) for key in answers if key not in asked]
    if unknown:
        raise InvalidInputError(unknown)


def discard_import(session: Session, actor: Actor, event: Event, roster_import: RosterImport) -> None:
    """Forget an upload that was not imported. Raises StateError if it was."""
    require_open(roster_import)
    session.delete(roster_import)
    record(session, actor, event, "roster.discarded", changes_plan=False, file=roster_import.filename)


def require_open(roster_import: RosterImport) -> None:
    """Raises StateError if the list is already imported."""
    if roster_import.status is not ImportStatus.UPLOADED:
        raise StateError(texts.FINISHED())


def _end_work(session: Session, roster_import: RosterImport) -> None:
    """Work on the former inputs is void: whoever does it finds its place taken and stops."""
    session.execute(delete(ImportWork).where(ImportWork.import_id == roster_import.id))


def _drop_old_proposals(session: Session) -> None:
    old = select(ImportProposal.import_id).where(ImportProposal.made_at < now() - KEPT_FOR)
    for model in (ImportProposalPage, ImportProposal):
        session.execute(delete(model).where(model.import_id.in_(old)), execution_options={"synchronize_session": False})
