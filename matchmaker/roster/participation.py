"""Attendees who withdraw and come back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.models import (
    Attendee,
    AttendeeStatus,
    Event,
)


def withdraw_myself(session: Session, actor: Actor, event: Event, attendee: Attendee) -> Attendee:
    """The attendee takes no part in planning any more; what they said is kept for the case that they come back."""
    return _set_status(session, actor, event, attendee, AttendeeStatus.WITHDRAWN, "attendee.withdrew")


def come_back(session: Session, actor: Actor, event: Event, attendee: Attendee) -> Attendee:
    """The attendee takes part again, with what they had said."""
    if attendee.status is not AttendeeStatus.WITHDRAWN:
        return attendee
    status = AttendeeStatus.ACTIVE if attendee.answered_at else AttendeeStatus.INVITED
    return _set_status(session, actor, event, attendee, status, "attendee.came_back")


def _set_status(
    session: Session, actor: Actor, event: Event, attendee: Attendee, status: AttendeeStatus, action: str
) -> Attendee:
    if attendee.status is not status:
        attendee.status = status
        record(session, actor, event, action, changes_plan=True, attendee=attendee.public_id)
    return attendee
