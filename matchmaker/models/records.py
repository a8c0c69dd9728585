"""Access tokens, outgoing mail, and the audit log."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.messages import Message
from matchmaker.models.base import Base, StoredMessage, UtcDateTime, enum_text, now


class TokenKind(enum.StrEnum):
    """A one-time sign-in of an organizer; an attendee's personal page (read and edit); an attendee's calendar feed."""

    SIGN_IN = "sign_in"
    PERSONAL = "personal"
    FEED = "feed"


class Token(Base):
    """A secret link. Its secret is derived from the nonce and the secret key; only a digest is stored."""

    __tablename__ = "token"
    __table_args__ = (CheckConstraint("(organizer_id IS NULL) <> (attendee_id IS NULL)", name="one_owner"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TokenKind] = mapped_column(enum_text(TokenKind))
    nonce: Mapped[bytes] = mapped_column(LargeBinary(32))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    attendee_id: Mapped[int | None] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInAttempt(Base):
    """A sign-in attempt, counted by a digest of the address or account; deleted when too old to count."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class MailStatus(enum.StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class OutboxMessage(Base):
    """A mail, stored in the same transaction as the change it announces, and sent afterwards at least once."""

    __tablename__ = "outbox_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    attendee_id: Mapped[int | None] = mapped_column(ForeignKey("attendee.id", ondelete="SET NULL"), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[Message] = mapped_column(StoredMessage)
    body: Mapped[Message] = mapped_column(StoredMessage)
    language: Mapped[str] = mapped_column(String(16), default="en", server_default="en")
    """The recipient's: subject and body are composed in it when the mail is sent."""
    status: Mapped[MailStatus] = mapped_column(enum_text(MailStatus), default=MailStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[Message | None] = mapped_column(StoredMessage)
    """Why the latest attempt failed."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AuditEntry(Base):
    """Who changed what in which event, and when. Written in the transaction of the change."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    actor: Mapped[str] = mapped_column(String(220))
    action: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
