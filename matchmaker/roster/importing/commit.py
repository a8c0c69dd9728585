"""The commit of an import: the list as it was shown becomes the roster, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import EditConflictError, InvalidInputError
from matchmaker.messages.texts import roster as texts
from matchmaker.models import Event, ImportSheet, ImportStatus, RosterImport, now
from matchmaker.roster.importing.imports import require_open
from matchmaker.roster.importing.preview import ImportPreview
from matchmaker.roster.importing.proposal import Outcome
from matchmaker.roster.importing.roster_changes import RosterChanges, changes_of
from matchmaker.roster.importing.stored_proposal import (
    changes_kept,
    drop_proposal,
    faults_of,
    proposal_of,
    summary_of,
)
from matchmaker.roster.importing.write_rows import write_changes
from matchmaker.roster.rows.current_roster import roster_version


class RosterMovedError(EditConflictError):
    """The roster has changed since the proposal was computed, which need not make a difference to it."""


@dataclass(frozen=True)
class ImportResult:
    """Counts of a commit: `skipped` are the faulty rows, `warnings` the names that could not be used."""

    new: int
    changed: int
    unchanged: int
    left_out: int
    skipped: int
    warnings: int


@dataclass(frozen=True)
class ReadyImport:
    """What a commit writes. `roster`: the version of the roster that it was computed from."""

    roster: str
    digest: str
    result: ImportResult
    changes: RosterChanges
    faults: InvalidInputError | None = None


def ready(shown: ImportPreview) -> ReadyImport:
    """A preview, ready to be committed. Raises InvalidInputError if its mapping must be corrected first."""
    if shown.proposal is None:
        raise InvalidInputError(shown.faults)
    return ReadyImport(
        shown.roster,
        shown.digest,
        _result(shown.counts, len(shown.warnings)),
        changes_of(shown.proposal),
        InvalidInputError(shown.faults) if shown.faults else None,
    )


def ready_import(session: Session, event: Event, roster_import: RosterImport) -> ReadyImport | None:
    """The kept proposal, ready to be committed; None if it must be computed, or has been overtaken by the roster."""
    kept = proposal_of(session, event, roster_import)
    if kept is None or kept.roster != roster_version(session, event):
        return None
    summary = summary_of(kept)
    return ReadyImport(
        kept.roster,
        summary.digest,
        _result(summary.counts, summary.warning_count),
        changes_kept(session, kept),
        faults_of(session, kept, summary) if summary.counts[Outcome.FAULTY] else None,
    )


def check_ready(proposed: ReadyImport, *, skip_faulty: bool, expected_digest: str | None) -> None:
    """Raises InvalidInputError with all faults unless `skip_faulty`, EditConflictError if another digest was shown."""
    if proposed.faults and not skip_faulty:
        raise proposed.faults
    if expected_digest is not None and expected_digest != proposed.digest:
        raise EditConflictError(texts.ROSTER_CHANGED())


def commit_import(
    session: Session,
    actor: Actor,
    event: Event,
    roster_import: RosterImport,
    proposed: ReadyImport,
    *,
    skip_faulty: bool = False,
    expected_digest: str | None = None,
) -> ImportResult:
    """Write the list into the roster, all of it or nothing. Nothing is computed here: the transaction stays short.

    `expected_digest`: the digest of the preview that a person has confirmed. Raises as `check_ready`;
    RosterMovedError if the roster has changed since `proposed` was computed; StateError if already committed.
    """
    require_open(roster_import)
    check_ready(proposed, skip_faulty=skip_faulty, expected_digest=expected_digest)
    if proposed.roster != roster_version(session, event):
        raise RosterMovedError(texts.ROSTER_CHANGED())
    before = event.data_version
    roster_import.before = write_changes(session, event, proposed.changes)
    roster_import.status, roster_import.committed_at = ImportStatus.COMMITTED, now()
    drop_proposal(session, roster_import)
    session.execute(delete(ImportSheet).where(ImportSheet.import_id == roster_import.id))
    result = proposed.result
    changes = bool(result.new or result.changed)
    record(session, actor, event, "roster.imported", changes_plan=changes, file=roster_import.filename, **vars(result))
    if changes and event.data_version != before + 1:
        # PostgreSQL does not lock the event while the rows are written
        raise RosterMovedError(texts.ROSTER_CHANGED())
    return result


def _result(counts: dict[Outcome, int], warnings: int) -> ImportResult:
    return ImportResult(
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        unchanged=counts[Outcome.UNCHANGED],
        left_out=counts[Outcome.LEFT_OUT],
        skipped=counts[Outcome.FAULTY],
        warnings=warnings,
    )
