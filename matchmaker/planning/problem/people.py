"""The attendees as the solver's people: availability, meeting limits and booth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, select, true
from sqlalchemy.orm import Session

from matchmaker.event.meeting_limits import meeting_limits
from matchmaker.models import Absence, Attendee, AttendeeStatus, Event, Group
from matchmaker.planning.problem.ids import attendee_id, table_id
from matchmaker.planning.problem.slots_and_tables import Interval, Timeline
from solver import Person


def read_people(
    session: Session, event: Event, timeline: Timeline, only: Collection[int] | None = None
) -> tuple[Person, ...]:
    """Everyone who has not withdrawn; with `only`, those of them with these ids."""
    chosen = true() if only is None else Attendee.id.in_(only)
    rows = session.execute(
        select(
            Attendee.id,
            Attendee.table_id,
            Attendee.min_meetings,
            Attendee.max_meetings,
            Group.min_meetings.label("group_min"),
            Group.max_meetings.label("group_max"),
        )
        .outerjoin(Group, Group.id == Attendee.group_id)
        .where(Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN, chosen)
        .order_by(Attendee.id)
    ).all()
    away = _absences(session, event, chosen)
    return tuple(_person(event, row, timeline.outside(away[row.id])) for row in rows)


def _absences(session: Session, event: Event, chosen: ColumnElement[bool]) -> dict[int, list[Interval]]:
    away: dict[int, list[Interval]] = defaultdict(list)
    for row in session.execute(
        select(Absence.attendee_id, Absence.starts_at, Absence.ends_at)
        .join(Attendee, Attendee.id == Absence.attendee_id)
        .where(Attendee.event_id == event.id, chosen)
    ):
        away[row.attendee_id].append((row.starts_at, row.ends_at))
    return away


def _person(event: Event, row: Row[*tuple[Any, ...]], available: tuple[str, ...] | None) -> Person:
    limits = meeting_limits(event, (row.min_meetings, row.max_meetings), (row.group_min, row.group_max))
    return Person(
        id=attendee_id(row.id),
        available=available,
        min_meetings=limits.least if limits.most is None else min(limits.least, limits.most),
        max_meetings=limits.most,
        max_consecutive=event.max_consecutive,
        table=table_id(row.table_id) if row.table_id else None,
    )
