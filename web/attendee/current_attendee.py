"""The attendee whose personal link was opened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.access import attendee_by_secret
from matchmaker.audit import Actor
from matchmaker.models import Attendee, AttendeeStatus, Event, TokenKind
from web.foundation.language import speak


@dataclass(frozen=True)
class CurrentAttendee:
    """`secret`: the unguessable part of the personal link."""

    secret: str
    attendee: Attendee
    event: Event

    @property
    def actor(self) -> Actor:
        return Actor.attendee(self.attendee)

    @property
    def withdrawn(self) -> bool:
        return self.attendee.status is AttendeeStatus.WITHDRAWN

    @property
    def plan_published(self) -> bool:
        return self.event.published_plan_id is not None


def current_attendee(session: Session, secret: str) -> CurrentAttendee:
    """From here on, pages are in the attendee's language. Raises NotFoundError if no valid link has this secret."""
    attendee = attendee_by_secret(session, TokenKind.PERSONAL, secret)
    event = session.get_one(Event, attendee.event_id)
    speak(attendee.language or event.language)
    return CurrentAttendee(secret, attendee, event)
