"""Secret links: organizers' one-time sign-in links, attendees' personal links and calendar feeds.

A link's secret is HMAC-SHA256(secret key, kind and nonce). Only the nonce and the secret's SHA-256 digest are stored:
the database alone does not reveal a working link, while the service can derive and show it again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import NotFoundError
from matchmaker.messages.texts.access import LINK_DEAD, LINK_USED
from matchmaker.models import Attendee, Event, Organizer, Token, TokenKind, now

SIGN_IN_LIFETIME = timedelta(hours=24)


def new_sign_in_link(session: Session, keys: tuple[str, ...], organizer: Organizer) -> str:
    """The secret of a link that signs this organizer in once, within SIGN_IN_LIFETIME."""
    return _issue(session, keys, TokenKind.SIGN_IN, organizer_id=organizer.id, lifetime=SIGN_IN_LIFETIME)


def use_sign_in_link(session: Session, secret: str) -> Organizer:
    """Use up the link. Call this only for a POST request: mail scanners open every link they find.

    Raises NotFoundError if it is unknown, used, revoked or expired.
    """
    token = _valid(session, TokenKind.SIGN_IN, secret)
    claimed = session.execute(update(Token).where(Token.id == token.id, Token.used_at.is_(None)).values(used_at=now()))
    if claimed.rowcount != 1:  # type: ignore[attr-defined]  # a CursorResult, which the stubs omit
        raise NotFoundError(LINK_USED())
    return session.get_one(Organizer, token.organizer_id)


def attendee_secrets(
    session: Session, keys: tuple[str, ...], kind: TokenKind, attendees: Sequence[Attendee]
) -> dict[int, str]:
    """attendee id -> secret of the current link of this kind; links are created where missing."""
    found = issued_secrets(session, keys, kind, attendees)
    for attendee in attendees:
        if attendee.id not in found:
            found[attendee.id] = _issue(session, keys, kind, attendee_id=attendee.id)
    return found


def attendee_by_secret(session: Session, kind: TokenKind, secret: str) -> Attendee:
    """The attendee whose link this is, in one query. Raises NotFoundError if it is unknown or revoked."""
    its_token = and_(Token.attendee_id == Attendee.id, Token.sha256 == _digest(secret), Token.kind == kind)
    attendee = session.scalar(select(Attendee).join(Token, its_token).where(Token.revoked_at.is_(None)))
    if attendee is None:
        raise NotFoundError(LINK_DEAD())
    return attendee


def issued_secret(session: Session, keys: tuple[str, ...], kind: TokenKind, attendee: Attendee) -> str | None:
    """The secret of the attendee's current link of this kind, if there is one."""
    return issued_secrets(session, keys, kind, [attendee]).get(attendee.id)


def issued_secrets(
    session: Session, keys: tuple[str, ...], kind: TokenKind, attendees: Sequence[Attendee]
) -> dict[int, str]:
    """attendee id -> secret of the current link of this kind, for those who have one."""
    ids = [attendee.id for attendee in attendees]
    tokens = session.scalars(
        select(Token).where(Token.kind == kind, Token.attendee_id.in_(ids), Token.revoked_at.is_(None))
    )
    derived = [(token.attendee_id, _rederive(keys, token)) for token in tokens]
    return {key: secret for key, secret in derived if key is not None and secret is not None}


def revoke_links(session: Session, actor: Actor, event: Event, attendee: Attendee, kind: TokenKind) -> None:
    """Revoke the attendee's links of this kind immediately; the next link will be a new one."""
    session.execute(
        update(Token)
        .where(Token.attendee_id == attendee.id, Token.kind == kind, Token.revoked_at.is_(None))
        .values(revoked_at=now())
    )
    record(session, actor, event, "link.revoked", changes_plan=False, attendee=attendee.public_id, kind=kind.value)


def _issue(
    session: Session,
    keys: tuple[str, ...],
    kind: TokenKind,
    *,
    organizer_id: int | None = None,
    attendee_id: int | None = None,
    lifetime: timedelta | None = None,
) -> str:
    nonce = secrets.token_bytes(32)
    secret = _derive(keys[0], kind, nonce)
    session.add(
        Token(
            kind=kind,
            nonce=nonce,
            sha256=_digest(secret),
            organizer_id=organizer_id,
            attendee_id=attendee_id,
            expires_at=now() + lifetime if lifetime else None,
        )
    )
    return secret


def _valid(session: Session, kind: TokenKind, secret: str) -> Token:
    token = session.scalar(select(Token).where(Token.sha256 == _digest(secret), Token.kind == kind))
    if token is None or token.revoked_at or token.used_at or (token.expires_at and token.expires_at < now()):
        raise NotFoundError(LINK_DEAD())
    return token


def _rederive(keys: tuple[str, ...], token: Token) -> str | None:
    """The token's secret; None if its key has been removed from the settings, so that a new link is needed."""
    candidates = (_derive(key, token.kind, token.nonce) for key in keys)
    return next((secret for secret in candidates if _digest(secret) == token.sha256), None)


def _derive(key: str, kind: TokenKind, nonce: bytes) -> str:
    mac = hmac.new(key.encode(), kind.value.encode() + b":" + nonce, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
