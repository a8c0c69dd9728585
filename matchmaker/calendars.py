"""What attendees were told: their schedule in words, their calendar file, everybody's in a zip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event


@dataclass(frozen=True)
class ScheduledMeeting:
    """A published meeting from one attendee's side; moments in UTC, `reasons` are sentences."""

    partner: Attendee
    starts_at: datetime
    ends_at: datetime
    table_name: str
    reasons: tuple[str, ...]
    cancelled: bool
    uid: str
    sequence: int
    updated_at: datetime


def attendee_schedule(
    session: Session, event: Event, attendee: Attendee, *, with_cancelled: bool = False
) -> list[ScheduledMeeting]:
    """The attendee's published meetings in time order, in one query."""
    raise NotImplementedError


def attendee_calendar(session: Session, event: Event, attendee: Attendee, *, public_url: str | None = None) -> bytes:
    """An iCalendar file (RFC 5545, METHOD:PUBLISH): equal bytes as long as nothing was published anew.

    Cancelled meetings stay in it as STATUS:CANCELLED. `public_url` is the attendee's own page, linked if given.
    """
    raise NotImplementedError


def event_calendars_zip(session: Session, event: Event) -> bytes:
    """A zip with one calendar file per attendee who ever had a published meeting."""
    raise NotImplementedError
