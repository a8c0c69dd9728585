"""Withdrawing after publication: the meetings to come are cancelled at once, and the partners are told."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.models import Appointment, Attendee, Event, now
from matchmaker.publishing.change_mails import queue_change_notices
from matchmaker.publishing.changes import Change, PlanChanges, TimeAndTable
from matchmaker.roster import withdraw_attendee
from matchmaker.settings import Settings


def withdraw_and_tell(
    session: Session, settings: Settings, actor: Actor, event: Event, attendee: Attendee
) -> PlanChanges:
    """Withdraw the attendee, cancel their published meetings that have not begun, and queue a mail to each partner.

    The plan stays as it is; the next one fills what became free. Raises StateError like `withdraw_attendee`.
    """
    withdraw_attendee(session, actor, event, attendee)
    coming = _coming(session, event, attendee)
    partners = _partners(session, coming, attendee)
    changes = _cancelled(attendee, coming, partners)
    moment = now()
    for row in coming:
        row.cancelled, row.sequence, row.updated_at = True, row.sequence + 1, moment
    if coming:
        count = {"attendee": attendee.public_id, "cancelled": len(coming)}
        record(session, actor, event, "meetings.cancelled", changes_plan=False, **count)
    if settings.smtp_url is not None:
        queue_change_notices(session, settings, event, changes)
    return changes


def _coming(session: Session, event: Event, attendee: Attendee) -> list[Appointment]:
    theirs = or_(Appointment.a_id == attendee.id, Appointment.b_id == attendee.id)
    standing = (Appointment.event_id == event.id, theirs, ~Appointment.cancelled, Appointment.starts_at > now())
    return list(session.scalars(select(Appointment).where(*standing).order_by(Appointment.starts_at)))


def _partners(session: Session, rows: Iterable[Appointment], attendee: Attendee) -> dict[int, Attendee]:
    ids = {who for row in rows for who in (row.a_id, row.b_id)} - {attendee.id}
    return {person.id: person for person in session.scalars(select(Attendee).where(Attendee.id.in_(ids)))}


def _cancelled(attendee: Attendee, rows: Iterable[Appointment], partners: dict[int, Attendee]) -> PlanChanges:
    people = partners | {attendee.id: attendee}
    changes = tuple(
        Change(people[row.a_id], people[row.b_id], TimeAndTable(row.starts_at, row.ends_at, row.table_name), None)
        for row in rows
    )
    affected = tuple(sorted(partners.values(), key=lambda person: (person.name, person.id)))
    return PlanChanges((), (), changes, kept=0, left_out=0, affected=affected)
