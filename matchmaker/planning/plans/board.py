"""A day of a plan as a board: slots across, tables or people down; only the rows of one page are read."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from matchmaker.event.meeting_limits import MeetingLimits, meeting_limits
from matchmaker.local_time import local
from matchmaker.models import Attendee, AttendeeStatus, Event, Grade, Group, Meeting, MeetingTable, Plan, Request, Seat
from matchmaker.pages import Page, page_of
from matchmaker.text import identity

ROWS = 25
"""Tables or people on a page."""


class Show(enum.StrEnum):
    """Which rows: all, those with room for more, people with unmet wishes, or people below their minimum."""

    ALL = "all"
    FREE = "free"
    UNMET = "unmet"
    BELOW = "below"


@dataclass(frozen=True)
class Column:
    """A slot; `slot_id` is None for a time at which the plan has meetings and the agenda no slot any more."""

    starts_at: datetime
    ends_at: datetime
    slot_id: int | None


@dataclass(frozen=True)
class BoardMeeting:
    """A meeting on the board; `a` and `b` are ids of attendees."""

    id: int
    a: int
    b: int
    a_name: str
    b_name: str
    starts_at: datetime
    table_id: int | None
    table_name: str
    score: int
    pinned: bool

    def partner_of(self, person: int) -> str:
        return self.b_name if person == self.a else self.a_name


@dataclass(frozen=True)
class Row:
    """A table or a person; `meetings` by start."""

    key: int
    name: str
    detail: str
    meetings: Mapping[datetime, Sequence[BoardMeeting]]
    count: int
    below: bool = False


def days_of(session: Session, event: Event, plan: Plan) -> dict[date, list[Column]]:
    """The columns of each day, in the order of their times."""
    slots = {slot.starts_at: Column(slot.starts_at, slot.ends_at, slot.id) for slot in event.slots}
    former = session.execute(
        select(Meeting.starts_at, func.max(Meeting.ends_at))
        .where(Meeting.plan_id == plan.id)
        .group_by(Meeting.starts_at)
    )
    columns = {start: Column(start, end, None) for start, end in former} | slots
    days: dict[date, list[Column]] = {}
    for start in sorted(columns):
        days.setdefault(local(start, event.timezone).date(), []).append(columns[start])
    return days


def table_rows(
    session: Session, event: Event, plan: Plan, columns: Sequence[Column], *, search: str, show: Show, page: int
) -> Page[Row]:
    """Tables by their order. A search finds the name of a table, or of a person who meets there on this day."""
    tables = session.execute(
        select(MeetingTable.id, MeetingTable.name, MeetingTable.capacity)
        .where(MeetingTable.event_id == event.id)
        .order_by(MeetingTable.position, MeetingTable.id)
    ).all()
    held = _held(session, plan, columns)
    if search:
        wanted = identity(search)
        there = _tables_of_people(session, event, plan, columns, wanted)
        tables = [row for row in tables if wanted in identity(row.name) or row.id in there]
    if show is Show.FREE:
        tables = [row for row in tables if held[row.id] < row.capacity * len(columns)]
    found = page_of(tables, page, ROWS)
    meetings = _meetings(session, plan, columns, Meeting.table_id.in_([row.id for row in found.rows]))
    return found.with_rows([_table_row(row.id, row.name, meetings, held) for row in found.rows])


def _table_row(key: int, name: str, meetings: Iterable[BoardMeeting], held: Counter[int]) -> Row:
    return Row(key, name, "", _by_start(meeting for meeting in meetings if meeting.table_id == key), held[key])


def person_rows(
    session: Session, event: Event, plan: Plan, columns: Sequence[Column], *, search: str, show: Show, page: int
) -> Page[Row]:
    """Everybody who takes part or has a meeting, by name; meetings are counted on all days."""
    counts = meeting_counts(session, plan)
    people = [one for one in people_of(session, event) if one.takes_part or counts[one.id]]
    if search:
        wanted = identity(search)
        people = [one for one in people if wanted in identity(f"{one.name} {one.organisation}")]
    if show is Show.BELOW:
        people = [one for one in people if counts[one.id] < one.limits.least]
    elif show is Show.FREE:
        people = [one for one in people if counts[one.id] < _room(one, len(event.slots))]
    elif show is Show.UNMET:
        unmet = unmet_wishes(session, plan)
        people = [one for one in people if one.id in unmet]
    found = page_of(people, page, ROWS)
    ids = [one.id for one in found.rows]
    meetings = _meetings(session, plan, columns, or_(Meeting.a_id.in_(ids), Meeting.b_id.in_(ids)))
    return found.with_rows([_person_row(one, meetings, counts) for one in found.rows])


def _room(one: BoardPerson, slots: int) -> int:
    """The largest number of meetings that the person could have."""
    return slots if one.limits.most is None else min(slots, one.limits.most)


@dataclass(frozen=True)
class BoardPerson:
    id: int
    name: str
    organisation: str
    takes_part: bool
    limits: MeetingLimits


def people_of(session: Session, event: Event) -> list[BoardPerson]:
    """All attendees by name, with the limits that apply to them; one query."""
    rows = session.execute(
        select(
            Attendee.id,
            Attendee.name,
            Attendee.organisation,
            Attendee.status,
            Attendee.min_meetings,
            Attendee.max_meetings,
            Group.min_meetings.label("group_min"),
            Group.max_meetings.label("group_max"),
        )
        .outerjoin(Group, Group.id == Attendee.group_id)
        .where(Attendee.event_id == event.id)
        .order_by(Attendee.name, Attendee.id)
    )
    return [
        BoardPerson(
            row.id,
            row.name,
            row.organisation,
            row.status is not AttendeeStatus.WITHDRAWN,
            meeting_limits(event, (row.min_meetings, row.max_meetings), (row.group_min, row.group_max)),
        )
        for row in rows
    ]


def meeting_counts(session: Session, plan: Plan) -> Counter[int]:
    """attendee id -> number of meetings in the plan; one query."""
    rows = session.execute(
        select(Seat.attendee_id, func.count()).where(Seat.plan_id == plan.id).group_by(Seat.attendee_id)
    )
    return Counter({table: count for table, count in rows if table is not None})


def unmet_wishes(session: Session, plan: Plan) -> set[int]:
    """Ids of the people who asked for a meeting that the plan does not hold."""
    met = set()
    for a, b in session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id)):
        met |= {(a, b), (b, a)}
    rows = session.execute(
        select(Request.attendee_id, Request.other_id)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == plan.event_id, Request.grade != Grade.NO)
    )
    return {asking for asking, asked in rows if (asking, asked) not in met}


def board_meeting(session: Session, plan: Plan, meeting_id: int) -> BoardMeeting | None:
    """The meeting with this id, if it is in the plan."""
    return next(iter(_meetings(session, plan, None, Meeting.id == meeting_id)), None)


def _person_row(one: BoardPerson, meetings: Iterable[BoardMeeting], counts: Counter[int]) -> Row:
    theirs = _by_start(meeting for meeting in meetings if one.id in (meeting.a, meeting.b))
    return Row(one.id, one.name, one.organisation, theirs, counts[one.id], below=counts[one.id] < one.limits.least)


def _by_start(meetings: Iterable[BoardMeeting]) -> dict[datetime, list[BoardMeeting]]:
    found: dict[datetime, list[BoardMeeting]] = {}
    for meeting in meetings:
        found.setdefault(meeting.starts_at, []).append(meeting)
    return found


def _meetings(
    session: Session, plan: Plan, columns: Sequence[Column] | None, where: ColumnElement[bool]
) -> list[BoardMeeting]:
    a, b = aliased(Attendee), aliased(Attendee)
    query = (
        select(
            Meeting.id,
            Meeting.a_id,
            Meeting.b_id,
            a.name.label("a_name"),
            b.name.label("b_name"),
            Meeting.starts_at,
            Meeting.table_id,
            Meeting.table_name,
            Meeting.score,
            Meeting.pinned,
        )
        .join(a, a.id == Meeting.a_id)
        .join(b, b.id == Meeting.b_id)
        .where(Meeting.plan_id == plan.id, where)
        .order_by(Meeting.starts_at, Meeting.seat_number)
    )
    if columns is not None:
        query = query.where(Meeting.starts_at.in_([column.starts_at for column in columns]))
    return [
        BoardMeeting(
            row.id,
            row.a_id,
            row.b_id,
            row.a_name,
            row.b_name,
            row.starts_at,
            row.table_id,
            row.table_name,
            row.score,
            row.pinned,
        )
        for row in session.execute(query)
    ]


def _held(session: Session, plan: Plan, columns: Sequence[Column]) -> Counter[int]:
    """table id -> number of meetings on this day."""
    rows = session.execute(
        select(Meeting.table_id, func.count())
        .where(Meeting.plan_id == plan.id, Meeting.starts_at.in_([column.starts_at for column in columns]))
        .group_by(Meeting.table_id)
    )
    return Counter({table: count for table, count in rows if table is not None})


def _tables_of_people(session: Session, event: Event, plan: Plan, columns: Sequence[Column], wanted: str) -> set[int]:
    """Ids of the tables at which a person of that name meets on this day."""
    people = {one.id for one in people_of(session, event) if wanted in identity(one.name)}
    rows = session.execute(
        select(Meeting.table_id, Meeting.a_id, Meeting.b_id).where(
            Meeting.plan_id == plan.id, Meeting.starts_at.in_([column.starts_at for column in columns])
        )
    )
    return {table for table, a, b in rows if table is not None and (a in people or b in people)}
