"""A plan's meetings by person, by slot and by table; at most three queries, regardless of its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, AttendeeStatus, Meeting, MeetingTable, Plan, Seat


@dataclass(frozen=True)
class MeetingView:
    """A meeting with its two people; times are in UTC, `reasons` are data (`matchmaker.scoring.reason_sentences`)."""

    id: int
    starts_at: datetime
    ends_at: datetime
    table_name: str
    a: Attendee
    b: Attendee
    score: int
    reasons: list[Any]

    def partner_of(self, attendee: Attendee) -> Attendee:
        return self.b if attendee.id == self.a.id else self.a


@dataclass(frozen=True)
class PersonView:
    attendee: Attendee
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True)
class SlotView:
    starts_at: datetime
    ends_at: datetime
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True)
class TableView:
    name: str
    meetings: tuple[MeetingView, ...]


def meetings_of(session: Session, plan: Plan) -> list[MeetingView]:
    """The plan's meetings in time order, then by table, in the event's order of tables."""
    return _meetings(session, plan, _people(session, plan))


def by_person(session: Session, plan: Plan) -> list[PersonView]:
    """Everyone who took part when the plan was made, by name; people without meetings have an empty list."""
    people = _people(session, plan)
    theirs: dict[int, list[MeetingView]] = defaultdict(list)
    for meeting in _meetings(session, plan, people):
        theirs[meeting.a.id].append(meeting)
        theirs[meeting.b.id].append(meeting)
    return [PersonView(person, tuple(theirs[person.id])) for person in people.values()]


def by_slot(session: Session, plan: Plan) -> list[SlotView]:
    """The slots with meetings, in time order."""
    slots: dict[tuple[datetime, datetime], list[MeetingView]] = defaultdict(list)
    for meeting in meetings_of(session, plan):
        slots[meeting.starts_at, meeting.ends_at].append(meeting)
    return [SlotView(start, end, tuple(meetings)) for (start, end), meetings in slots.items()]


def by_table(session: Session, plan: Plan) -> list[TableView]:
    """The tables with meetings, in the event's order; tables that were removed come last, by name."""
    tables: dict[str, list[MeetingView]] = defaultdict(list)
    for meeting in meetings_of(session, plan):
        tables[meeting.table_name].append(meeting)
    return [TableView(name, tuple(tables[name])) for name in in_order(session, plan, tables.keys())]


def in_order(session: Session, plan: Plan, names: AbstractSet[str]) -> list[str]:
    """These names of the plan's tables in the event's order, also if a table has another name now.

    Tables that were removed come last, by name.
    """
    rows = session.execute(
        select(Meeting.table_name, MeetingTable.position, MeetingTable.id)
        .join(MeetingTable, MeetingTable.id == Meeting.table_id)
        .where(Meeting.plan_id == plan.id)
        .distinct()
    )
    order = {name: (position, key) for name, position, key in rows}
    return sorted(names & order.keys(), key=order.__getitem__) + sorted(names - order.keys())


def _meetings(session: Session, plan: Plan, people: dict[int, Attendee]) -> list[MeetingView]:
    rows = session.execute(
        select(
            Meeting.id,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.table_name,
            Meeting.a_id,
            Meeting.b_id,
            Meeting.score,
            Meeting.reasons,
        )
        .outerjoin(MeetingTable, MeetingTable.id == Meeting.table_id)
        .where(Meeting.plan_id == plan.id)
        # tables that were removed come last, on both databases
        .order_by(Meeting.starts_at, MeetingTable.position.is_(None), MeetingTable.position, Meeting.seat_number)
    )
    return [
        MeetingView(
            row.id,
            row.starts_at,
            row.ends_at,
            row.table_name,
            people[row.a_id],
            people[row.b_id],
            row.score,
            row.reasons,
        )
        for row in rows
    ]


def _people(session: Session, plan: Plan) -> dict[int, Attendee]:
    """By name: everyone who took part when the plan was made, by its figures; else who has not withdrawn or a seat."""
    seated = select(Seat.attendee_id).where(Seat.plan_id == plan.id)
    took_part = Attendee.status != AttendeeStatus.WITHDRAWN
    if plan.figures:
        took_part = Attendee.id.in_(plan.figures["without"])
    people = session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == plan.event_id,
            or_(took_part, Attendee.id.in_(seated)),
        )
        .order_by(Attendee.name, Attendee.id)
    )
    return {person.id: person for person in people}
