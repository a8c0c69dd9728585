"""The status of mails, per event and per attendee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event, MailStatus, OutboxMessage


def mail_counts(session: Session, event: Event) -> Counter[MailStatus]:
    """status -> number of the event's mails."""
    query = (
        select(OutboxMessage.status, func.count())
        .where(OutboxMessage.event_id == event.id)
        .group_by(OutboxMessage.status)
    )
    return Counter(dict(session.execute(query).all()))


def latest_mails(session: Session, attendees: Sequence[Attendee]) -> dict[int, OutboxMessage]:
    """attendee id -> the newest mail to this attendee, in one query."""
    ids = [attendee.id for attendee in attendees]
    newest = (
        select(func.max(OutboxMessage.id)).where(OutboxMessage.attendee_id.in_(ids)).group_by(OutboxMessage.attendee_id)
    )
    found = session.scalars(select(OutboxMessage).where(OutboxMessage.id.in_(newest)))
    return {mail.attendee_id: mail for mail in found if mail.attendee_id is not None}
