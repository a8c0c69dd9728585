"""The days of an event, for times that a list names without a date or year."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Block, Event
from matchmaker.roster.importing.cells.times import EventDays


def event_days(session: Session, event: Event) -> EventDays:
    """The days of the agenda's blocks, and the length of a slot. One query."""
    days = session.scalars(select(Block.day).where(Block.event_id == event.id).distinct().order_by(Block.day))
    return EventDays(tuple(days), event.slot_minutes)
