"""Outgoing mail: rows of an outbox, written with the change they tell of, sent afterwards at least once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.models import Attendee, Event, OutboxMessage
from matchmaker.settings import Settings


def queue_mail(
    session: Session,
    *,
    recipient: str,
    subject: str,
    body: str,
    event: Event | None = None,
    attendee: Attendee | None = None,
) -> OutboxMessage:
    """Put a mail into the outbox, in the caller's transaction."""
    raise NotImplementedError


def send_due(database: Database, settings: Settings) -> tuple[int, int]:
    """Send what is due; (sent, failed for good). Without SMTP_URL nothing is sent and everything stays queued."""
    raise NotImplementedError
