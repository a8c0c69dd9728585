"""A stored plan as the solver's problem and schedule again: the inverse of `store_plan`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from matchmaker.errors import StateError
from matchmaker.messages.texts.planning import TOO_OLD
from matchmaker.models import Meeting, Plan
from matchmaker.planning.problem.ids import slot_id, table_id
from matchmaker.planning.problem.snapshots import stored_problem
from solver import Meeting as ScheduledMeeting
from solver import Problem, Schedule, Status, TierValue
from solver.files import read_problem


def plan_to_schedule(session: Session, plan: Plan) -> tuple[Problem, Schedule]:
    """The problem of the plan's snapshot, and the schedule that was stored as this plan; two queries.

    Its meetings are in the order of their pairs. The event may have changed since: rows that the ids name may have
    been removed. Raises StateError for a plan of an earlier version of the program that does not hold what it takes.
    """
    rows = session.execute(
        select(Meeting.pair, Meeting.slot_key, Meeting.table_key)
        .where(Meeting.plan_id == plan.id)
        .order_by(Meeting.pair)
    ).all()
    if plan.snapshot_sha256 is None or any(None in row for row in rows):
        raise StateError(TOO_OLD(number=plan.number))
    problem = read_problem(stored_problem(session, plan.snapshot_sha256))
    return problem, Schedule(
        problem=problem.name,
        status=Status.OPTIMAL if plan.optimal else Status.FEASIBLE,
        meetings=tuple(_meeting(problem, row) for row in rows),
        tiers=tuple(TierValue(tier["tier"], tier["value"], tier["bound"]) for tier in plan.tiers),
        seconds=plan.seconds,
        seed=plan.seed,
        version=plan.program_version,
    )


def _meeting(problem: Problem, row: Row[*tuple[Any, ...]]) -> ScheduledMeeting:
    pair = problem.pairs[row.pair]
    return ScheduledMeeting(row.pair, pair.a, pair.b, slot_id(row.slot_key), table_id(row.table_key))
