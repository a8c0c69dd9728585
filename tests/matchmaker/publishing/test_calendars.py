"""An attendee's calendar says what was published, to every program that reads it, and the same as long as it holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Appointment, Attendee, Block, Event, MeetingTable, Plan, Slot
from matchmaker.publishing.icalendar_files import attendee_calendar, event_calendars_zip
from matchmaker.publishing.publish import publish, unpublish
from matchmaker.publishing.schedules import attendee_schedule
from tests.builders import an_attendee, an_event
from tests.matchmaker.planning.builders import a_plan, a_score, an_event_with
from tests.matchmaker.publishing.calendar_readers import READERS, Entry, read_with_vobject

Reader = Callable[[bytes], list[Entry]]
CHANGED = datetime(2027, 4, 1, 12, 30, tzinfo=UTC)
WISH = {"code": "request", "points": 30, "a": "must"}


def published(session: Session, event: Event, plan: Plan) -> None:
    """Published at a known moment."""
    publish(session, COMMAND_LINE, event, plan)
    session.execute(update(Appointment).values(updated_at=CHANGED))


@pytest.mark.parametrize("read", READERS)
def test_a_meeting_reads_back_equal(session: Session, read: Reader) -> None:
    event = an_event(session, venue="Old Town Hall, 2nd floor")
    ada = an_attendee(session, event, "Ada Lovelace")
    zoe = an_attendee(session, event, "Zoë Żak; Ltd, \\New", organisation="Śląsk\\N & Søn", job_title="CTO")
    a_score(session, ada, zoe, 30, [WISH])
    published(session, event, a_plan(session, event, (ada, zoe, 1, 2)))
    uid = session.scalars(select(Appointment.uid)).one()
    assert read(attendee_calendar(session, event, ada, public_url="https://meet.example.org/a/x")) == [
        Entry(
            uid=uid,
            sequence=0,
            status="CONFIRMED",
            starts=datetime(2027, 5, 11, 7, 20, tzinfo=UTC),
            ends=datetime(2027, 5, 11, 7, 40, tzinfo=UTC),
            changed=CHANGED,
            summary="Meeting with Zoë Żak; Ltd, \\New",
            location="Table 3, Old Town Hall, 2nd floor",
            description="Zoë Żak; Ltd, \\New, CTO, Śląsk\\N & Søn\n\n"
            "Why you’re a match:\n- You asked to meet Zoë Żak; Ltd, \\New.\n\n"
            "Your page: https://meet.example.org/a/x",
        )
    ]
    (seen_by_zoe,) = read(attendee_calendar(session, event, zoe))
    assert seen_by_zoe.uid == uid
    assert seen_by_zoe.summary == "Meeting with Ada Lovelace"
    assert seen_by_zoe.description == "Ada Lovelace\n\nWhy you’re a match:\n- Ada Lovelace asked to meet you."


def test_the_head_names_the_calendar_its_zone_and_how_often_to_look(session: Session) -> None:
    event, (ada, _) = an_event_with(session, "Ada", "Ben", name="Forum; Spring, 2027")
    assert attendee_calendar(session, event, ada) == (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//matchmaker//meetings//EN\r\nCALSCALE:GREGORIAN\r\n"
        b"METHOD:PUBLISH\r\nNAME:Forum\\; Spring\\, 2027\r\nX-WR-CALNAME:Forum\\; Spring\\, 2027\r\n"
        b"X-WR-TIMEZONE:Europe/Berlin\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
        b"END:VCALENDAR\r\n"
    )


@pytest.mark.parametrize("read", READERS)
def test_meetings_around_a_change_of_clocks_are_at_the_right_moment(session: Session, read: Reader) -> None:
    """In Berlin the clocks of 28 March 2027 go from 02:00 to 03:00: 01:30 and 03:00 are half an hour apart."""
    event = an_event(session, slots=0)
    zone = ZoneInfo("Europe/Berlin")
    local = [
        datetime(2027, 3, day, *clock, tzinfo=zone)
        for day, clock in ((27, (9, 0)), (28, (1, 30)), (28, (3, 0)), (28, (9, 0)))
    ]
    block = Block(event_id=event.id, name="Night", day=date(2027, 3, 27), starts=time(9), ends=time(10))
    block.slots = [
        Slot(event_id=event.id, starts_at=at, ends_at=at.astimezone(UTC) + timedelta(minutes=20)) for at in local
    ]
    event.blocks.append(block)
    ada, *others = (an_attendee(session, event, name) for name in ("Ada", "Ben", "Cem", "Dan", "Eve"))
    for other in others:
        a_score(session, ada, other)
    session.flush()
    session.refresh(event)
    published(session, event, a_plan(session, event, *((ada, other, k, 0) for k, other in enumerate(others))))
    entries = read(attendee_calendar(session, event, ada))
    assert [entry.starts for entry in entries] == local
    assert [entry.starts.astimezone(zone).strftime("%d %H:%M") for entry in entries] == [
        "27 09:00",
        "28 01:30",
        "28 03:00",
        "28 09:00",
    ]
    assert entries[2].starts - entries[1].starts == timedelta(minutes=30)
    assert [entry.ends - entry.starts for entry in entries] == [timedelta(minutes=20)] * 4


@pytest.mark.parametrize("read", READERS)
def test_a_cancelled_meeting_stays_with_a_higher_sequence(session: Session, read: Reader) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, ben, 0, 0), (ada, cem, 1, 0)))
    before = {entry.summary: entry.uid for entry in read(attendee_calendar(session, event, ada))}
    publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, cem, 2, 1)))
    assert [(e.uid, e.summary, e.status, e.sequence) for e in read(attendee_calendar(session, event, ada))] == [
        (before["Meeting with Ben"], "Cancelled: Meeting with Ben", "CANCELLED", 1),
        (before["Meeting with Cem"], "Meeting with Cem", "CONFIRMED", 1),
    ]


def test_the_bytes_are_the_same_until_something_is_published_that_changes_them(database: Database) -> None:
    with database.writing() as session:
        event, (ada, ben) = an_event_with(session, "Ada", "Ben")
        plan = a_plan(session, event, (ada, ben, 0, 0))
        publish(session, COMMAND_LINE, event, plan)
        first = attendee_calendar(session, event, ada)
        publish(session, COMMAND_LINE, event, plan)
    with database.writing() as session:
        event, ada = session.get_one(Event, event.id), session.get_one(Attendee, ada.id)
        assert attendee_calendar(session, event, ada) == first
        unpublish(session, COMMAND_LINE, event)
        assert attendee_calendar(session, event, ada) != first


HOSTILE = [
    "Eve\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "Eve\nSTATUS:CANCELLED",
    "\u202eevE\x01\x1b[31m",
    "line\u2028separator\u2029and\x85next",
    'quotes "x" and : colons; commas, \\ backslashes \\n \\N \\;',
    "🧑🏽‍💻" * 30,
    "x" * 200,
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", HOSTILE)
def test_one_bad_name_costs_nobody_the_feed(session: Session, read: Reader, name: str) -> None:
    event, (ada, ben, eve) = an_event_with(session, "Ada", "Ben", "Eve", venue=name)
    session.execute(update(Attendee).where(Attendee.id == eve.id).values(name=name, organisation=name, job_title=name))
    session.execute(update(MeetingTable).where(MeetingTable.position == 1).values(name=name[:60]))
    session.refresh(eve)
    publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, ben, 0, 0), (ada, eve, 1, 1)))
    entries = read(attendee_calendar(session, event, ada))
    assert [entry.status for entry in entries] == ["CONFIRMED", "CONFIRMED"]
    assert entries[0].summary == "Meeting with Ben"
    assert entries[1].starts == event.slots[1].starts_at


def test_nobody_sees_a_draft(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    a_plan(session, event, (ada, ben, 0, 0))
    assert attendee_schedule(session, event, ada) == []
    assert read_with_vobject(attendee_calendar(session, event, ada)) == []


def test_the_schedule_leaves_cancelled_meetings_out_unless_asked(session: Session) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, ben, 0, 0)))
    publish(session, COMMAND_LINE, event, a_plan(session, event, (cem, ada, 1, 1)))
    (meeting,) = attendee_schedule(session, event, ada)
    assert (meeting.partner, meeting.starts_at, meeting.table_name) == (cem, event.slots[1].starts_at, "Table 2")
    both = attendee_schedule(session, event, ada, with_cancelled=True)
    assert [(row.partner.name, row.cancelled) for row in both] == [("Ben", True), ("Cem", False)]


def count_queries(database: Database, meetings: int) -> int:
    with database.writing() as session:
        event, (ada, *others) = an_event_with(session, "Ada", *(f"P{k}" for k in range(meetings)), slots=meetings)
        plan = a_plan(session, event, *((ada, other, k, 0) for k, other in enumerate(others)))
        publish(session, COMMAND_LINE, event, plan)
    counted: list[str] = []
    with database.reading() as session:
        event, ada = session.get_one(Event, event.id), session.get_one(Attendee, ada.id)
        sqlalchemy_event.listen(session.connection(), "before_cursor_execute", lambda *a: counted.append(a[2]))
        assert len(attendee_schedule(session, event, ada)) == meetings
        assert len(read_with_vobject(attendee_calendar(session, event, ada))) == meetings
    return len(counted)


def test_a_schedule_takes_one_query_however_many_meetings(database: Database) -> None:
    assert count_queries(database, 1) == count_queries(database, 12) == 2


def test_the_zip_has_everybodys_calendar_and_always_the_same_bytes(session: Session) -> None:
    event, (ada, ben, cem, _) = an_event_with(session, "Ada / Countess", "..Ben", "Cem", "Dan")
    publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, ben, 0, 0), (cem, ada, 1, 1)))
    content = event_calendars_zip(session, event)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"Ada Countess {ada.public_id}.ics": attendee_calendar(session, event, ada),
            f"Ben {ben.public_id}.ics": attendee_calendar(session, event, ben),
            f"Cem {cem.public_id}.ics": attendee_calendar(session, event, cem),
        }
    assert event_calendars_zip(session, event) == content
