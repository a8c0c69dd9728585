"""The latest answers, for the organizer's live view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, AttendeeInterest, AttendeeStatus, Event, Goal, Grade, Request


@dataclass(frozen=True)
class AnswerCounts:
    """Counts of one person's answers: interests, goals sought or offered, requests except no-thanks."""

    attendee: Attendee
    at: datetime
    interests: int
    goals: int
    wishes: int


def latest_answers(session: Session, event: Event, most: int = 50) -> list[AnswerCounts]:
    """The newest answers of people who take part, in four queries. No-thanks are confidential and not counted."""
    query = (
        select(Attendee)
        .where(
            Attendee.event_id == event.id,
            Attendee.answered_at.is_not(None),
            Attendee.status != AttendeeStatus.WITHDRAWN,
        )
        .order_by(Attendee.answered_at.desc(), Attendee.id.desc())
        .limit(most)
    )
    people = list(session.scalars(query))
    ids = [person.id for person in people]
    interests = _counts(session, AttendeeInterest.attendee_id, ids)
    goals = _counts(session, Goal.attendee_id, ids)
    wishes = _counts(session, Request.attendee_id, ids, Request.grade != Grade.NO)
    return [
        AnswerCounts(
            person, person.answered_at, interests.get(person.id, 0), goals.get(person.id, 0), wishes.get(person.id, 0)
        )
        for person in people
        if person.answered_at
    ]


def _counts(session: Session, owner: Any, ids: list[int], *conditions: Any) -> dict[int, int]:
    """attendee id -> number of rows."""
    query = select(owner, func.count()).where(owner.in_(ids), *conditions).group_by(owner)
    return dict(session.execute(query).all())
