"""A stored plan becomes the solver's problem and schedule again, exactly as they were stored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.errors import StateError
from matchmaker.models import Meeting, MeetingTable, Plan, Slot
from matchmaker.planning.plans.plan_to_schedule import plan_to_schedule
from matchmaker.planning.problem.ids import attendee_id
from matchmaker.planning.problem.slots_and_tables import read_tables, read_timeline
from matchmaker.planning.problem.snapshot import build_problem
from solver import Meeting as ScheduledMeeting
from solver import Pair, Person, Problem, Schedule, Status, Tier, TierValue
from solver.solve import solve
from solver.verify import tier_values, verify
from tests.builders import an_attendee, an_event
from tests.matchmaker.planning.builders import a_plan, a_stored_plan, an_event_with

PEOPLE, SLOTS, TABLES = 5, 4, 3
LISTED = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1), st.integers(0, 100)).filter(
        lambda entry: entry[0] != entry[1]
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    listed=LISTED,
    wanted=st.lists(st.tuples(st.integers(0, 11), st.integers(0, SLOTS - 1), st.integers(0, TABLES - 1)), max_size=12),
    optimal=st.booleans(),
    slack=st.floats(0, 1),
    above=st.none() | st.floats(0, 1e6),
    seconds=st.floats(0, 1e4),
    seed=st.integers(0, 2**31 - 1),
)
def test_a_plan_is_what_was_stored_even_if_two_people_have_several_entries(
    session: Session, listed: Any, wanted: Any, optimal: bool, slack: float, above: Any, seconds: float, seed: int
) -> None:
    event = an_event(session, slots=SLOTS, tables=TABLES)
    people = tuple(Person(attendee_id(an_attendee(session, event, f"P{k}").id)) for k in range(PEOPLE))
    timeline = read_timeline(session, event)
    problem = Problem(
        "any",
        timeline.slots,
        read_tables(session, event, timeline),
        people,
        tuple(Pair(people[a].id, people[b].id, score) for a, b, score in listed),
        objective=(Tier("minimums"), Tier("score", slack), Tier("gaps"), Tier("moves")),
    )
    meetings = _those_that_fit(problem, wanted)
    values = tier_values(problem, meetings)
    tiers = tuple(
        TierValue(tier.tier, values[tier.tier], values["score"] + above if above and tier.tier == "score" else None)
        for tier in problem.objective
    )
    status = Status.OPTIMAL if optimal else Status.FEASIBLE
    schedule = Schedule("any", status, meetings, tiers, seconds, seed, "1.2.3")
    assert plan_to_schedule(session, a_stored_plan(session, event, problem, schedule)) == (problem, schedule)


def _those_that_fit(problem: Problem, wanted: Any) -> tuple[ScheduledMeeting, ...]:
    """The meetings, each a pair, a slot and a table, that break no rule together with those before them."""
    found: tuple[ScheduledMeeting, ...] = ()
    for index, slot, table in wanted:
        if index < len(problem.pairs):
            pair = problem.pairs[index]
            meeting = ScheduledMeeting(index, pair.a, pair.b, problem.slots[slot].id, problem.tables[table].id)
            if not verify(problem, Schedule("any", Status.FEASIBLE, (*found, meeting), (), 0, 0, "")):
                found = (*found, meeting)
    return tuple(sorted(found, key=lambda meeting: meeting.pair))


def test_a_solved_events_plan_is_the_schedule_that_the_solver_returned(session: Session) -> None:
    event, _ = an_event_with(session, "Ada", "Ben", "Cem", "Dan", default_min_meetings=1)
    problem = build_problem(session, event)
    schedule = solve(problem, seed=7, time_limit=10)
    assert plan_to_schedule(session, a_stored_plan(session, event, problem, schedule)) == (problem, schedule)


def test_slots_and_tables_that_were_removed_since_are_still_in_the_schedule(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event, (ada, ben, 0, 1))
    before = plan_to_schedule(session, plan)
    session.execute(delete(Slot).where(Slot.id == event.slots[0].id))
    session.execute(delete(MeetingTable).where(MeetingTable.id == event.tables[1].id))
    assert plan_to_schedule(session, plan) == before


@pytest.mark.parametrize("column", ["pair", "slot_key", "table_key"])
def test_a_plan_that_lacks_a_part_is_refused(session: Session, column: str) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event, (ada, ben, 0, 0))
    session.execute(update(Meeting).values({column: None}))
    with pytest.raises(StateError, match="Plan 1 is too old"):
        plan_to_schedule(session, plan)


def test_a_plan_without_a_snapshot_is_refused(session: Session) -> None:
    event, _ = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event)
    plan.snapshot_sha256 = None
    with pytest.raises(StateError, match="Plan 1 is too old"):
        plan_to_schedule(session, plan)


def count_queries(database: Database, people: int) -> int:
    with database.writing() as session:
        event, attendees = an_event_with(session, *(f"Person {k}" for k in range(people)), tables=people)
        pairs = zip(attendees[::2], attendees[1::2], strict=True)
        plan = a_plan(session, event, *((a, b, 0, k) for k, (a, b) in enumerate(pairs)))
    counted: list[str] = []
    with database.reading() as session:
        plan = session.get_one(Plan, plan.id)
        sqlalchemy_event.listen(session.connection(), "before_cursor_execute", lambda *a: counted.append(a[2]))
        plan_to_schedule(session, plan)
    return len(counted)


def test_the_number_of_queries_does_not_depend_on_the_size(database: Database) -> None:
    assert count_queries(database, 2) == count_queries(database, 10) == 2
