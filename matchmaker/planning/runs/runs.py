"""Runs of the solver as rows: requested, at most one active per event, and found again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import InvalidInputError, NotFoundError, StateError
from matchmaker.models import Attendee, AttendeeStatus, Event, MeetingTable, RunStatus, Slot, SolveRun

SHORTEST, LONGEST = 1.0, 7200.0
"""Seconds: the range of time limits."""
LARGEST_SEED = 2**31 - 1
ACTIVE = (RunStatus.QUEUED, RunStatus.RUNNING)
WAITING = "waiting for a worker"


def request_run(session: Session, actor: Actor, event: Event, *, time_limit: float = 60.0, seed: int = 0) -> SolveRun:
    """The event's active run; a new one, queued, if there is none.

    `time_limit` is in seconds. Raises InvalidInputError for a limit or seed out of range, StateError if the event
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
    except IntegrityError:  # the unique index on active runs: another request was made at the same moment
        return _other_request(session, event)
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


def update_runs(session: Session, condition: ColumnElement[bool], **values: Any) -> list[int]:
    """Write these values to the runs that meet the condition; returns their ids."""
    rows = session.scalars(
        update(SolveRun)
        .where(condition)
        .values(**values)
        .returning(SolveRun.id)
        .execution_options(synchronize_session=False)
    )
    return list(rows)


def _check_limits(time_limit: float, seed: int) -> None:
    if not SHORTEST <= time_limit <= LONGEST:
        raise InvalidInputError.at(
            "time_limit", f"Enter a number of seconds from {SHORTEST:.0f} to {LONGEST:.0f}, not {time_limit:g}."
        )
    if not 0 <= seed <= LARGEST_SEED:
        raise InvalidInputError.at("seed", f"Enter a whole number from 0 to {LARGEST_SEED}, not {seed}.")


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
        raise StateError("There are no meeting slots yet. Add a block to the agenda first.")
    if not tables:
        raise StateError("There are no tables yet. Add tables first.")
    if people < 2:
        raise StateError("There are too few attendees. Import or add at least two attendees first.")


def _other_request(session: Session, event: Event) -> SolveRun:
    active = active_run(session, event)
    if active is None:  # it ended between the two queries
        raise StateError("A run of this event has just ended. Look at its plan, or solve again.")
    return active
