"""The meetings of a plan that cannot take place by today's data, and why.

A plan is judged as a whole: by the people who take part, their absences and limits, the slots, the tables, and who may
meet whom. That somebody answered no thanks is never said: it is one of several things for which there is one sentence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session

from matchmaker.event.meeting_limits import meeting_limits
from matchmaker.messages import Message
from matchmaker.messages.texts import broken as texts
from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeStatus,
    Closure,
    Event,
    Group,
    Meeting,
    MeetingTable,
    PairRelation,
    Plan,
    Relation,
    Slot,
)
from matchmaker.pairs.eligibility import employer_key, no_thanks_pairs
from matchmaker.pairs.meeting_rules import event_allowed_blocks
from matchmaker.pairs.relations import Ids, pairs_by_relation
from matchmaker.planning.problem.ids import attendee_id

Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class BrokenMeeting:
    """`a` and `b`: ids of the two people, the smaller first; times in UTC. `reason` holds the solver's ids of people.

    `limit`: it is only more than a limit allows, which an organizer may have decided by hand.
    """

    meeting_id: int
    a: int
    b: int
    starts_at: datetime
    table_name: str
    reason: Message
    limit: bool = False


def broken_meetings(session: Session, event: Event, plan: Plan, of: Attendee | None = None) -> list[BrokenMeeting]:
    """The plan's meetings that cannot take place, in the order of their times, each with its first reason.

    `of`: only this attendee's. Full tables and partners' limits go unnoticed then: judging them takes all meetings.
    A constant number of queries.
    """
    query = (
        select(
            Meeting.id,
            Meeting.a_id,
            Meeting.b_id,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.table_id,
            Meeting.table_name,
        )
        .where(Meeting.plan_id == plan.id)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    if of is not None:
        query = query.where(or_(Meeting.a_id == of.id, Meeting.b_id == of.id))
    rows = session.execute(query).all()
    today = _Today(session, event, None if of is None else {who for row in rows for who in (row.a_id, row.b_id)})
    return [
        BrokenMeeting(row.id, row.a_id, row.b_id, row.starts_at, row.table_name, reason, limit=limit)
        for row, reason, limit in today.judged(rows)
    ]


def summary_of(broken: Iterable[BrokenMeeting]) -> Message | None:
    """`4 meetings fall away: Anna Novák withdrew (3) and Table 7 is closed at Tue 11 May, 09:00 (1).` None if none."""
    found = list(broken)
    reasons = Counter(one.reason for one in found)
    counted = [texts.COUNTED(reason=reason, count=count) for reason, count in reasons.most_common()]
    return texts.FALL_AWAY(count=len(found), reasons=counted) if found else None


class _Today:
    """The event as it is now, indexed as the questions need it; `ids`: the people asked about, None for everybody."""

    def __init__(self, session: Session, event: Event, ids: Collection[int] | None) -> None:
        self._event = event
        self._zone = {"zone": event.timezone}
        asked = Attendee.event_id == event.id if ids is None else Attendee.id.in_(ids)
        self._people = _people(session, event, asked)
        self._away = _intervals(
            session.execute(
                select(Absence.attendee_id, Absence.starts_at, Absence.ends_at)
                .join(Attendee, Attendee.id == Absence.attendee_id)
                .where(asked)
            )
        )
        slots = session.execute(select(Slot.starts_at, Slot.ends_at, Slot.block_id).where(Slot.event_id == event.id))
        self._slots = {row.starts_at: row for row in slots}
        tables = session.execute(
            select(MeetingTable.id, MeetingTable.capacity, MeetingTable.reserved).where(
                MeetingTable.event_id == event.id
            )
        )
        self._tables = {row.id: row for row in tables}
        self._closed = _intervals(
            session.execute(
                select(Closure.table_id, Closure.starts_at, Closure.ends_at)
                .join(MeetingTable, MeetingTable.id == Closure.table_id)
                .where(MeetingTable.event_id == event.id)
            )
        )
        self._relations = pairs_by_relation(session, event)
        self._no_thanks = no_thanks_pairs(session, event)
        self._agreed = _agreements(session, event)
        self._allowed = event_allowed_blocks(session, event)

    def judged(self, rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[tuple[Row[*tuple[Any, ...]], Message, bool]]:
        """Each row that is broken, with the reason, and whether it only passes a limit."""
        seated: Counter[tuple[int, datetime]] = Counter()
        held: Counter[int] = Counter()
        for row in rows:
            reason = self._reason(row) or self._full(row, seated)
            if reason is not None:
                yield row, reason, False
                continue
            seated[row.table_id, row.starts_at] += 1
            held.update((row.a_id, row.b_id))
            passed = self._over_limit(row, held)
            if passed is not None:
                yield row, passed, True

    def _reason(self, row: Row[*tuple[Any, ...]]) -> Message | None:
        questions = (self._people_gone, self._slot_gone, self._table_gone, self._apart, self._elsewhere)
        return next((reason for question in questions if (reason := question(row)) is not None), None)

    def _people_gone(self, row: Row[*tuple[Any, ...]]) -> Message | None:
        for who in (row.a_id, row.b_id):
            if self._people[who].status is AttendeeStatus.WITHDRAWN:
                return texts.WITHDREW(person=attendee_id(who))
            if _touches(self._away.get(who, ()), row.starts_at, row.ends_at):
                return texts.AWAY(person=attendee_id(who))
        return None

    def _slot_gone(self, row: Row[*tuple[Any, ...]]) -> Message | None:
        slot = self._slots.get(row.starts_at)
        if slot is None:
            return texts.SLOT_GONE(at=row.starts_at, **self._zone)
        return None if slot.ends_at == row.ends_at else texts.SLOT_CHANGED(at=row.starts_at, **self._zone)

    def _table_gone(self, row: Row[*tuple[Any, ...]]) -> Message | None:
        table = self._tables.get(row.table_id)
        if table is None:
            return texts.TABLE_GONE(table_name=row.table_name)
        if _touches(self._closed.get(row.table_id, ()), row.starts_at, row.ends_at):
            return texts.TABLE_CLOSED(table_name=row.table_name, at=row.starts_at, **self._zone)
        owner = next((who for who in (row.a_id, row.b_id) if self._people[who].table_id is not None), None)
        if owner is not None and self._people[owner].table_id != row.table_id:
            return texts.OWN_TABLE(person=attendee_id(owner))
        return texts.TABLE_RESERVED(table_name=row.table_name) if table.reserved and owner is None else None

    def _apart(self, row: Row[*tuple[Any, ...]]) -> Message | None:
        ids, agreed = (row.a_id, row.b_id), (row.a_id, row.b_id) in self._agreed
        if ids in self._relations[Relation.KEEP_APART]:
            return texts.KEPT_APART(a=attendee_id(row.a_id), b=attendee_id(row.b_id))
        if ids in self._no_thanks or (not agreed and self._not_eligible(ids)):
            return texts.MAY_NOT_MEET()
        groups = (self._people[who].group_id for who in ids)
        if not agreed and self._slots[row.starts_at].block_id not in self._allowed.between(*groups):
            return texts.BLOCK_NOT_OPEN(at=row.starts_at, **self._zone)
        return None

    def _not_eligible(self, ids: Ids) -> bool:
        """Whether the event keeps them apart as colleagues, or because they have met before."""
        if not self._event.met_before_may_meet and ids in self._relations[Relation.MET_BEFORE]:
            return True
        one, other = (
            employer_key(self._people[who].organisation, colleagues_may_meet=self._event.colleagues_may_meet)
            for who in ids
        )
        return bool(one) and one == other

    def _elsewhere(self, row: Row[*tuple[Any, ...]]) -> Message | None:
        slot, table = self._agreed.get((row.a_id, row.b_id), (None, None))
        here = slot in (None, row.starts_at) and table in (None, row.table_id)
        return None if here else texts.AGREED_ELSEWHERE()

    def _full(self, row: Row[*tuple[Any, ...]], seated: Mapping[tuple[int, datetime], int]) -> Message | None:
        if seated[row.table_id, row.starts_at] < self._tables[row.table_id].capacity:
            return None
        return texts.TABLE_FULL(table_name=row.table_name)

    def _over_limit(self, row: Row[*tuple[Any, ...]], held: Mapping[int, int]) -> Message | None:
        for who in (row.a_id, row.b_id):
            most = self._people[who].most
            if most is not None and held[who] > most:
                return texts.OVER_LIMIT(person=attendee_id(who), most=most)
        return None


@dataclass(frozen=True)
class _Person:
    status: AttendeeStatus
    group_id: int | None
    table_id: int | None
    organisation: str
    most: int | None


def _people(session: Session, event: Event, asked: ColumnElement[bool]) -> dict[int, _Person]:
    rows = session.execute(
        select(
            Attendee.id,
            Attendee.status,
            Attendee.group_id,
            Attendee.table_id,
            Attendee.organisation,
            Attendee.max_meetings,
            Group.max_meetings.label("group_max"),
        )
        .outerjoin(Group, Group.id == Attendee.group_id)
        .where(asked)
    )
    return {
        row.id: _Person(
            row.status,
            row.group_id,
            row.table_id,
            row.organisation,
            meeting_limits(event, (None, row.max_meetings), (None, row.group_max)).most,
        )
        for row in rows
    }


def _intervals(rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[int, list[Interval]]:
    found: dict[int, list[Interval]] = defaultdict(list)
    for key, starts_at, ends_at in rows:
        found[key].append((starts_at, ends_at))
    return found


def _touches(intervals: Collection[Interval], start: datetime, end: datetime) -> bool:
    """Whether one of the intervals overlaps this time; most people and tables have none."""
    return bool(intervals) and any(one < end and start < other for one, other in intervals)


def _agreements(session: Session, event: Event) -> dict[Ids, tuple[datetime | None, int | None]]:
    """The agreed pairs, with the start and the table of their meeting, where those are agreed too."""
    rows = session.execute(
        select(PairRelation.a_id, PairRelation.b_id, Slot.starts_at, PairRelation.table_id)
        .outerjoin(Slot, Slot.id == PairRelation.slot_id)
        .where(PairRelation.event_id == event.id, PairRelation.relation == Relation.AGREED)
    )
    return {(a, b): (starts_at, table) for a, b, starts_at, table in rows}
