"""No page of an organizer asks the database more often for many people, tables, wishes and meetings than for a few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event as sql_event
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.models import Absence, Event, Grade, Meeting, MeetingTable, Plan, Request, Seat
from tests.builders import a_group, an_attendee
from tests.matchmaker.planning.builders import a_score
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent
from tests.web.organizer.test_routes import path_of, rules
from web.foundation.policy import Policy

MORE = 30
DOWNLOADS = {
    *("organizer.calendar_files", "organizer.faulty_rows", "organizer.links_file", "organizer.people_file"),
}


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    engine, statements = app.extensions["matchmaker"].database.engine, []

    def count(*given: object) -> None:
        statements.append(str(given[2]))

    sql_event.listen(engine, "before_cursor_execute", count)
    try:
        yield statements
    finally:
        sql_event.remove(engine, "before_cursor_execute", count)


def queries_by_page(app: Flask, console: Browser, full_event: FullEvent) -> dict[str, int]:
    found = {}
    for rule in rules(app, "GET", Policy.ORGANIZER):
        if "event_id" in rule.arguments and rule.endpoint not in DOWNLOADS:
            path = path_of(app, rule, full_event)
            console.get(path)
            with counting(app) as statements:
                console.get(path)
            found[rule.endpoint] = len(statements)
    return found


def grow(session: Session) -> None:
    """Many more people, tables, groups, wishes, absences, and meetings in both plans."""
    event = session.scalars(select(Event)).one()
    slot = event.slots[0]
    people = [an_attendee(session, event, f"Guest {number}") for number in range(2 * MORE)]
    for number in range(MORE):
        a, b = people[2 * number], people[2 * number + 1]
        a_group(session, event, f"Group {number}")
        a.group_id = a_group(session, event, f"Kind {number}").id
        table = MeetingTable(event_id=event.id, name=f"Desk {number}", position=100 + number)
        session.add_all([table, Request(attendee_id=a.id, other_id=b.id, grade=Grade.MUST)])
        session.add(Absence(attendee_id=a.id, starts_at=event.slots[3].starts_at, ends_at=event.slots[3].ends_at))
        a_score(session, a, b)
        for plan in session.scalars(select(Plan)):
            place = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "table_id": table.id}
            meeting = Meeting(
                plan_id=plan.id, a_id=a.id, b_id=b.id, table_name=table.name, score=1, reasons=[], **place
            )
            meeting.seats = [Seat(plan_id=plan.id, attendee_id=who.id, starts_at=slot.starts_at) for who in (a, b)]
            session.add(meeting)


def test_no_page_asks_more_often_for_many_than_for_a_few(
    app: Flask, console: Browser, database: Database, full_event: FullEvent
) -> None:
    few = queries_by_page(app, console, full_event)
    with database.writing() as session:
        grow(session)
    many = queries_by_page(app, console, full_event)
    assert len(few) > 25
    assert {page: (few[page], count) for page, count in many.items() if count > few[page] + 1} == {}
