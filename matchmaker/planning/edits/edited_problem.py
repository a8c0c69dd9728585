"""A plan edited by hand as the solver's problem and schedule, by today's data: for explanations of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy.orm import Session

from matchmaker.models import Event, Plan
from matchmaker.planning.plans.base_schedule import base_schedule
from matchmaker.planning.plans.promised_pairs import promised_pairs
from matchmaker.planning.problem.snapshot import Snapshot, snapshot_of, take_problem
from solver import Person, Problem, Schedule, Status, TierValue
from solver.verify import tier_values


def edited_problem(session: Session, event: Event, plan: Plan) -> tuple[Snapshot, Schedule]:
    """The snapshot and the schedule of the plan's meetings that are possible today.

    A limit that the editor passed is raised in the problem to what the plan holds.
    """
    problem, version = take_problem(session, event, promised_pairs(session, event, plan))
    base = base_schedule(session, event, problem, plan).schedule
    problem = _with_limits_passed(problem, base)
    values = tier_values(problem, base.meetings)
    tiers = tuple(TierValue(tier.tier, values[tier.tier]) for tier in problem.objective)
    return snapshot_of(problem, version), replace(base, status=Status.FEASIBLE, tiers=tiers)


def _with_limits_passed(problem: Problem, schedule: Schedule) -> Problem:
    held = Counter(who for meeting in schedule.meetings for who in (meeting.a, meeting.b))
    return replace(problem, people=tuple(_raised(person, held[person.id]) for person in problem.people))


def _raised(person: Person, count: int) -> Person:
    if person.max_meetings is None or count <= person.max_meetings:
        return person
    return replace(person, max_meetings=count)
