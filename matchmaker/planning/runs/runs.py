"""Runs of the solver as rows: requested, at most one active per event, and found again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import InvalidInputError, NotFoundError, StateError
from matchmaker.messages.texts.planning import (
    IN_PROGRESS,
    JUST_ENDED,
    NO_SLOTS,
    NO_SUCH_RUN,
    NO_TABLES,
    SECONDS_RANGE,
    SEED_RANGE,
    TOO_FEW_PEOPLE,
    WAITING,
)
from matchmaker.models import Attendee, AttendeeStatus, Event, MeetingTable, RunKind, RunStatus, Slot, SolveRun
from matchmaker.planning.runs.tasks import SOLVE, Task

SHORTEST, LONGEST = 1.0, 7200.0
"""Seconds: the range of time limits."""
LARGEST_SEED = 2**31 - 1
ACTIVE = (RunStatus.QUEUED, RunStatus.RUNNING)


def request_run(
    session: Session, actor: Actor, event: Event, task: Task = SOLVE, *, time_limit: float = 60.0, seed: int = 0
) -> SolveRun:
    """A queued run with a task that makes a plan; the event's active run, if it has the same task.

    `time_limit` is in seconds. Raises InvalidInputError for a limit or seed out of range, StateError if the event
    has nothing to plan yet or a run with another task is in progress.
    """
    check_limits(time_limit, seed)
    active = active_run(session, event)
    if active is not None:
        return _same_task(event, active, task)
    _check_ready(session, event)
    run = new_run(event, task, time_limit, seed)
    try:
        with session.begin_nested():
            session.add(run)
    except IntegrityError:  # the unique index on active runs: another request was made at the same moment
        return _same_task(event, _other_request(session, event), task)
    record_request(session, actor, event, run)
    return run


def new_run(event: Event, task: Task, time_limit: float, seed: int) -> SolveRun:
    """A queued run, not yet in the database."""
    return SolveRun(
        event_id=event.id,
        kind=task.kind,
        base_plan=task.base_plan,
        options=task.options,
        time_limit=time_limit,
        seed=seed,
        stage=WAITING(),
    )


def record_request(session: Session, actor: Actor, event: Event, run: SolveRun) -> None:
    """The history entry of a requested run."""
    near = {} if run.base_plan is None else {"base": run.base_plan}
    record(
        session,
        actor,
        event,
        "run.requested",
        changes_plan=False,
        run=run.public_id,
        seconds=run.time_limit,
        seed=run.seed,
        **near,
    )


def task_of(run: SolveRun) -> Task:
    """What the run is to do."""
    return Task(run.kind, run.base_plan, run.options)


def active_run(session: Session, event: Event) -> SolveRun | None:
    """The event's run that is queued or running and makes a plan; explanations may run beside it."""
    return session.scalar(
        select(SolveRun).where(
            SolveRun.event_id == event.id, SolveRun.status.in_(ACTIVE), SolveRun.kind != RunKind.EXPLAIN
        )
    )


def runs_of(session: Session, event: Event) -> list[SolveRun]:
    """The event's runs that make plans, the newest first."""
    made = (SolveRun.event_id == event.id, SolveRun.kind != RunKind.EXPLAIN)
    return list(session.scalars(select(SolveRun).where(*made).order_by(SolveRun.id.desc())))


def run_by_public_id(session: Session, event: Event, public_id: str) -> SolveRun:
    """Raises NotFoundError if this event has no such run."""
    run = session.scalar(select(SolveRun).where(SolveRun.event_id == event.id, SolveRun.public_id == public_id))
    if run is None:
        raise NotFoundError(NO_SUCH_RUN())
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


def check_limits(time_limit: float, seed: int) -> None:
    """Raises InvalidInputError for a time limit or seed out of range."""
    if not SHORTEST <= time_limit <= LONGEST:
        fault = SECONDS_RANGE(least=int(SHORTEST), most=int(LONGEST), found=f"{time_limit:g}")
        raise InvalidInputError.at("time_limit", fault)
    if not 0 <= seed <= LARGEST_SEED:
        raise InvalidInputError.at("seed", SEED_RANGE(most=LARGEST_SEED, found=seed))


def _same_task(event: Event, active: SolveRun, task: Task) -> SolveRun:
    if task_of(active) != task:
        raise StateError(IN_PROGRESS(event_name=event.name))
    return active


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
        raise StateError(NO_SLOTS())
    if not tables:
        raise StateError(NO_TABLES())
    if people < 2:
        raise StateError(TOO_FEW_PEOPLE())


def _other_request(session: Session, event: Event) -> SolveRun:
    active = active_run(session, event)
    if active is None:  # it ended between the two queries
        raise StateError(JUST_ENDED())
    return active
