"""An attendee's answers, read as one value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, selectinload

from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeStatus,
    Block,
    Direction,
    Event,
    Grade,
    Request,
    Slot,
)
from matchmaker.schemas.answers import Answers, GoalDetails, RequestDetails
from matchmaker.text import identity

_GRADES = list(Grade)
_SlotRow = Row[int, int, datetime, datetime]
_RequestRow = Row[int, str, str, Grade]


def answers_of(session: Session, attendee: Attendee) -> Answers:
    """The attendee's current answers. A slot counts as away if any absence overlaps it.

    Requests for people who withdrew are stored but not included. Requests are ordered by grade, then by name.
    """
    slots = slots_of(session, attendee.event_id)
    return Answers(
        about=attendee.about,
        interests=tuple(link.interest.label for link in attendee.interests),
        seeks=_goals(attendee, Direction.SEEK),
        offers=_goals(attendee, Direction.OFFER),
        requests=tuple(RequestDetails(row.public_id, row.grade) for row in requests_of(session, attendee)),
        away=frozenset(slot.id for slot in slots if any(overlap(slot, absence) for absence in attendee.absences)),
        max_meetings=attendee.max_meetings,
    )


def blocks_with_slots(session: Session, event: Event) -> list[Block]:
    """The event's blocks and their slots in order of time, in two queries."""
    query = select(Block).where(Block.event_id == event.id).order_by(Block.day, Block.starts)
    return list(session.scalars(query.options(selectinload(Block.slots))))


def slots_of(session: Session, event_id: int) -> Sequence[_SlotRow]:
    """(id, block_id, starts_at, ends_at) of the event's slots in order of time."""
    query = select(Slot.id, Slot.block_id, Slot.starts_at, Slot.ends_at).where(Slot.event_id == event_id)
    return session.execute(query.order_by(Slot.starts_at)).all()


def requests_of(session: Session, attendee: Attendee) -> Sequence[_RequestRow]:
    """(other_id, public_id, grade) of the attendee's requests for people who still take part."""
    rows = session.execute(
        select(Request.other_id, Attendee.public_id, Attendee.name, Request.grade)
        .join(Attendee, Attendee.id == Request.other_id)
        .where(Request.attendee_id == attendee.id, Attendee.status != AttendeeStatus.WITHDRAWN)
    ).all()
    return sorted(rows, key=lambda row: (_GRADES.index(row.grade), identity(row.name), row.other_id))


def _goals(attendee: Attendee, direction: Direction) -> tuple[GoalDetails, ...]:
    return tuple(GoalDetails(goal.kind, goal.topic) for goal in attendee.goals if goal.direction is direction)


def overlap(slot: _SlotRow, absence: Absence) -> bool:
    return bool(slot.starts_at < absence.ends_at and absence.starts_at < slot.ends_at)
