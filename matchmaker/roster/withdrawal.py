"""Attendees withdraw from the event and come back, on their own page or through the organizer."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import StateError
from matchmaker.messages import Message
from matchmaker.messages.texts.roster import NOT_WITHDRAWN, WITHDRAWN_ALREADY
from matchmaker.models import Attendee, AttendeeStatus, Event


def withdraw_attendee(session: Session, actor: Actor, event: Event, attendee: Attendee) -> Attendee:
    """Leave the attendee out of planning; the answers are kept.

    Raises StateError if they have withdrawn already, except when the attendee is acting: repeating is harmless.
    """
    if attendee.status is AttendeeStatus.WITHDRAWN:
        return _unchanged(actor, attendee, WITHDRAWN_ALREADY(who=attendee.name))
    action = "attendee.withdrew" if actor.is_attendee else "attendee.withdrawn"
    return _set_status(session, actor, event, attendee, AttendeeStatus.WITHDRAWN, action)


def reinstate_attendee(session: Session, actor: Actor, event: Event, attendee: Attendee) -> Attendee:
    """Let the attendee take part again with the answers they had: active if there are any, else invited.

    Raises StateError if they have not withdrawn, except when the attendee is acting: repeating is harmless.
    """
    if attendee.status is not AttendeeStatus.WITHDRAWN:
        return _unchanged(actor, attendee, NOT_WITHDRAWN(who=attendee.name))
    status = AttendeeStatus.ACTIVE if attendee.answered_at else AttendeeStatus.INVITED
    action = "attendee.came_back" if actor.is_attendee else "attendee.reinstated"
    return _set_status(session, actor, event, attendee, status, action)


def _unchanged(actor: Actor, attendee: Attendee, reason: Message) -> Attendee:
    if not actor.is_attendee:
        raise StateError(reason)
    return attendee


def _set_status(
    session: Session, actor: Actor, event: Event, attendee: Attendee, status: AttendeeStatus, action: str
) -> Attendee:
    attendee.status = status
    record(session, actor, event, action, changes_plan=True, attendee=attendee.public_id)
    return attendee
