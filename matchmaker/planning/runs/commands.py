"""Commands to a run that has not ended: stop and keep the best plan so far, or cancel."""

from __future__ import annotations

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import StateError
from matchmaker.messages.texts.planning import ENDED, HAS_ENDED
from matchmaker.models import Event, RunCommand, RunStatus, SolveRun, now
from matchmaker.planning.runs.runs import update_runs


def stop_run(session: Session, actor: Actor, event: Event, run: SolveRun) -> SolveRun:
    """Ask the run to end and keep the best plan so far; a run that still waits has none and is cancelled.

    Raises StateError if it has ended.
    """
    return _command(session, actor, event, run, RunCommand.STOP)


def cancel_run(session: Session, actor: Actor, event: Event, run: SolveRun) -> SolveRun:
    """Ask the run to end and keep nothing. Raises StateError if it has ended."""
    return _command(session, actor, event, run, RunCommand.CANCEL)


def _command(session: Session, actor: Actor, event: Event, run: SolveRun, command: RunCommand) -> SolveRun:
    this_run = SolveRun.id == run.id
    cancelled = update_runs(
        session,
        and_(this_run, SolveRun.status == RunStatus.QUEUED),
        status=RunStatus.CANCELLED,
        stage=ENDED[RunStatus.CANCELLED.value](),
        finished_at=now(),
    )
    not_cancelled = or_(SolveRun.command.is_(None), SolveRun.command == RunCommand.STOP)  # a cancel is final
    running = and_(this_run, SolveRun.status == RunStatus.RUNNING, not_cancelled)
    if not cancelled and not update_runs(session, running, command=command):
        raise StateError(HAS_ENDED())
    record(session, actor, event, f"run.asked_to_{command.value}", changes_plan=False, run=run.public_id)
    return session.get_one(SolveRun, run.id, populate_existing=True)
