"""Rate limit of sign-in attempts, counted in the database so that it holds across processes and restarts."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from matchmaker.errors import TooManyAttemptsError
from matchmaker.messages.texts.access import TOO_MANY_ATTEMPTS
from matchmaker.models import SignInAttempt, now

WINDOW = timedelta(minutes=5)
LIMIT = 10


def count_attempt(session: Session, *keys: str) -> None:
    """Count one attempt under each key (`address 192.0.2.1`, `account ann@example.org`).

    Raises TooManyAttemptsError, counting nothing, if one of them has had LIMIT attempts within WINDOW.
    """
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now() - WINDOW))
    digests = [hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest() for key in keys]
    counts = session.execute(
        select(func.count()).where(SignInAttempt.key.in_(digests)).group_by(SignInAttempt.key)
    ).scalars()
    if max(counts, default=0) >= LIMIT:
        minutes = int(WINDOW.total_seconds() // 60)
        raise TooManyAttemptsError(TOO_MANY_ATTEMPTS(limit=LIMIT, count=minutes))
    session.add_all(SignInAttempt(key=digest) for digest in digests)


def reset_attempts(session: Session, key: str) -> None:
    """Restart the count after a success."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    session.execute(delete(SignInAttempt).where(SignInAttempt.key == digest))
