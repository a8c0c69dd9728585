"""Work on an import that takes seconds: computing its proposal, and committing it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TypeAlias

from sqlalchemy.orm import Session

from matchmaker.audit import Actor
from matchmaker.errors import StateError
from matchmaker.messages.texts import roster as texts
from matchmaker.models import Event, RosterImport
from matchmaker.roster.importing.commit import (
    ImportResult,
    ReadyImport,
    RosterMovedError,
    check_ready,
    commit_import,
    ready,
    ready_import,
)
from matchmaker.roster.importing.imports import preview
from matchmaker.roster.importing.progress import ImportProgress, Stage
from matchmaker.roster.importing.stored_proposal import packed_proposal, store_proposal
from matchmaker.roster.importing.stored_sheet import keep_sheet
from matchmaker.roster.importing.work_claims import Claim

Judge: TypeAlias = Callable[[Session, Event], AbstractContextManager[object]]
"""Surrounds what the commit writes, in its transaction; it may refuse by raising."""


def _accept(_session: Session, _event: Event) -> AbstractContextManager[object]:
    return nullcontext()


ATTEMPTS = 3
"""Times that a commit follows a roster that keeps changing without a difference to the import."""


def check_claimed(claim: Claim) -> None:
    """Compute what the import would do and keep it. Raises StoppedError, InvalidInputError (`file`)."""
    with claim.ending():
        _computed(claim, ends=True)


def commit_claimed(
    claim: Claim,
    actor: Actor,
    *,
    skip_faulty: bool = False,
    expected_digest: str | None = None,
    judge: Judge = _accept,
) -> ImportResult:
    """Commit the proposal that was shown, after comparing it with a roster that has changed since.

    Raises as `commit_import` and `judge`, and StoppedError.
    """
    with claim.ending():
        for _ in range(ATTEMPTS - 1):
            try:
                return _committed(claim, actor, skip_faulty, expected_digest, judge)
            except RosterMovedError:
                continue
        return _committed(claim, actor, skip_faulty, expected_digest, judge)


def _computed(claim: Claim, *, ends: bool) -> ReadyImport | None:
    """Compute and keep the proposal; `ends`: this is all of the work. None if the mapping is not usable."""
    with claim.database.reading() as session:
        roster_import = session.get_one(RosterImport, claim.import_id)
        event = session.get_one(Event, roster_import.event_id)
        shown = preview(session, event, roster_import, claim)
    packed = packed_proposal(shown)
    with claim.database.writing() as session:
        roster_import = session.get_one(RosterImport, claim.import_id)
        keep_sheet(session, roster_import, shown.sheet)
        store_proposal(session, event, roster_import, packed)
        if ends:
            claim.finish(session)
    return ready(shown) if shown.proposal else None


def _committed(
    claim: Claim, actor: Actor, skip_faulty: bool, expected_digest: str | None, judge: Judge
) -> ImportResult:
    with claim.database.reading() as session:
        roster_import = session.get_one(RosterImport, claim.import_id)
        proposed = ready_import(session, session.get_one(Event, roster_import.event_id), roster_import)
    proposed = proposed or _computed(claim, ends=False)
    if proposed is None:
        raise StateError(texts.NOT_CHECKED())
    check_ready(proposed, skip_faulty=skip_faulty, expected_digest=expected_digest)
    claim(ImportProgress(Stage.WRITING))
    with claim.database.writing() as session:
        roster_import = session.get_one(RosterImport, claim.import_id)
        event = session.get_one(Event, roster_import.event_id)
        with judge(session, event):
            result = commit_import(session, actor, event, roster_import, proposed, skip_faulty=skip_faulty)
        claim.finish(session)
        return result
