"""The same meetings, read by person, by slot and by table."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.models import AttendeeStatus, MeetingTable, Plan
from matchmaker.planning.plans.views import MeetingView, by_person, by_slot, by_table, meetings_of
from tests.builders import an_attendee
from tests.matchmaker.planning.builders import a_plan, an_event_with


def names(meeting: MeetingView) -> tuple[str, str]:
    return meeting.a.name, meeting.b.name


def test_the_view_by_person_lists_everyone_with_their_partners(session: Session) -> None:
    event, (ada, ben, cem, dan, eve) = an_event_with(session, "Ada", "Ben", "Cem", "Dan", "Eve")
    dan.status = AttendeeStatus.WITHDRAWN
    session.flush()
    plan = a_plan(session, event, (cem, ada, 2, 0), (ada, ben, 0, 1), (ben, eve, 1, 0))
    eve.status = AttendeeStatus.WITHDRAWN
    an_attendee(session, event, "Fay")
    assert [
        (view.attendee.name, [meeting.partner_of(view.attendee).name for meeting in view.meetings])
        for view in by_person(session, plan)
    ] == [("Ada", ["Ben", "Cem"]), ("Ben", ["Ada", "Eve"]), ("Cem", ["Ada"]), ("Eve", ["Ben"])]


def test_the_view_by_slot_is_in_time_order(session: Session) -> None:
    event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
    plan = a_plan(session, event, (ada, cem, 3, 0), (ada, ben, 0, 1), (cem, dan, 0, 0))
    assert [(view.starts_at, view.ends_at, list(map(names, view.meetings))) for view in by_slot(session, plan)] == [
        (event.slots[0].starts_at, event.slots[0].ends_at, [("Cem", "Dan"), ("Ada", "Ben")]),
        (event.slots[3].starts_at, event.slots[3].ends_at, [("Ada", "Cem")]),
    ]


def test_the_view_by_table_is_in_the_events_order_with_removed_tables_last(session: Session) -> None:
    event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan", tables=3)
    event.tables[0].position = 9
    session.flush()
    session.refresh(event)
    plan = a_plan(session, event, (ada, ben, 0, 0), (cem, dan, 0, 1), (ada, cem, 1, 2))
    session.execute(delete(MeetingTable).where(MeetingTable.name == "Table 2"))
    assert [(view.name, list(map(names, view.meetings))) for view in by_table(session, plan)] == [
        ("Table 3", [("Cem", "Dan")]),
        ("Table 1", [("Ada", "Cem")]),
        ("Table 2", [("Ada", "Ben")]),
    ]


def count_queries(database: Database, people: int) -> int:
    with database.writing() as session:
        event, attendees = an_event_with(session, *(f"Person {k}" for k in range(people)), tables=people)
        pairs = zip(attendees[::2], attendees[1::2], strict=True)
        plan = a_plan(session, event, *((a, b, 0, k) for k, (a, b) in enumerate(pairs)))
    counted: list[str] = []
    with database.reading() as session:
        plan = session.get_one(Plan, plan.id)
        sqlalchemy_event.listen(session.connection(), "before_cursor_execute", lambda *a: counted.append(a[2]))
        for view in (meetings_of, by_person, by_slot, by_table):
            view(session, plan)
    return len(counted)


def test_the_number_of_queries_does_not_depend_on_the_size(database: Database) -> None:
    assert count_queries(database, 2) == count_queries(database, 10) == 10
