"""Schedules as iCalendar files (RFC 5545)."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

import icalendar
from icalendar import vText
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.mail import reader_of
from matchmaker.messages import Reader, compose
from matchmaker.messages.texts.mails import CALENDAR_CANCELLED, CALENDAR_MEETING, CALENDAR_PAGE, CALENDAR_REASONS
from matchmaker.models import Appointment, Attendee, Event
from matchmaker.publishing.schedules import APPOINTMENT_COLUMNS, ScheduledMeeting, attendee_schedule, scheduled_meeting
from matchmaker.text import one_line, visible

PRODUCT = "-//matchmaker//meetings//EN"
REFRESH_INTERVAL = timedelta(hours=1)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNSAFE_IN_FILE_NAMES = re.compile(r'[/\\:*?"<>|]+')


def attendee_calendar(session: Session, event: Event, attendee: Attendee, *, public_url: str | None = None) -> bytes:
    """An iCalendar file (RFC 5545, METHOD:PUBLISH); the same bytes until something is published.

    Cancelled meetings stay in it as STATUS:CANCELLED. `public_url` is the attendee's own page, linked if given.
    """
    meetings = attendee_schedule(session, event, attendee, with_cancelled=True)
    return _calendar(event, meetings, public_url, reader_of(event, attendee))


def event_calendars_zip(session: Session, event: Event) -> bytes:
    """A zip with a calendar file for each attendee who has ever had a published meeting; two queries."""
    people = {
        person.id: person
        for person in session.scalars(
            select(Attendee).where(Attendee.event_id == event.id).order_by(Attendee.name, Attendee.id)
        )
    }
    theirs: dict[int, list[ScheduledMeeting]] = defaultdict(list)
    rows = session.execute(
        select(*APPOINTMENT_COLUMNS)
        .where(Appointment.event_id == event.id)
        .order_by(Appointment.starts_at, Appointment.id)
    )
    for row in rows:
        a, b = people[row.a_id], people[row.b_id]
        theirs[a.id].append(scheduled_meeting(a, b, row))
        theirs[b.id].append(scheduled_meeting(b, a, row))
    return _zipped(
        (_file_name(person), _calendar(event, theirs[key], None, reader_of(event, person)))
        for key, person in people.items()
        if key in theirs
    )


class Text(vText):
    """A TEXT value (RFC 5545, 3.3.11). The library's class turns a backslash before a capital N into a line break."""

    def __new__(cls, text: str) -> Text:
        return super().__new__(cls, visible(text))

    def to_ical(self) -> bytes:
        return str(self).translate(_ESCAPES).encode()


def _calendar(event: Event, meetings: Iterable[ScheduledMeeting], public_url: str | None, reader: Reader) -> bytes:
    calendar = icalendar.Calendar()
    name = Text(one_line(event.name))
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-WR-TIMEZONE", event.timezone)
    calendar.add("REFRESH-INTERVAL", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(REFRESH_INTERVAL))
    for meeting in meetings:
        calendar.add_component(_entry(event, meeting, public_url, reader))
    content: bytes = calendar.to_ical(sorted=False)
    return content


def _entry(event: Event, meeting: ScheduledMeeting, public_url: str | None, reader: Reader) -> icalendar.Event:
    """Times are in UTC: they need no VTIMEZONE, and so cannot be an hour off in programs with outdated zone rules."""
    entry = icalendar.Event()
    entry.add("UID", meeting.uid)
    entry.add("SEQUENCE", meeting.sequence)
    entry.add("DTSTAMP", meeting.updated_at)
    entry.add("LAST-MODIFIED", meeting.updated_at)
    entry.add("DTSTART", meeting.starts_at)
    entry.add("DTEND", meeting.ends_at)
    entry.add("STATUS", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    entry.add("TRANSP", "TRANSPARENT" if meeting.cancelled else "OPAQUE")
    entry.add("SUMMARY", Text(_summary(meeting, reader)))
    entry.add("LOCATION", Text(_location(event, meeting)))
    entry.add("DESCRIPTION", Text(_description(meeting, public_url, reader)))
    if public_url:
        entry.add("URL", public_url)
    return entry


def _summary(meeting: ScheduledMeeting, reader: Reader) -> str:
    # some calendars show a cancelled entry like any other, so the title says it too
    title = CALENDAR_CANCELLED if meeting.cancelled else CALENDAR_MEETING
    return compose(title(partner=one_line(meeting.partner.name)), reader)


def _location(event: Event, meeting: ScheduledMeeting) -> str:
    return ", ".join(filter(None, (one_line(meeting.table_name), one_line(event.venue))))


def _description(meeting: ScheduledMeeting, public_url: str | None, reader: Reader) -> str:
    partner = meeting.partner
    who = filter(None, (one_line(partner.name), one_line(partner.job_title), one_line(partner.organisation)))
    parts = [", ".join(who)]
    if meeting.reasons:
        reasons = (f"- {one_line(compose(reason, reader))}" for reason in meeting.reasons)
        parts.append("\n".join([compose(CALENDAR_REASONS(), reader), *reasons]))
    if public_url:
        parts.append(compose(CALENDAR_PAGE(link=public_url), reader))
    return "\n\n".join(parts)


def _file_name(person: Attendee) -> str:
    name = one_line(_UNSAFE_IN_FILE_NAMES.sub(" ", person.name)).strip(" .")
    return f"{name[:80]} {person.public_id}.ics"


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            # with ZipInfo's default time stamp, the same calendars give the same bytes
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
