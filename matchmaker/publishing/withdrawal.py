"""Withdrawing after publication: the meetings to come are cancelled at once, and the partners are told."""

from __future__ import annotations

from sqlalchemy import or_
from sqlalchemy.orm import Session

from matchmaker.audit import Actor
from matchmaker.models import Appointment, Attendee, Event
from matchmaker.publishing.cancellation import cancel, coming_appointments
from matchmaker.publishing.changes import PlanChanges
from matchmaker.roster import withdraw_attendee
from matchmaker.settings import Settings


def withdraw_and_tell(
    session: Session, settings: Settings, actor: Actor, event: Event, attendee: Attendee
) -> PlanChanges:
    """Withdraw the attendee, cancel their published meetings that have not begun, and queue a mail to each partner.

    The plan stays as it is; the next one fills what became free. Raises StateError like `withdraw_attendee`.
    """
    withdraw_attendee(session, actor, event, attendee)
    coming = meetings_to_come(session, event, attendee)
    return cancel(session, settings, actor, event, coming, attendee=attendee.public_id)


def meetings_to_come(session: Session, event: Event, attendee: Attendee) -> list[Appointment]:
    """The attendee's published meetings that have not begun, in the order of their times."""
    theirs = or_(Appointment.a_id == attendee.id, Appointment.b_id == attendee.id)
    return coming_appointments(session, event, theirs)
