"""Runs of the solver as rows: asked for once per event, claimed by one worker, stopped or cancelled by people.

A worker's right to write is its claim's `attempt` (a fencing token): every write names it, so that a worker which was
paused past its lease finds no row to write to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import InvalidInputError, MatchmakerError, NotFoundError, StateError
from matchmaker.models import (
    Attendee,
    AttendeeStatus,
    Event,
    MeetingTable,
    RunCommand,
    RunStatus,
    Slot,
    SolveRun,
    now,
)

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 3
SHORTEST, LONGEST = 1.0, 7200.0
LARGEST_SEED = 2**31 - 1
ACTIVE = (RunStatus.QUEUED, RunStatus.RUNNING)
WAITING = "waiting for a worker"


class LeaseLostError(MatchmakerError):
    """Another worker has the run now, or it has ended: this one must write nothing more."""


@dataclass(frozen=True)
class Claim:
    """The right to write to a run, until somebody claims it anew with a higher `attempt`."""

    run_id: int
    attempt: int


def request_run(session: Session, actor: Actor, event: Event, *, time_limit: float = 60.0, seed: int = 0) -> SolveRun:
    """The event's active run; a new one, queued, if there is none.

    `time_limit` is in seconds. Raises InvalidInputError for a limit or seed out of range, StateError where the event
    has nothing to plan yet.
    """
    _check_limits(time_limit, seed)
    active = active_run(session, event)
    if active is not None:
        return active
    _check_ready(session, event)
    run = SolveRun(event_id=event.id, time_limit=time_limit, seed=seed, stage=WAITING)
    try:
        with session.begin_nested():
            session.add(run)
    except IntegrityError:  # the unique index on active runs: somebody pressed at the same moment
        return _the_other(session, event)
    record(session, actor, event, "run.requested", changes_plan=False, run=run.public_id, seconds=time_limit, seed=seed)
    return run


def active_run(session: Session, event: Event) -> SolveRun | None:
    """The event's run that is queued or running."""
    return session.scalar(select(SolveRun).where(SolveRun.event_id == event.id, SolveRun.status.in_(ACTIVE)))


def runs_of(session: Session, event: Event) -> list[SolveRun]:
    """All runs of the event, the newest first."""
    return list(session.scalars(select(SolveRun).where(SolveRun.event_id == event.id).order_by(SolveRun.id.desc())))


def run_by_public_id(session: Session, event: Event, public_id: str) -> SolveRun:
    """Raises NotFoundError if this event has no such run."""
    run = session.scalar(select(SolveRun).where(SolveRun.event_id == event.id, SolveRun.public_id == public_id))
    if run is None:
        raise NotFoundError("There is no such run.")
    return run


def ask_stop(session: Session, actor: Actor, event: Event, run: SolveRun) -> SolveRun:
    """Ask the run to end and keep the best plan so far; one that still waits is cancelled, as it has none.

    Raises StateError if it has ended.
    """
    return _ask(session, actor, event, run, RunCommand.STOP)


def ask_cancel(session: Session, actor: Actor, event: Event, run: SolveRun) -> SolveRun:
    """Ask the run to end and keep nothing. Raises StateError if it has ended."""
    return _ask(session, actor, event, run, RunCommand.CANCEL)


def claim(session: Session, run_id: int) -> Claim | None:
    """Take a queued run; None if somebody else was faster or it is not queued any more."""
    moment = now()
    attempt = session.scalar(
        update(SolveRun)
        .where(SolveRun.id == run_id, SolveRun.status == RunStatus.QUEUED)
        .values(
            status=RunStatus.RUNNING,
            attempt=SolveRun.attempt + 1,
            heartbeat_at=moment,
            started_at=func.coalesce(SolveRun.started_at, moment),
            stage="starting",
        )
        .returning(SolveRun.attempt)
        .execution_options(synchronize_session=False)
    )
    return None if attempt is None else Claim(run_id, attempt)


def heartbeat(session: Session, mine: Claim, **values: Any) -> RunCommand | None:
    """Say that the worker lives, write the run's other `values`, and learn what people asked.

    Raises LeaseLostError.
    """
    return _write(session, mine, heartbeat_at=now(), **values)


def finish(session: Session, mine: Claim, status: RunStatus, **values: Any) -> None:
    """End the run, with `values` for its other columns. Raises LeaseLostError."""
    _write(session, mine, status=status, stage=status.value, finished_at=now(), **values)


