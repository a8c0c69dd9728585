"""An attendee's calendar feed: a secret address at which calendar programs read the attendee's meetings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from matchmaker.access import attendee_secrets, issued_secret, revoke_links
from matchmaker.audit import Actor, record
from matchmaker.models import Attendee, AuditEntry, Event, Token, TokenKind


def feed_secret(session: Session, keys: tuple[str, ...], attendee: Attendee) -> str | None:
    """The secret in the attendee's feed address; None if there is no feed yet. Changes nothing."""
    return issued_secret(session, keys, TokenKind.FEED, attendee)


def new_feed(session: Session, actor: Actor, keys: tuple[str, ...], event: Event, attendee: Attendee) -> str:
    """A new feed address; an earlier one stops working at once."""
    live = exists().where(Token.attendee_id == attendee.id, Token.kind == TokenKind.FEED, Token.revoked_at.is_(None))
    if session.scalar(select(live)):
        revoke_links(session, actor, event, attendee, TokenKind.FEED)
    secret = attendee_secrets(session, keys, TokenKind.FEED, [attendee])[attendee.id]
    record(session, actor, event, "feed.made", changes_plan=False, attendee=attendee.public_id)
    return secret


def last_change(session: Session, event: Event) -> datetime:
    """When the event last changed. Every change is recorded, so no calendar of the event is newer than this."""
    latest = select(AuditEntry.at).where(AuditEntry.event_id == event.id).order_by(AuditEntry.id.desc()).limit(1)
    return session.scalar(latest) or event.created_at
