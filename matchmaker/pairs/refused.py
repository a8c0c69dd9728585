"""Pairs that must not meet."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import (
    Attendee,
    Event,
    Grade,
    PairRelation,
    Relation,
    Request,
)

Ids = tuple[int, int]


def refused_pairs(session: Session, event: Event) -> set[Ids]:
    """Pairs that must not meet: somebody's no-thanks, or the organizer's keep-apart."""
    said_no = session.execute(
        select(Request.attendee_id, Request.other_id)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == event.id, Request.grade == Grade.NO)
    )
    kept_apart = session.execute(
        select(PairRelation.a_id, PairRelation.b_id).where(
            PairRelation.event_id == event.id, PairRelation.relation == Relation.KEEP_APART
        )
    )
    return {(min(a, b), max(a, b)) for a, b in said_no} | {(a, b) for a, b in kept_apart}
