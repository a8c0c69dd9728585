"""Only a sound schedule becomes a plan; it is numbered, complete, and says when it is old."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE, record
from matchmaker.db import Database
from matchmaker.errors import NotFoundError, StateError
from matchmaker.models import Event, Meeting, Plan, PlanStatus, Seat, Slot, SolveRun
from matchmaker.planning.plans.plans import (
    UnsoundScheduleError,
    is_stale,
    plan_by_number,
    plan_of_run,
    plans_of,
    store_plan,
)
from matchmaker.planning.problem.snapshot import build_problem
from solver import Schedule, Status
from tests.builders import an_attendee, an_event
from tests.matchmaker.planning.builders import MET_BEFORE, a_plan, a_schedule, a_score, an_event_with


def store(session: Session, event: Event, schedule: Schedule) -> Plan:
    run = SolveRun(event_id=event.id, time_limit=1.0, data_version=event.data_version)
    session.add(run)
    session.flush()
    return store_plan(session, event, run, build_problem(session, event), schedule)


def test_a_plan_holds_the_schedules_meetings_with_copied_times_tables_scores_and_reasons(session: Session) -> None:
    event = an_event(session)
    ada, ben, cem, dan = (an_attendee(session, event, name) for name in ("Ada", "Ben", "Cem", "Dan"))
    a_score(session, ada, ben, 70, [MET_BEFORE])
    a_score(session, cem, dan, 30)
    plan = a_plan(session, event, (ben, ada, 2, 1), (cem, dan, 2, 0))
    slot = event.slots[2]
    meetings = session.scalars(select(Meeting).order_by(Meeting.id)).all()
    assert [
        (m.a_id, m.b_id, m.starts_at, m.ends_at, m.table_id, m.table_name, m.score, m.reasons) for m in meetings
    ] == [
        (ada.id, ben.id, slot.starts_at, slot.ends_at, event.tables[1].id, "Table 2", 70, [MET_BEFORE]),
        (cem.id, dan.id, slot.starts_at, slot.ends_at, event.tables[0].id, "Table 1", 30, []),
    ]
    assert {(s.attendee_id, s.meeting_id, s.starts_at) for s in session.scalars(select(Seat))} == {
        (who, m.id, m.starts_at) for m in meetings for who in (m.a_id, m.b_id)
    }
    assert (plan.number, plan.status, plan.optimal, plan.seconds) == (1, PlanStatus.DRAFT, False, 0.5)
    assert plan.tiers == [
        {"tier": "minimums", "value": 0, "bound": None},
        {"tier": "fairness", "value": 1, "bound": None},
        {"tier": "score", "value": 100, "bound": None},
        {"tier": "gaps", "value": 0, "bound": None},
        {"tier": "moves", "value": 0, "bound": None},
    ]


def test_a_table_for_several_meetings_gives_each_its_own_seats(session: Session) -> None:
    event, people = an_event_with(session, "Ada", "Ben", "Cem", "Dan", "Eve", "Fay")
    event.tables[0].capacity = 3
    session.flush()
    a_plan(session, event, *((people[k], people[k + 1], 0, 0) for k in (0, 2, 4)))
    assert session.scalars(select(Meeting.seat_number).order_by(Meeting.id)).all() == [0, 1, 2]


def test_a_schedule_that_breaks_a_rule_is_not_stored(session: Session) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    twice_at_once = a_schedule(session, event, [(ada, ben, 0, 0), (ada, cem, 0, 1)])
    with pytest.raises(UnsoundScheduleError, match=f"a{ada.id} is in 2 meetings"):
        store(session, event, twice_at_once)
    assert plans_of(session, event) == []


def test_a_schedule_that_states_a_wrong_value_is_not_stored(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    schedule = a_schedule(session, event, [(ada, ben, 0, 0)])
    boast = replace(schedule, tiers=tuple(replace(tier, value=99) for tier in schedule.tiers))
    with pytest.raises(UnsoundScheduleError, match="tier score: stated as 99, but is 10"):
        store(session, event, boast)


def test_a_slot_removed_meanwhile_invalidates_the_schedule(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    schedule, problem = a_schedule(session, event, [(ada, ben, 0, 0)]), build_problem(session, event)
    run = SolveRun(event_id=event.id, time_limit=1.0, data_version=1)
    session.add(run)
    session.execute(delete(Slot).where(Slot.id == event.slots[0].id))
    with pytest.raises(StateError, match="removed while the plan was being made"):
        store_plan(session, event, run, problem, schedule)


def test_plans_are_numbered_within_their_event(session: Session) -> None:
    first, _ = an_event_with(session, "Ada", "Ben")
    second, _ = an_event_with(session, "Cem", "Dan")
    made = [a_plan(session, event) for event in (first, second, first)]
    assert [plan.number for plan in made] == [1, 1, 2]
    assert plans_of(session, first) == [made[2], made[0]]
    assert plan_by_number(session, second, 1) is made[1]
    with pytest.raises(NotFoundError):
        plan_by_number(session, second, 2)


def test_the_plan_of_a_run_is_found(session: Session) -> None:
    event, _ = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event)
    assert plan_of_run(session, session.get_one(SolveRun, plan.run_id)) is plan
    waiting = SolveRun(event_id=event.id, time_limit=1.0)
    session.add(waiting)
    session.flush()
    assert plan_of_run(session, waiting) is None


def test_a_plan_is_stale_once_the_data_changed(session: Session) -> None:
    event, _ = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event)
    record(session, COMMAND_LINE, event, "link.revoked", changes_plan=False)
    assert not is_stale(event, plan)
    record(session, COMMAND_LINE, event, "attendee.changed", changes_plan=True)
    assert is_stale(event, plan)


def test_an_optimal_schedule_makes_an_optimal_plan(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    schedule = replace(a_schedule(session, event, [(ada, ben, 0, 0)]), status=Status.OPTIMAL)
    assert store(session, event, schedule).optimal


@pytest.mark.parametrize("column", ["attendee", "table"])
def test_the_database_itself_rejects_a_double_booking(database: Database, column: str) -> None:
    with database.writing() as session:
        event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
        plan = a_plan(session, event, (ada, ben, 0, 0))
        kept = session.scalars(select(Meeting)).one()
        pair = {"attendee": (ada.id, cem.id), "table": (cem.id, dan.id)}[column]
        table = {"attendee": event.tables[1].id, "table": kept.table_id}[column]
    second = Meeting(
        plan_id=plan.id,
        a_id=pair[0],
        b_id=pair[1],
        starts_at=kept.starts_at,
        ends_at=kept.ends_at,
        table_id=table,
        table_name="Table",
        score=0,
        reasons=[],
    )
    second.seats = [Seat(plan_id=plan.id, attendee_id=who, starts_at=kept.starts_at) for who in pair]
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(second)