def hand_back(session: Session, mine: Claim) -> None:
    """Queue the run again for another worker. Raises LeaseLostError."""
    _write(session, mine, status=RunStatus.QUEUED, stage=WAITING, heartbeat_at=None)


def requeue_lost(session: Session) -> list[int]:
    """Queue the runs whose worker is silent for longer than LEASE again; fail those out of attempts. Ids queued."""
    lost = and_(SolveRun.status == RunStatus.RUNNING, SolveRun.heartbeat_at < now() - LEASE)
    _update_all(
        session,
        and_(lost, SolveRun.attempt >= MAX_ATTEMPTS),
        status=RunStatus.FAILED,
        stage=RunStatus.FAILED.value,
        finished_at=now(),
        message=f"The worker broke off {MAX_ATTEMPTS} times while it solved this. Its log may say why; "
        "often the computer has too little memory.",
    )
    return _update_all(session, lost, status=RunStatus.QUEUED, stage=WAITING, heartbeat_at=None)


def queued_runs(session: Session) -> list[int]:
    """Ids of the runs that wait for a worker, the oldest first."""
    return list(session.scalars(select(SolveRun.id).where(SolveRun.status == RunStatus.QUEUED).order_by(SolveRun.id)))


def _check_limits(time_limit: float, seed: int) -> None:
    if not SHORTEST <= time_limit <= LONGEST:
        raise InvalidInputError.at(
            "time_limit", f"Give a number of seconds from {SHORTEST:.0f} to {LONGEST:.0f}, not {time_limit:g}."
        )
    if not 0 <= seed <= LARGEST_SEED:
        raise InvalidInputError.at("seed", f"Give a whole number from 0 to {LARGEST_SEED}, not {seed}.")


def _check_ready(session: Session, event: Event) -> None:
    slots, tables, people = session.execute(
        select(
            select(func.count(Slot.id)).where(Slot.event_id == event.id).scalar_subquery(),
            select(func.count(MeetingTable.id)).where(MeetingTable.event_id == event.id).scalar_subquery(),
            select(func.count(Attendee.id))
            .where(Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN)
            .scalar_subquery(),
        )
    ).one()
    if not slots:
        raise StateError("There is no time to meet yet. Add a block to the agenda first.")
    if not tables:
        raise StateError("There is no table to meet at yet. Add tables first.")
    if people < 2:
        raise StateError("There is nobody to meet yet. Import or add at least two attendees first.")


def _the_other(session: Session, event: Event) -> SolveRun:
    active = active_run(session, event)
    if active is None:  # it ended between the two looks
        raise StateError("A run of this event has just ended. Look at its plan, or press Solve again.")
    return active


def _ask(session: Session, actor: Actor, event: Event, run: SolveRun, command: RunCommand) -> SolveRun:
    mine = SolveRun.id == run.id
    cancelled = _update_all(
        session,
        and_(mine, SolveRun.status == RunStatus.QUEUED),
        status=RunStatus.CANCELLED,
        stage=RunStatus.CANCELLED.value,
        finished_at=now(),
    )
    overruled = or_(SolveRun.command.is_(None), SolveRun.command == RunCommand.STOP)  # a cancel is not taken back
    running = and_(mine, SolveRun.status == RunStatus.RUNNING, overruled)
    if not cancelled and not _update_all(session, running, command=command):
        raise StateError("This run has ended already, or is being cancelled.")
    record(session, actor, event, f"run.asked_to_{command.value}", changes_plan=False, run=run.public_id)
    return session.get_one(SolveRun, run.id, populate_existing=True)


def _write(session: Session, mine: Claim, **values: Any) -> RunCommand | None:
    found = session.execute(
        update(SolveRun)
        .where(SolveRun.id == mine.run_id, SolveRun.attempt == mine.attempt, SolveRun.status == RunStatus.RUNNING)
        .values(**values)
        .returning(SolveRun.command)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if found is None:
        raise LeaseLostError("Another worker has taken this run over, or it has ended.")
    command: RunCommand | None = found.command
    return command


def _update_all(session: Session, condition: ColumnElement[bool], **values: Any) -> list[int]:
    rows = session.scalars(
        update(SolveRun)
        .where(condition)
        .values(**values)
        .returning(SolveRun.id)
        .execution_options(synchronize_session=False)
    )
    return list(rows)
