"""A plan is carried over to today's problem: what still exists stays where it was, the rest is lost for a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, update
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.errors import NotFoundError
from matchmaker.messages import Message
from matchmaker.models import Attendee, Event, MeetingTable, Plan, Relation, Slot
from matchmaker.pairs.relations import set_relation
from matchmaker.planning.plans.base_schedule import BaseSchedule, LostMeeting, base_schedule
from matchmaker.planning.plans.plan_to_schedule import plan_to_schedule
from matchmaker.planning.problem.snapshot import build_problem
from matchmaker.roster.withdrawal import withdraw_attendee
from tests.matchmaker.planning.builders import a_plan, an_event_with

Forum = tuple[Event, list[Attendee], Plan]


@pytest.fixture
def forum(session: Session) -> Forum:
    """Ada meets Ben at the first table and Cem meets Dan at the second, both in the first slot."""
    event, people = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
    ada, ben, cem, dan = people
    return event, people, a_plan(session, event, (ada, ben, 0, 0), (cem, dan, 0, 1))


def carried(session: Session, event: Event, plan: Plan) -> BaseSchedule:
    session.expire_all()
    return base_schedule(session, event, build_problem(session, event), plan)


def test_a_plan_of_unchanged_data_is_carried_over_whole(session: Session, forum: Forum) -> None:
    event, _, plan = forum
    found = carried(session, event, plan)
    assert (found.schedule.meetings, found.lost) == (plan_to_schedule(session, plan)[1].meetings, ())


def test_the_pairs_are_those_of_todays_problem(session: Session, forum: Forum) -> None:
    event, (ada, _, cem, dan), plan = forum
    withdraw_attendee(session, COMMAND_LINE, event, ada)
    problem = build_problem(session, event)
    (meeting,) = carried(session, event, plan).schedule.meetings
    pair = problem.pairs[meeting.pair]
    assert (pair.a, pair.b) == (meeting.a, meeting.b) == (f"a{cem.id}", f"a{dan.id}")


def withdrawn(session: Session, event: Event, ada: Attendee, ben: Attendee) -> Message:
    withdraw_attendee(session, COMMAND_LINE, event, ben)
    return Message("base-plan.person-gone", {"who": f"a{ben.id}"})


def kept_apart(session: Session, event: Event, ada: Attendee, ben: Attendee) -> Message:
    set_relation(session, COMMAND_LINE, event, (ada, ben), Relation.KEEP_APART)
    return Message("base-plan.pair-gone", {"a": f"a{ada.id}", "b": f"a{ben.id}"})


def without_the_table(session: Session, event: Event, ada: Attendee, ben: Attendee) -> Message:
    session.execute(delete(MeetingTable).where(MeetingTable.id == event.tables[0].id))
    return Message("base-plan.table-gone", {"table_name": "Table 1"})


@pytest.mark.parametrize("change", [withdrawn, kept_apart, without_the_table])
def test_a_meeting_that_is_impossible_now_is_lost_for_a_reason(
    session: Session, forum: Forum, change: Callable[..., Message]
) -> None:
    event, (ada, ben, cem, dan), plan = forum
    reason = change(session, event, ada, ben)
    starts_at = event.slots[0].starts_at
    found = carried(session, event, plan)
    assert found.lost == (LostMeeting(f"a{ada.id}", f"a{ben.id}", starts_at, "Table 1", reason),)
    assert [(meeting.a, meeting.b) for meeting in found.schedule.meetings] == [(f"a{cem.id}", f"a{dan.id}")]


def test_all_meetings_of_a_slot_that_was_removed_are_lost(session: Session, forum: Forum) -> None:
    event, _, plan = forum
    session.execute(delete(Slot).where(Slot.id == event.slots[0].id))
    found = carried(session, event, plan)
    assert [lost.reason for lost in found.lost] == [Message("base-plan.slot-gone")] * 2
    assert found.schedule.meetings == ()


def test_a_slot_at_the_same_time_is_the_same_whatever_its_id(session: Session, forum: Forum) -> None:
    event, _, plan = forum
    session.execute(update(Slot).where(Slot.id == event.slots[0].id).values(id=9999))
    found = carried(session, event, plan)
    assert ([meeting.slot for meeting in found.schedule.meetings], found.lost) == (["s9999", "s9999"], ())


def test_a_plan_of_another_event_is_refused(session: Session, forum: Forum) -> None:
    other, _ = an_event_with(session, "Eve", "Fay")
    with pytest.raises(NotFoundError):
        carried(session, other, forum[2])


def count_queries(database: Database, people: int) -> int:
    with database.writing() as session:
        event, attendees = an_event_with(session, *(f"Person {k}" for k in range(people)), tables=people)
        pairs = zip(attendees[::2], attendees[1::2], strict=True)
        plan = a_plan(session, event, *((a, b, 0, k) for k, (a, b) in enumerate(pairs)))
    counted: list[str] = []
    with database.reading() as session:
        event, plan = session.get_one(Event, event.id), session.get_one(Plan, plan.id)
        problem = build_problem(session, event)
        sqlalchemy_event.listen(session.connection(), "before_cursor_execute", lambda *a: counted.append(a[2]))
        base_schedule(session, event, problem, plan)
    return len(counted)


def test_the_number_of_queries_does_not_depend_on_the_size(database: Database) -> None:
    assert count_queries(database, 2) == count_queries(database, 10) == 1
