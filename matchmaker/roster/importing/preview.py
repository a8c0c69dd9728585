"""Computing what an import would do. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.errors import Fault
from matchmaker.messages import Message
from matchmaker.models import Event
from matchmaker.roster.importing.cells.times import EventDays
from matchmaker.roster.importing.check_rows import CheckedRow, check_rows, headings_by_field
from matchmaker.roster.importing.columns.mapping import IGNORE, check_mapping
from matchmaker.roster.importing.columns.notes import column_notes
from matchmaker.roster.importing.conversion.convert import Converted, convert
from matchmaker.roster.importing.conversion.literal import is_export, literal
from matchmaker.roster.importing.event_days import event_days
from matchmaker.roster.importing.progress import ImportProgress, Observer, Stage, unobserved
from matchmaker.roster.importing.proposal import Outcome, Proposal, ProposedRow, propose
from matchmaker.roster.importing.questions import Question
from matchmaker.roster.importing.reading.read_table import Sheet
from matchmaker.roster.importing.repeats import Repeats, merge_repeats
from matchmaker.roster.importing.row_pairs import PairWarning
from matchmaker.roster.rows.current_roster import read_roster, roster_version
from solver.collector import without_collector


@dataclass(frozen=True)
class ImportPreview:
    """Everything to show before an import; if there are `faults` but no rows, the mapping must be corrected first.

    `asked`: questions about the list as a whole and about repeats. `notes`: what to look at in the columns, and what
    was done to cells and rows.
    """

    sheet: Sheet
    mapping: dict[str, str]
    faults: list[Fault]
    proposal: Proposal | None
    roster: str
    """The version of the roster that the rows were compared with."""
    asked: tuple[Question, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def rows(self) -> tuple[ProposedRow, ...]:
        return self.proposal.rows if self.proposal else ()

    @property
    def counts(self) -> dict[Outcome, int]:
        return self.proposal.counts if self.proposal else dict.fromkeys(Outcome, 0)

    @property
    def questions(self) -> tuple[Question, ...]:
        return (*self.asked, *self.proposal.questions) if self.proposal else self.asked

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
    def is_new(self) -> bool:
        """Whether the import would write anything."""
        return bool(self.counts[Outcome.NEW] or self.counts[Outcome.CHANGED])

    @property
    def digest(self) -> str:
        return self.proposal.digest if self.proposal else ""


def preview_list(
    session: Session,
    event: Event,
    sheet: Sheet,
    mapping: Mapping[str, str],
    answers: Mapping[str, bool],
    observer: Observer = unobserved,
    list_separator: str | None = None,
) -> ImportPreview:
    """What importing this table would do; columns that are not in `mapping` are ignored."""
    complete = {column: mapping.get(column, IGNORE) for column in sheet.header}
    # before the roster is read: if it changes in between, the preview counts as older than it is
    version = roster_version(session, event)
    faults = check_mapping(sheet.header, complete)
    if faults:
        return ImportPreview(sheet, complete, faults, None, version)
    observer(ImportProgress(Stage.READING))
    with without_collector():
        roster = read_roster(session, event)
        converted = _converted(sheet, complete, answers, event_days(session, event), list_separator)
        repeats = checked_list(converted, complete, answers, event.timezone, observer)
        proposal = propose(event, roster, repeats.rows, answers, observer=observer)
        looked_at = column_notes(sheet.header, [row.cells for row in sheet.rows], complete)
    return ImportPreview(
        sheet,
        complete,
        proposal.faults,
        proposal,
        version,
        asked=(*converted.questions, *repeats.questions),
        notes=(*sheet.notes, *looked_at, *converted.notes, *repeats.notes, *proposal.notes),
    )


def checked_list(
    converted: Converted,
    mapping: Mapping[str, str],
    answers: Mapping[str, bool],
    timezone: str,
    observer: Observer = unobserved,
) -> Repeats:
    """The rows, each checked by itself and then against the others."""
    checked: list[CheckedRow] = check_rows(converted.rows, mapping, timezone, observer)
    return merge_repeats(checked, answers, headings_by_field(mapping))


def _converted(
    sheet: Sheet, mapping: Mapping[str, str], answers: Mapping[str, bool], days: EventDays, list_separator: str | None
) -> Converted:
    return (
        literal(sheet, mapping) if is_export(sheet.header) else convert(sheet, mapping, answers, days, list_separator)
    )
