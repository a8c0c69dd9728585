"""Explanations of a plan: requested, kept with the plan, and read again."""

from __future__ import annotations

import json

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor
from matchmaker.errors import InvalidInputError, NotFoundError, StateError
from matchmaker.messages.texts.planning import (
    NO_SUCH_RUN,
    NOT_AN_ATTENDEE,
    NOT_OF_THIS_EVENT,
    THEMSELVES,
    TOO_MANY_EXPLANATIONS,
)
from matchmaker.models import Attendee, Event, Plan, RunKind, RunStatus, SolveRun
from matchmaker.planning.problem.ids import attendee_id
from matchmaker.planning.runs.runs import ACTIVE, check_limits, new_run, record_request, run_by_public_id
from matchmaker.planning.runs.tasks import Task, explanation

MOST_WAITING = 20
"""Explanations of one event that wait or are being made."""
SHOWN = 50


def request_explanation(
    session: Session,
    actor: Actor,
    event: Event,
    plan: Plan,
    *people: Attendee,
    time_limit: float = 20.0,
    seed: int = 0,
) -> SolveRun:
    """A run that explains: two people, why they meet or not; one, what would help; nobody, what would help the event.

    An explanation of this plan that was asked for before is returned instead of a new run, unless it failed. It does
    not wait for a run that makes a plan. Raises InvalidInputError for a plan or person of another event and for limits
    out of range, StateError if MOST_WAITING explanations wait already.
    """
    check_limits(time_limit, seed)
    _check_event(event, plan, people)
    version = None if plan.edited_at is None else plan.version
    task = explanation(plan.number, *(attendee_id(person.id) for person in people), version=version)
    known = _asked_before(session, event, task)
    if known is not None:
        return known
    _check_number(session, event)
    run = new_run(event, task, time_limit, seed)
    session.add(run)
    session.flush()
    record_request(session, actor, event, run)
    return run


def explanation_by_public_id(session: Session, event: Event, public_id: str) -> SolveRun:
    """Raises NotFoundError if this event has no such explanation."""
    run = run_by_public_id(session, event, public_id)
    if run.kind is not RunKind.EXPLAIN:
        raise NotFoundError(NO_SUCH_RUN())
    return run


def explanations_of(session: Session, plan: Plan) -> list[SolveRun]:
    """The explanations of this plan as it is, the newest first; at most SHOWN, and none that failed."""
    version = None if plan.edited_at is None else plan.version
    rows = session.scalars(
        select(SolveRun)
        .where(
            SolveRun.event_id == plan.event_id,
            SolveRun.kind == RunKind.EXPLAIN,
            SolveRun.base_plan == plan.number,
            SolveRun.status.in_((*ACTIVE, RunStatus.DONE)),
        )
        .order_by(SolveRun.id.desc())
        .limit(SHOWN)
    )
    return [run for run in rows if run.options.get("version") == version]


def _check_event(event: Event, plan: Plan, people: tuple[Attendee, ...]) -> None:
    if plan.event_id != event.id:
        raise InvalidInputError.at("plan", NOT_OF_THIS_EVENT())
    for person in people:
        if person.event_id != event.id:
            raise InvalidInputError.at("people", NOT_AN_ATTENDEE(who=person.name))
    if len({person.id for person in people}) < len(people):
        raise InvalidInputError.at("people", THEMSELVES(who=people[0].name))


def _asked_before(session: Session, event: Event, task: Task) -> SolveRun | None:
    return session.scalar(
        select(SolveRun)
        .where(
            SolveRun.event_id == event.id,
            SolveRun.kind == RunKind.EXPLAIN,
            SolveRun.base_plan == task.base_plan,
            SolveRun.status.in_((*ACTIVE, RunStatus.DONE)),
            cast(SolveRun.options, String) == json.dumps(task.options),
        )
        .order_by(SolveRun.id.desc())
        .limit(1)
    )


def _check_number(session: Session, event: Event) -> None:
    waiting = session.scalar(
        select(func.count(SolveRun.id)).where(
            SolveRun.event_id == event.id, SolveRun.kind == RunKind.EXPLAIN, SolveRun.status.in_(ACTIVE)
        )
    )
    if waiting is not None and waiting >= MOST_WAITING:
        raise StateError(TOO_MANY_EXPLANATIONS(count=waiting))
