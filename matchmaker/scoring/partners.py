"""A person's best partners, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.models import Attendee, AttendeeStatus, PairScore
from matchmaker.scoring.reason_sentences import reason_message


@dataclass(frozen=True)
class Partner:
    """A person's possible partner: the pair's score and its reasons, in sentences addressed to that person."""

    attendee: Attendee
    score: int
    reasons: Sequence[dict[str, Any]]
    sentences: Sequence[Message]


def pair_reasons(session: Session, a: Attendee, b: Attendee) -> PairScore | None:
    """The pair's score and reasons, in either order; None if it was not scored."""
    return session.get(PairScore, (min(a.id, b.id), max(a.id, b.id)))


def top_partners(session: Session, attendee: Attendee, limit: int = 10) -> list[Partner]:
    """The attendee's best partners as of the last scoring, best first; one query."""
    other = case((PairScore.a_id == attendee.id, PairScore.b_id), else_=PairScore.a_id)
    query = (
        select(PairScore, Attendee)
        .join(Attendee, Attendee.id == other)
        .where(
            or_(PairScore.a_id == attendee.id, PairScore.b_id == attendee.id),
            Attendee.status != AttendeeStatus.WITHDRAWN,
        )
        .order_by(PairScore.score.desc(), Attendee.id)
        .limit(limit)
    )
    return [_partner(attendee, pair, other) for pair, other in session.execute(query)]


def _partner(attendee: Attendee, pair: PairScore, other: Attendee) -> Partner:
    viewer: Literal["a", "b"] = "a" if pair.a_id == attendee.id else "b"
    names = (attendee.name, other.name) if viewer == "a" else (other.name, attendee.name)
    sentences = [reason_message(reason, viewer, *names) for reason in pair.reasons]
    return Partner(other, pair.score, pair.reasons, sentences)
