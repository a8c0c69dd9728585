"""Builders of the rows that a test needs; every field not given has a plain value."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Block, Event, Group, MeetingTable, Slot
from matchmaker.text import identity

DAY = date(2027, 5, 11)
ZONE = "Europe/Berlin"


def an_event(session: Session, *, slots: int = 4, tables: int = 3, **fields: Any) -> Event:
    """An event of one morning: 20-minute slots from nine o'clock local time, tables `Table 1` and on."""
    event = Event(**({"name": "Spring Forum", "timezone": ZONE, "slot_minutes": 20, "weights": {}} | fields))
    session.add(event)
    session.flush()
    start = datetime.combine(DAY, time(9), ZoneInfo(event.timezone))
    step = timedelta(minutes=event.slot_minutes + event.pause_minutes)
    block = Block(event_id=event.id, name="Morning", day=DAY, starts=time(9), ends=(start + slots * step).time())
    block.slots = [
        Slot(
            event_id=event.id,
            starts_at=start + k * step,
            ends_at=start + k * step + timedelta(minutes=event.slot_minutes),
        )
        for k in range(slots)
    ]
    event.blocks.append(block)
    event.tables = [MeetingTable(name=f"Table {k + 1}", position=k) for k in range(tables)]
    session.flush()
    return event


def an_attendee(session: Session, event: Event, name: str, **fields: Any) -> Attendee:
    email = fields.pop("email", f"{name.lower().replace(' ', '.')}@example.org")
    attendee = Attendee(event_id=event.id, name=name, email=email, email_key=email and identity(email), **fields)
    session.add(attendee)
    session.flush()
    return attendee


def a_group(session: Session, event: Event, name: str, **fields: Any) -> Group:
    group = Group(event_id=event.id, name=name, key=identity(name), **fields)
    session.add(group)
    session.flush()
    return group
