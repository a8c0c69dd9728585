"""Laws of edits: the small problem around an edit judges like the whole one, and a place is free if a move there is."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Absence, Attendee, Closure, Event, Meeting, PairRelation, Plan, Relation
from matchmaker.planning.edits.edit_plan import edit_plan, redo, undo, what_it_breaks
from matchmaker.planning.edits.edited_problem import edited_problem
from matchmaker.planning.edits.edits import Add, Cancel, Edit, Move, Swap
from matchmaker.planning.edits.judgement import WISHES, EditRefusedError
from matchmaker.planning.edits.placed import Placed
from matchmaker.planning.edits.places import places_of
from matchmaker.planning.plans.plan_to_schedule import plan_to_schedule
from matchmaker.planning.problem.snapshot import build_problem
from solver import Problem, Schedule
from solver.files import read_problem
from solver.solve import solve
from solver.verify import tier_values, verify
from tests.matchmaker.planning.builders import a_stored_plan, an_event_with

SEEDS = range(6)
NAMES = ("Ada", "Ben", "Cem", "Dan", "Eve", "Fay", "Gil", "Hal")


def a_random_forum(session: Session, r: random.Random) -> tuple[Event, list[Attendee], Plan]:
    """Eight people with absences, limits, a booth, closures and an agreed meeting, and a plan from the solver."""
    event, people = an_event_with(session, *NAMES, slots=5, tables=3)
    event.max_consecutive = r.choice([None, 2])
    event.default_min_meetings, event.default_max_meetings = r.choice([(0, None), (2, 3)])
    event.tables[0].reserved = r.random() < 0.5
    event.tables[1].capacity = r.choice([1, 2])
    people[0].table_id = event.tables[0].id
    for person in r.sample(people[1:], 2):
        slot = r.choice(event.slots)
        session.add(Absence(attendee_id=person.id, starts_at=slot.starts_at, ends_at=slot.ends_at))
    closed = r.choice(event.slots)
    session.add(Closure(table_id=event.tables[2].id, starts_at=closed.starts_at, ends_at=closed.ends_at))
    a, b = sorted(person.id for person in r.sample(people[1:], 2))
    session.add(PairRelation(event_id=event.id, a_id=a, b_id=b, relation=Relation.AGREED))
    session.flush()
    session.expire_all()
    problem = build_problem(session, event)
    schedule = solve(problem, time_limit=0.5)
    return event, people, a_stored_plan(session, event, problem, schedule)


def a_random_edit(session: Session, event: Event, people: list[Attendee], plan: Plan, r: random.Random) -> Edit:
    meetings = list(session.scalars(select(Meeting).where(Meeting.plan_id == plan.id).order_by(Meeting.id)))
    slot, table = r.choice(event.slots), r.choice(event.tables)
    edits: list[Edit] = [Add(*r.sample(people, 2), slot, table)]
    if len(meetings) > 1:
        edits += [Move(r.choice(meetings), slot, table), Cancel(r.choice(meetings)), Swap(*r.sample(meetings, 2))]
    return r.choice(edits)


def breaches(problem: Problem, schedule: Schedule) -> set[str]:
    return {breach.code for breach in verify(problem, schedule)} - WISHES


@pytest.mark.parametrize("seed", SEEDS)
def test_an_edit_is_refused_if_and_only_if_the_whole_plan_would_break_a_rule(session: Session, seed: int) -> None:
    r = random.Random(seed)  # noqa: S311 - not for secrets
    event, people, plan = a_random_forum(session, r)
    for _ in range(12):
        edit = a_random_edit(session, event, people, plan, r)
        before = held(session, plan)
        values = {tier["tier"]: tier["value"] for tier in plan.tiers}
        try:
            made = edit_plan(session, COMMAND_LINE, event, plan, edit, plan.version)
        except EditRefusedError:
            assert held(session, plan) == before
            continue
        plan = made.plan
        session.flush()
        snapshot, schedule = edited_problem(session, event, plan)
        problem = read_problem(snapshot.problem_json)
        assert len(schedule.meetings) == len(held(session, plan))
        assert breaches(problem, schedule) == set()
        now = tier_values(build_problem(session, event), schedule.meetings)
        stated = {tier["tier"]: tier["value"] for tier in plan.tiers}
        assert stated == {tier: value + made.judgement.change[tier] for tier, value in values.items()}
        assert stated.pop("fairness") <= now.pop("fairness")  # a floor that rises is not seen
        assert stated == now


@pytest.mark.parametrize("seed", SEEDS)
def test_a_place_is_free_if_and_only_if_a_move_there_breaks_nothing(session: Session, seed: int) -> None:
    r = random.Random(seed)  # noqa: S311 - not for secrets
    event, people, plan = a_random_forum(session, r)
    meetings = list(session.scalars(select(Meeting).where(Meeting.plan_id == plan.id)))
    meeting = r.choice(meetings)
    places = places_of(session, event, plan, (meeting.a_id, meeting.b_id), meeting)
    for slot in event.slots:
        for table in event.tables:
            judgement = what_it_breaks(session, event, plan, Move(meeting, slot, table))
            assert (places.against(slot.id, table.id) is None) == (judgement.breaches == ())
    a, b = sorted(r.sample(people, 2), key=lambda person: person.id)
    if (a.id, b.id) not in {(m.a_id, m.b_id) for m in meetings}:
        first = places_of(session, event, plan, (a.id, b.id)).first()
        assert first == first_that_is_allowed(session, event, plan, a, b)


def first_that_is_allowed(
    session: Session, event: Event, plan: Plan, a: Attendee, b: Attendee
) -> tuple[int, int] | None:
    for slot in event.slots:
        for table in event.tables:
            if not what_it_breaks(session, event, plan, Add(a, b, slot, table)).breaches:
                return slot.id, table.id
    return None


@pytest.mark.parametrize("seed", SEEDS)
def test_undoing_every_edit_gives_the_plan_as_it_was_and_redoing_as_it_became(session: Session, seed: int) -> None:
    r = random.Random(seed)  # noqa: S311 - not for secrets
    event, people, plan = a_random_forum(session, r)
    states: list[Any] = [held(session, plan)]
    for _ in range(10):
        edit = a_random_edit(session, event, people, plan, r)
        try:
            plan = edit_plan(session, COMMAND_LINE, event, plan, edit, plan.version).plan
        except EditRefusedError:
            continue
        session.flush()
        states.append(held(session, plan))
    for state in reversed(states[:-1]):
        undo(session, COMMAND_LINE, event, plan, plan.version)
        session.flush()
        assert held(session, plan) == state
    for state in states[1:]:
        redo(session, COMMAND_LINE, event, plan, plan.version)
        session.flush()
        assert held(session, plan) == state


def held(session: Session, plan: Plan) -> set[tuple[int, int, datetime, int | None]]:
    rows = session.scalars(select(Meeting).where(Meeting.plan_id == plan.id))
    return {(m.a_id, m.b_id, m.starts_at, m.table_id) for m in rows}


def test_a_replaced_meeting_is_stored_without_loss(session: Session) -> None:
    r = random.Random(1)  # noqa: S311 - as above
    _, _, plan = a_random_forum(session, r)
    for row in session.scalars(select(Meeting).where(Meeting.plan_id == plan.id)):
        placed = Placed.of(row)
        assert Placed.from_json(placed.to_json()) == placed
    assert plan_to_schedule(session, plan)[1].meetings
