"""Where a meeting of two people can go in a plan: every slot at every table, or why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.messages.texts.edits import (
    AGREED_AT,
    AGREED_FOR,
    AWAY,
    BUSY,
    CLOSED,
    FULL,
    NOT_LISTED,
    OUTSIDE_THEIR_SLOTS,
    OWN_TABLE,
    RESERVED,
    WITHDRAWN,
)
from matchmaker.models import Event, Meeting, Plan
from matchmaker.pairs.relations import Ids
from matchmaker.planning.edits.placed import Placed
from matchmaker.planning.problem.ids import attendee_id, key_of
from matchmaker.planning.problem.pairs import pairs_among
from matchmaker.planning.problem.people import read_people
from matchmaker.planning.problem.slots_and_tables import Timeline, read_tables, read_timeline
from solver import Pair, Person, Table

Occupied = Mapping[tuple[int | None, datetime], int]
"""Meetings by table's id and start."""


@dataclass(frozen=True)
class Places:
    """For one pair: what speaks against each slot, each table, and each table in a slot; keys are ids of rows."""

    timeline: Timeline
    tables: tuple[Table, ...]
    against_slot: Mapping[int, Message]
    against_table: Mapping[int, Message]
    occupied: Occupied

    def against(self, slot: int, table: int) -> Message | None:
        """Why the meeting cannot be in this slot at this table; None if it can."""
        return self.against_slot.get(slot) or self.against_table.get(table) or self._taken(slot, table)

    def first(self, slot: int | None = None, table: int | None = None) -> tuple[int, int] | None:
        """The earliest slot with a table that suits, and its first table; with `slot` or `table`, only those."""
        for at in self._starts if slot is None else (slot,):
            for where in self._tables if table is None else (table,):
                if self.against(at, where) is None:
                    return at, where
        return None

    @cached_property
    def _starts(self) -> dict[int, datetime]:
        return {key_of(slot.id): start for slot, start in zip(self.timeline.slots, self.timeline.starts, strict=True)}

    @cached_property
    def _tables(self) -> dict[int, Table]:
        return {key_of(table.id): table for table in self.tables}

    def _taken(self, slot: int, table: int) -> Message | None:
        found = self._tables[table]
        if found.slots is not None and f"s{slot}" not in found.slots:
            return CLOSED(table=found.id)
        if self.occupied.get((table, self._starts[slot]), 0) >= found.capacity:
            return FULL(table=found.id)
        return None


def places_of(session: Session, event: Event, plan: Plan, ids: Ids, moving: Meeting | None = None) -> Places:
    """The places for a meeting of these two people in the plan; `moving`: their meeting that would leave its place."""
    timeline = read_timeline(session, event)
    tables = read_tables(session, event, timeline)
    people = {person.id: person for person in read_people(session, event, timeline, only=ids)}
    pair = pairs_among(session, event, timeline, {ids}).get(ids)
    if pair is None and moving is not None:
        pair = Pair(attendee_id(ids[0]), attendee_id(ids[1]))
    return Places(
        timeline,
        tables,
        _against_slots(timeline, ids, pair, people, _others(session, plan, ids, moving)),
        _against_tables(tables, ids, pair, people),
        _occupied(session, plan, moving),
    )


def _others(session: Session, plan: Plan, ids: Ids, moving: Meeting | None) -> list[Placed]:
    """The other meetings of the two."""
    rows = session.scalars(
        select(Meeting).where(Meeting.plan_id == plan.id, or_(Meeting.a_id.in_(ids), Meeting.b_id.in_(ids)))
    )
    return [Placed.of(row) for row in rows if moving is None or row.id != moving.id]


def _occupied(session: Session, plan: Plan, moving: Meeting | None) -> Occupied:
    rows = session.execute(
        select(Meeting.table_id, Meeting.starts_at, func.count(Meeting.id))
        .where(Meeting.plan_id == plan.id, Meeting.id != (moving.id if moving else 0))
        .group_by(Meeting.table_id, Meeting.starts_at)
    )
    return {(table, start): count for table, start, count in rows}


def _against_slots(
    timeline: Timeline, ids: Ids, pair: Pair | None, people: Mapping[str, Person], others: list[Placed]
) -> dict[int, Message]:
    found = {}
    for slot, start, end in zip(timeline.slots, timeline.starts, timeline.ends, strict=True):
        reason = _against_slot(slot.id, ids, pair, people) or _busy(ids, others, start, end)
        if reason is not None:
            found[key_of(slot.id)] = reason
    return found


def _against_slot(slot: str, ids: Ids, pair: Pair | None, people: Mapping[str, Person]) -> Message | None:
    if pair is None:
        return NOT_LISTED(a=attendee_id(ids[0]), b=attendee_id(ids[1]))
    for who in map(attendee_id, ids):
        if who not in people:
            return WITHDRAWN(person=who)
        available = people[who].available
        if available is not None and slot not in available:
            return AWAY(person=who)
    if pair.fixed is not None and pair.fixed.slot not in (None, slot):
        return AGREED_FOR(slot=pair.fixed.slot)
    return OUTSIDE_THEIR_SLOTS() if pair.slots is not None and slot not in pair.slots else None


def _busy(ids: Ids, others: list[Placed], start: datetime, end: datetime) -> Message | None:
    for other in others:
        if other.starts_at < end and start < other.ends_at:
            who = next(key for key in ids if key in other.ids)
            return BUSY(person=attendee_id(who), other=attendee_id(other.b if who == other.a else other.a))
    return None


def _against_tables(
    tables: tuple[Table, ...], ids: Ids, pair: Pair | None, people: Mapping[str, Person]
) -> dict[int, Message]:
    fixed = pair.fixed.table if pair is not None and pair.fixed is not None else None
    owners = [people[who] for who in map(attendee_id, ids) if who in people and people[who].table is not None]
    found = {}
    for table in tables:
        reason = _against_table(table, fixed, owners)
        if reason is not None:
            found[key_of(table.id)] = reason
    return found


def _against_table(table: Table, fixed: str | None, owners: list[Person]) -> Message | None:
    """As the verifier has it: the first one's own table binds; a reserved table is for its owners."""
    if fixed not in (None, table.id):
        return AGREED_AT(table=fixed)
    if owners and owners[0].table != table.id:
        return OWN_TABLE(person=owners[0].id, table=owners[0].table)
    return RESERVED(table=table.id) if table.reserved and not owners else None
