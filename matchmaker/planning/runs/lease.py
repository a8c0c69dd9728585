"""A worker's lease of a run: claimed, kept by heartbeats, lost when they stop.

A worker's right to write is its claim's `attempt` (a fencing token): every write names it, so that a worker that was
paused past its lease finds no row to write to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import Session

from matchmaker.messages.texts.planning import ENDED, STARTING, TAKEN_OVER, WAITING, WORKER_LOST
from matchmaker.models import RunCommand, RunKind, RunStatus, SolveRun, now
from matchmaker.planning.runs.errors import LeaseLostError
from matchmaker.planning.runs.runs import update_runs

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 3


@dataclass(frozen=True)
class Claim:
    """The right to write to a run, until it is claimed anew with a higher `attempt`."""

    run_id: int
    attempt: int


def claim_run(session: Session, run_id: int) -> Claim | None:
    """Take a queued run; None if another worker was faster or it is no longer queued."""
    moment = now()
    attempt = session.scalar(
        update(SolveRun)
        .where(SolveRun.id == run_id, SolveRun.status == RunStatus.QUEUED)
        .values(
            status=RunStatus.RUNNING,
            attempt=SolveRun.attempt + 1,
            heartbeat_at=moment,
            started_at=func.coalesce(SolveRun.started_at, moment),
            stage=STARTING(),
        )
        .returning(SolveRun.attempt)
        .execution_options(synchronize_session=False)
    )
    return None if attempt is None else Claim(run_id, attempt)


def heartbeat(session: Session, claim: Claim, **values: Any) -> RunCommand | None:
    """Renew the lease, write the run's other `values`, and return the command that people have given, if any.

    Raises LeaseLostError.
    """
    return _write(session, claim, heartbeat_at=now(), **values)


def finish(session: Session, claim: Claim, status: RunStatus, **values: Any) -> None:
    """End the run, with `values` for its other columns. Raises LeaseLostError."""
    _write(session, claim, status=status, stage=ENDED[status.value](), finished_at=now(), **values)


def release(session: Session, claim: Claim) -> None:
    """Queue the run again for another worker. Raises LeaseLostError."""
    _write(session, claim, status=RunStatus.QUEUED, stage=WAITING(), heartbeat_at=None)


def requeue_abandoned(session: Session) -> list[int]:
    """Queue runs without a heartbeat for longer than LEASE again; fail those out of attempts. Returns ids queued."""
    abandoned = and_(SolveRun.status == RunStatus.RUNNING, SolveRun.heartbeat_at < now() - LEASE)
    update_runs(
        session,
        and_(abandoned, SolveRun.attempt >= MAX_ATTEMPTS),
        status=RunStatus.FAILED,
        stage=ENDED[RunStatus.FAILED.value](),
        finished_at=now(),
        message=WORKER_LOST(count=MAX_ATTEMPTS),
    )
    return update_runs(session, abandoned, status=RunStatus.QUEUED, stage=WAITING(), heartbeat_at=None)


def queued_runs(session: Session) -> list[tuple[int, RunKind]]:
    """Ids and kinds of the runs that wait for a worker, the oldest first."""
    rows = session.execute(
        select(SolveRun.id, SolveRun.kind).where(SolveRun.status == RunStatus.QUEUED).order_by(SolveRun.id)
    )
    return [(run_id, kind) for run_id, kind in rows]


def _write(session: Session, claim: Claim, **values: Any) -> RunCommand | None:
    written = session.execute(
        update(SolveRun)
        .where(SolveRun.id == claim.run_id, SolveRun.attempt == claim.attempt, SolveRun.status == RunStatus.RUNNING)
        .values(**values)
        .returning(SolveRun.command)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if written is None:
        raise LeaseLostError(TAKEN_OVER())
    command: RunCommand | None = written.command
    return command
