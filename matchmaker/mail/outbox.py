"""Outgoing mail: outbox rows, stored with the change they announce and sent afterwards at least once.

A worker claims a row by incrementing `attempts` before it sends the mail, so that no two workers send the same mail at
the same time. If a worker dies in between, the mail is sent again with the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.mail.failures import PERMANENT, failure_message
from matchmaker.mail.smtp import connect
from matchmaker.messages import DEFAULT_LANGUAGE, Message, Reader, compose
from matchmaker.messages import language as language_of
from matchmaker.models import Attendee, Event, MailStatus, OutboxMessage, now
from matchmaker.settings import Settings
from matchmaker.text import one_line, visible

RETRY_DELAYS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""Time from queueing to the first, second, … attempt; after the last one the mail has failed."""
BATCH = 200
log = logging.getLogger(__name__)


def queue_mail(
    session: Session,
    *,
    recipient: str,
    subject: Message,
    body: Message,
    language: str | None = None,
    event: Event | None = None,
    attendee: Attendee | None = None,
) -> OutboxMessage:
    """Add a mail to the outbox in the caller's transaction; `language`: a code, by default the recipient's."""
    spoken = language or (attendee and attendee.language) or (event and event.language) or DEFAULT_LANGUAGE
    message = OutboxMessage(
        event_id=event.id if event else None,
        attendee_id=attendee.id if attendee else None,
        recipient=recipient,
        subject=subject,
        body=body,
        language=spoken,
    )
    session.add(message)
    return message


def send_due_mails(database: Database, settings: Settings) -> tuple[int, int]:
    """Send the mails that are due; returns (sent, permanently failed). Without SMTP_URL all mails stay queued.

    An unreachable server does not count as an attempt. Raises ConfigurationError for an invalid SMTP_URL.
    """
    due = _due(database) if settings.smtp_url else []
    if not due or settings.smtp_url is None:
        return 0, 0
    outcomes: list[MailStatus] = []
    try:
        with connect(settings.smtp_url) as server:
            for message in due:
                if _claim(database, message):
                    outcomes.append(_send(database, settings, server, message))
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mails were not sent: %s", failure_message(error))
    return outcomes.count(MailStatus.SENT), outcomes.count(MailStatus.FAILED)


def _due(database: Database) -> list[OutboxMessage]:
    moment = now()
    tried = [
        and_(OutboxMessage.attempts == count, OutboxMessage.created_at <= moment - delay)
        for count, delay in enumerate(RETRY_DELAYS)
    ]
    with database.reading() as session:
        query = select(OutboxMessage).where(OutboxMessage.status == MailStatus.QUEUED, or_(*tried))
        return list(session.scalars(query.order_by(OutboxMessage.id).limit(BATCH)))


def _claim(database: Database, message: OutboxMessage) -> bool:
    """Whether this worker gets the attempt: no other has incremented `attempts` since the row was read."""
    with database.writing() as session:
        claimed = session.scalar(
            update(OutboxMessage)
            .where(
                OutboxMessage.id == message.id,
                OutboxMessage.attempts == message.attempts,
                OutboxMessage.status == MailStatus.QUEUED,
            )
            .values(attempts=message.attempts + 1)
            .returning(OutboxMessage.id)
        )
    return claimed is not None


def _send(database: Database, settings: Settings, server: smtplib.SMTP, message: OutboxMessage) -> MailStatus:
    """Send and store the outcome. Re-raises OSError and SMTPServerDisconnected: the connection is then unusable."""
    try:
        server.send_message(_compose(settings, message), settings.mail_from, [message.recipient])
    except (OSError, smtplib.SMTPException) as error:
        status = _failure(message, error)
        _store_outcome(database, message, status, failure_message(error))
        if isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException):
            raise
        return status
    _store_outcome(database, message, MailStatus.SENT, None)
    return MailStatus.SENT


def _failure(message: OutboxMessage, error: Exception) -> MailStatus:
    """Failed if the server refused permanently or this was the last attempt; otherwise queued."""
    last = message.attempts + 1 >= len(RETRY_DELAYS)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        refused = all(code >= PERMANENT for code, _ in error.recipients.values())
    else:
        refused = isinstance(error, smtplib.SMTPNotSupportedError) or (
            isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= PERMANENT
        )
    return MailStatus.FAILED if last or refused else MailStatus.QUEUED


def _store_outcome(database: Database, message: OutboxMessage, status: MailStatus, failure: Message | None) -> None:
    with database.writing() as session:
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == message.id)
            .values(status=status, failure=failure, sent_at=now() if status is MailStatus.SENT else None)
        )


def subject_of(message: OutboxMessage) -> str:
    """The subject in the recipient's language."""
    return one_line(compose(message.subject, Reader(language_of(message.language))))[:200]


def body_of(message: OutboxMessage) -> str:
    """The text in the recipient's language."""
    return visible(compose(message.body, Reader(language_of(message.language))))


def _compose(settings: Settings, message: OutboxMessage) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = message.recipient
    mail["Subject"] = subject_of(message)
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<outbox-{message.id}@{urlsplit(settings.public_url).hostname}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body_of(message))
    return mail
