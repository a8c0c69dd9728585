"""Calendars read back by two independent libraries: vobject and icalendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import icalendar
import vobject  # type: ignore[import-untyped]  # it ships no types


@dataclass(frozen=True)
class Entry:
    """What a calendar program makes of one event of a file."""

    uid: str
    sequence: int
    status: str
    starts: datetime
    ends: datetime
    changed: datetime
    summary: str
    location: str
    description: str


def read_with_vobject(content: bytes) -> list[Entry]:
    calendar = vobject.readOne(content.decode())
    return [
        Entry(
            uid=event.uid.value,
            sequence=int(event.sequence.value),
            status=event.status.value,
            starts=event.dtstart.value,
            ends=event.dtend.value,
            changed=event.dtstamp.value,
            summary=event.summary.value,
            location=event.location.value,
            description=event.description.value,
        )
        for event in calendar.contents.get("vevent", [])
    ]


def read_with_icalendar(content: bytes) -> list[Entry]:
    calendar: Any = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    return [
        Entry(
            uid=str(event["UID"]),
            sequence=int(event["SEQUENCE"]),
            status=str(event["STATUS"]),
            starts=event["DTSTART"].dt,
            ends=event["DTEND"].dt,
            changed=event["DTSTAMP"].dt,
            summary=str(event["SUMMARY"]),
            location=str(event["LOCATION"]),
            description=str(event["DESCRIPTION"]),
        )
        for event in calendar.events
        if event.errors == []
    ]


READERS = [read_with_vobject, read_with_icalendar]
