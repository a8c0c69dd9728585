"""Passwords and links admit the right people, one-time links once, and the database alone reveals no secret."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.access.links import (
    SIGN_IN_LIFETIME,
    _derive,
    attendee_by_secret,
    attendee_secrets,
    new_sign_in_link,
    revoke_links,
    use_sign_in_link,
)
from matchmaker.access.organizers import check_password, ensure_organizer, set_password
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.models import Organizer, Token, TokenKind, now
from tests.builders import an_attendee, an_event

KEYS = ("the key of today, long enough to be one",)
ROTATED = ("the key of tomorrow, long enough as well", *KEYS)


def an_organizer(session: Session) -> Organizer:
    return ensure_organizer(session, COMMAND_LINE, "Olga@Example.org", "Olga")


def test_an_address_belongs_to_one_organizer_in_any_spelling(session: Session) -> None:
    assert an_organizer(session) is ensure_organizer(session, COMMAND_LINE, "olga@example.ORG ", "Olga Again")


def test_only_the_right_password_signs_in(session: Session) -> None:
    organizer = an_organizer(session)
    set_password(session, COMMAND_LINE, organizer, "a long enough one")
    assert check_password(session, "olga@example.org", "a long enough one") is organizer
    assert check_password(session, "olga@example.org", "another long one") is None
    assert check_password(session, "nobody@example.org", "a long enough one") is None


def test_an_organizer_without_a_password_cannot_sign_in_with_one(session: Session) -> None:
    an_organizer(session)
    assert check_password(session, "olga@example.org", "") is None


def test_a_short_password_is_refused_at_its_field(session: Session) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        set_password(session, COMMAND_LINE, an_organizer(session), "short")
    assert [fault.location for fault in refusal.value.faults] == ["password"]


def test_a_sign_in_link_works_once(session: Session) -> None:
    organizer = an_organizer(session)
    secret = new_sign_in_link(session, KEYS, organizer)
    assert use_sign_in_link(session, secret) is organizer
    with pytest.raises(NotFoundError, match="no longer works"):
        use_sign_in_link(session, secret)


def test_a_sign_in_link_expires(session: Session) -> None:
    secret = new_sign_in_link(session, KEYS, an_organizer(session))
    later = now() + SIGN_IN_LIFETIME + timedelta(seconds=1)
    with time_machine.travel(later, tick=False), pytest.raises(NotFoundError):
        use_sign_in_link(session, secret)


def test_an_attendee_has_one_personal_link_that_can_be_shown_again(session: Session) -> None:
    attendee = an_attendee(session, an_event(session), "Ada")
    first = attendee_secrets(session, KEYS, TokenKind.PERSONAL, [attendee])
    assert attendee_secrets(session, KEYS, TokenKind.PERSONAL, [attendee]) == first
    assert attendee_by_secret(session, TokenKind.PERSONAL, first[attendee.id]) is attendee


def test_a_link_works_only_for_its_own_purpose(session: Session) -> None:
    attendee = an_attendee(session, an_event(session), "Ada")
    feed = attendee_secrets(session, KEYS, TokenKind.FEED, [attendee])[attendee.id]
    with pytest.raises(NotFoundError):
        attendee_by_secret(session, TokenKind.PERSONAL, feed)


def test_a_revoked_link_stops_working_and_the_next_one_is_new(session: Session) -> None:
    event = an_event(session)
    attendee = an_attendee(session, event, "Ada")
    old = attendee_secrets(session, KEYS, TokenKind.PERSONAL, [attendee])[attendee.id]
    revoke_links(session, COMMAND_LINE, event, attendee, TokenKind.PERSONAL)
    with pytest.raises(NotFoundError):
        attendee_by_secret(session, TokenKind.PERSONAL, old)
    assert attendee_secrets(session, KEYS, TokenKind.PERSONAL, [attendee])[attendee.id] != old


def test_links_survive_a_key_rotation(session: Session) -> None:
    attendee = an_attendee(session, an_event(session), "Ada")
    before = attendee_secrets(session, KEYS, TokenKind.PERSONAL, [attendee])
    assert attendee_secrets(session, ROTATED, TokenKind.PERSONAL, [attendee]) == before


def test_the_database_alone_does_not_reveal_the_secret(session: Session) -> None:
    secret = new_sign_in_link(session, KEYS, an_organizer(session))
    session.flush()
    token = session.scalars(select(Token)).one()
    assert secret not in (token.sha256, token.nonce.hex())
    assert _derive("a wrong key", token.kind, token.nonce) != secret
