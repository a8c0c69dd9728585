"""Computing what an import would do. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.errors import Fault
from matchmaker.models import Event
from matchmaker.roster.importing.check_rows import check_rows
from matchmaker.roster.importing.column_mapping import check_mapping
from matchmaker.roster.importing.lookalikes import Question
from matchmaker.roster.importing.progress import ImportProgress, Observer, Stage, unobserved
from matchmaker.roster.importing.proposal import Outcome, Proposal, ProposedRow, propose
from matchmaker.roster.importing.read_table import Sheet
from matchmaker.roster.importing.row_pairs import PairWarning
from matchmaker.roster.rows.current_roster import read_roster, roster_version
from solver.collector import without_collector


@dataclass(frozen=True)
class ImportPreview:
    """Everything to show before an import; if there are `faults` but no rows, the mapping must be corrected first."""

    sheet: Sheet
    mapping: dict[str, str]
    faults: list[Fault]
    proposal: Proposal | None
    roster: str
    """The version of the roster that the rows were compared with."""

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


def preview_list(
    session: Session,
    event: Event,
    sheet: Sheet,
    mapping: Mapping[str, str],
    answers: Mapping[str, bool],
    observer: Observer = unobserved,
) -> ImportPreview:
    """What importing this table would do; columns that are not in `mapping` are ignored."""
    complete = {column: mapping.get(column, "ignore") for column in sheet.header}
    # before the roster is read: if it changes in between, the preview counts as older than it is
    version = roster_version(session, event)
    faults = check_mapping(sheet.header, complete)
    if faults:
        return ImportPreview(sheet, complete, faults, None, version)
    observer(ImportProgress(Stage.READING))
    with without_collector():
        roster = read_roster(session, event)
        checked = check_rows(sheet, complete, event.timezone, observer)
        proposal = propose(event, roster, checked, answers, observer=observer)
    return ImportPreview(sheet, complete, proposal.faults, proposal, version)
