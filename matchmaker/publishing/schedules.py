"""Published schedules: an attendee's meetings, with the reasons as messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, or_, select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.models import Appointment, Attendee, Event
from matchmaker.scoring.reason_sentences import reason_message

APPOINTMENT_COLUMNS = (
    Appointment.a_id,
    Appointment.b_id,
    Appointment.uid,
    Appointment.sequence,
    Appointment.cancelled,
    Appointment.starts_at,
    Appointment.ends_at,
    Appointment.table_name,
    Appointment.reasons,
    Appointment.updated_at,
)


@dataclass(frozen=True)
class ScheduledMeeting:
    """A published meeting as one attendee sees it; times in UTC, `reasons` are addressed to that person."""

    partner: Attendee
    starts_at: datetime
    ends_at: datetime
    table_name: str
    reasons: tuple[Message, ...]
    cancelled: bool
    uid: str
    sequence: int
    updated_at: datetime


def attendee_schedule(
    session: Session, event: Event, attendee: Attendee, *, with_cancelled: bool = False
) -> list[ScheduledMeeting]:
    """The attendee's published meetings in time order, in one query."""
    partner_id = case((Appointment.a_id == attendee.id, Appointment.b_id), else_=Appointment.a_id)
    query = (
        select(Attendee, *APPOINTMENT_COLUMNS)
        .select_from(Appointment)
        .join(Attendee, Attendee.id == partner_id)
        .where(or_(Appointment.a_id == attendee.id, Appointment.b_id == attendee.id))
        .order_by(Appointment.starts_at, Appointment.id)
    )
    if not with_cancelled:
        query = query.where(Appointment.cancelled.is_(False))
    return [scheduled_meeting(attendee, row.Attendee, row) for row in session.execute(query)]


def scheduled_meeting(attendee: Attendee, partner: Attendee, row: Row[*tuple[Any, ...]]) -> ScheduledMeeting:
    """From a row of APPOINTMENT_COLUMNS."""
    if row.a_id == attendee.id:
        sentences = (reason_message(reason, "a", attendee.name, partner.name) for reason in row.reasons)
    else:
        sentences = (reason_message(reason, "b", partner.name, attendee.name) for reason in row.reasons)
    return ScheduledMeeting(
        partner=partner,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        table_name=row.table_name,
        reasons=tuple(sentences),
        cancelled=row.cancelled,
        uid=row.uid,
        sequence=row.sequence,
        updated_at=row.updated_at,
    )
