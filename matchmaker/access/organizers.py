"""Organizers and their passwords."""

from __future__ import annotations

import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import InvalidInputError
from matchmaker.messages.texts.access import PASSWORD_EASY_TO_GUESS, PASSWORD_TOO_SHORT
from matchmaker.models import Organizer
from matchmaker.text import identity, normalise

MINIMUM_PASSWORD_LENGTH = 10
_LEAST_SCORE = 3
"""Of 4: at least a hundred million guesses."""
_JUDGED = 72
"""zxcvbn takes no more characters; a longer password is judged by its beginning."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_DUMMY_HASH = _HASHER.hash(secrets.token_urlsafe(16))


def ensure_organizer(session: Session, actor: Actor, email: str, name: str) -> Organizer:
    """The organizer with this address, created if there is none."""
    organizer = find_organizer(session, email)
    if organizer is None:
        organizer = Organizer(email=normalise(email), email_key=identity(email), name=normalise(name))
        session.add(organizer)
        record(session, actor, None, "organizer.added", changes_plan=False, email=organizer.email)
    return organizer


def find_organizer(session: Session, email: str) -> Organizer | None:
    return session.scalar(select(Organizer).where(Organizer.email_key == identity(email)))


def set_password(session: Session, actor: Actor, organizer: Organizer, password: str) -> None:
    """Raises InvalidInputError for a password that is too short or easy to guess."""
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        raise InvalidInputError.at("password", PASSWORD_TOO_SHORT(least=MINIMUM_PASSWORD_LENGTH))
    if _is_easy_to_guess(password, organizer):
        raise InvalidInputError.at("password", PASSWORD_EASY_TO_GUESS())
    organizer.password_hash = _HASHER.hash(password)
    record(session, actor, None, "organizer.password_set", changes_plan=False, email=organizer.email)


def _is_easy_to_guess(password: str, organizer: Organizer) -> bool:
    """Whether it is common, or made of common words, rows of keys, years, or the organizer's own address and name.

    Source: D. L. Wheeler, zxcvbn: Low-Budget Password Strength Estimation, USENIX Security 2016.
    """
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # its lists are needed only here

    own = [organizer.email, *re.split(r"[\W_]+", f"{organizer.email} {organizer.name}")]
    found = zxcvbn(password[:_JUDGED], user_inputs=[word for word in own if word])
    return int(found["score"]) < _LEAST_SCORE


def check_password(session: Session, email: str, password: str) -> Organizer | None:
    """The organizer if the password is right. Takes as long for an unknown address as for a known one."""
    organizer = find_organizer(session, email)
    stored = organizer.password_hash if organizer and organizer.password_hash else _DUMMY_HASH
    try:
        _HASHER.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return organizer if stored is not _DUMMY_HASH else None
