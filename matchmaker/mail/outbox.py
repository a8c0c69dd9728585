"""Outgoing mail: rows of an outbox, written with the change they tell of, sent afterwards at least once.

A row is claimed by raising its `attempts` before the mail goes out, so that two workers never send the same one at the
same time; a worker that dies in between leaves it to be sent again, under the same Message-ID.
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
from matchmaker.mail.smtp import connect
from matchmaker.models import Attendee, Event, MailStatus, OutboxMessage, now
from matchmaker.settings import Settings
from matchmaker.text import one_line, visible

RETRY_DELAYS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""How long after it was written a mail is tried for the first, second, … time; then it has failed."""
BATCH = 200
_PERMANENT = 500
log = logging.getLogger(__name__)


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
    message = OutboxMessage(
        event_id=event.id if event else None,
        attendee_id=attendee.id if attendee else None,
        recipient=recipient,
        subject=one_line(subject)[:200],
        body=visible(body),
    )
    session.add(message)
    return message


def send_due_mails(database: Database, settings: Settings) -> tuple[int, int]:
    """Send what is due; (sent, failed for good). Without SMTP_URL nothing is sent and everything stays queued.

    A server that cannot be reached costs no message an attempt. Raises ConfigurationError for a wrong SMTP_URL.
    """
    due = _due(database) if settings.smtp_url else []
    if not due or settings.smtp_url is None:
        return 0, 0
    ends = [MailStatus.QUEUED]
    try:
        with connect(settings.smtp_url) as server:
            for message in due:
                if _claim(database, message):
                    ends.append(_send(database, settings, server, message))
    except (OSError, smtplib.SMTPException) as error:
        log.warning("the mail server could not be reached: %s", error)
    return ends.count(MailStatus.SENT), ends.count(MailStatus.FAILED)


def _due(database: Database) -> list[OutboxMessage]:
    moment = now()
    tried = [
        and_(OutboxMessage.attempts == count, OutboxMessage.created_at <= moment - wait)
        for count, wait in enumerate(RETRY_DELAYS)
    ]
    with database.reading() as session:
        query = select(OutboxMessage).where(OutboxMessage.status == MailStatus.QUEUED, or_(*tried))
        return list(session.scalars(query.order_by(OutboxMessage.id).limit(BATCH)))


def _claim(database: Database, message: OutboxMessage) -> bool:
    """Whether this attempt is ours: nobody else raised `attempts` since the row was read."""
    with database.writing() as session:
        mine = session.scalar(
            update(OutboxMessage)
            .where(
                OutboxMessage.id == message.id,
                OutboxMessage.attempts == message.attempts,
                OutboxMessage.status == MailStatus.QUEUED,
            )
            .values(attempts=message.attempts + 1)
            .returning(OutboxMessage.id)
        )
    return mine is not None


def _send(database: Database, settings: Settings, server: smtplib.SMTP, message: OutboxMessage) -> MailStatus:
    """Raises OSError and SMTPServerDisconnected, after noting them, since the connection is then of no more use."""
    try:
        server.send_message(_composed(settings, message), settings.mail_from, [message.recipient])
    except (OSError, smtplib.SMTPException) as error:
        status = _failure(message, error)
        _note(database, message, status, str(error))
        if isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException):
            raise
        return status
    _note(database, message, MailStatus.SENT, "")
    return MailStatus.SENT


def _failure(message: OutboxMessage, error: Exception) -> MailStatus:
    """Failed for good where the server said so or it was the last attempt; else it stays queued."""
    last = message.attempts + 1 >= len(RETRY_DELAYS)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        refused = all(code >= _PERMANENT for code, _ in error.recipients.values())
    else:
        refused = isinstance(error, smtplib.SMTPNotSupportedError) or (
            isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _PERMANENT
        )
    return MailStatus.FAILED if last or refused else MailStatus.QUEUED


def _note(database: Database, message: OutboxMessage, status: MailStatus, error: str) -> None:
    with database.writing() as session:
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == message.id)
            .values(status=status, error=error, sent_at=now() if status is MailStatus.SENT else None)
        )


def _composed(settings: Settings, message: OutboxMessage) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = message.recipient
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<outbox-{message.id}@{urlsplit(settings.public_url).hostname}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    return mail
