"""Cancelling published meetings at once, without a new plan: in page and calendar, with a mail to those affected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from matchmaker.audit import Actor, record
from matchmaker.models import Appointment, Attendee, AttendeeStatus, Event, now
from matchmaker.planning.plans.broken_meetings import BrokenMeeting
from matchmaker.publishing.change_mails import queue_change_notices
from matchmaker.publishing.changes import Change, PlanChanges, TimeAndTable
from matchmaker.settings import Settings


def cancel_and_tell(
    session: Session, settings: Settings, actor: Actor, event: Event, broken: Iterable[BrokenMeeting]
) -> PlanChanges:
    """Cancel these meetings of the published plan, and queue a mail to each person. What has begun stays.

    The plan stays as it is; the next one fills what became free.
    """
    keys: set[tuple[int, int, datetime]] = {(one.a, one.b, one.starts_at) for one in broken}
    coming = coming_appointments(session, event)
    return cancel(
        session, settings, actor, event, [row for row in coming if (row.a_id, row.b_id, row.starts_at) in keys]
    )


def coming_appointments(session: Session, event: Event, *conditions: ColumnElement[bool]) -> list[Appointment]:
    """The published meetings that have not begun and are not cancelled, in the order of their times."""
    standing = (Appointment.event_id == event.id, ~Appointment.cancelled, Appointment.starts_at > now(), *conditions)
    return list(session.scalars(select(Appointment).where(*standing).order_by(Appointment.starts_at, Appointment.id)))


def cancel(
    session: Session,
    settings: Settings,
    actor: Actor,
    event: Event,
    appointments: Collection[Appointment],
    **details: str,
) -> PlanChanges:
    """Cancel these published meetings and queue the mails; `details` go into the history. Withdrawn people get none."""
    changes = _cancelled(appointments, _people(session, appointments))
    moment = now()
    for row in appointments:
        row.cancelled, row.sequence, row.updated_at = True, row.sequence + 1, moment
    if appointments:
        record(session, actor, event, "meetings.cancelled", changes_plan=False, cancelled=len(appointments), **details)
    if settings.smtp_url is not None:
        queue_change_notices(session, settings, event, changes)
    return changes


def _people(session: Session, rows: Iterable[Appointment]) -> dict[int, Attendee]:
    ids = {who for row in rows for who in (row.a_id, row.b_id)}
    return {person.id: person for person in session.scalars(select(Attendee).where(Attendee.id.in_(ids)))}


def _cancelled(rows: Iterable[Appointment], people: dict[int, Attendee]) -> PlanChanges:
    changes = tuple(
        Change(people[row.a_id], people[row.b_id], TimeAndTable(row.starts_at, row.ends_at, row.table_name), None)
        for row in rows
    )
    told = (person for person in people.values() if person.status is not AttendeeStatus.WITHDRAWN)
    affected = tuple(sorted(told, key=lambda person: (person.name, person.id)))
    return PlanChanges((), (), changes, kept=0, left_out=0, affected=affected)
