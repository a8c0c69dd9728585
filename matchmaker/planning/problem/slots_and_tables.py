"""The event's slots, in time order, and tables, with their opening times, as the solver's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Closure, Event, MeetingTable, Slot
from matchmaker.planning.problem.ids import block_id, slot_id, table_id
from solver import Slot as ProblemSlot
from solver import Table

NO_BLOCK = 0
"""In a timeline: the slot is of a block to be tried, which is open to everybody and has no id."""
Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Timeline:
    """The slots in time order, with the start, end and block (id) of each."""

    slots: tuple[ProblemSlot, ...]
    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    blocks: tuple[int, ...]

    def outside(self, intervals: Iterable[Interval]) -> tuple[str, ...] | None:
        """Ids of the slots that overlap none of the intervals; None for all slots.

        Slots never overlap each other, so those that an interval touches are consecutive.
        """
        touched = {
            k for start, end in intervals for k in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        }
        return tuple(slot.id for k, slot in enumerate(self.slots) if k not in touched) if touched else None

    def within(self, blocks: Collection[int]) -> tuple[str, ...] | None:
        """Ids of the slots in these blocks; None for all slots."""
        kept = tuple(slot.id for slot, block in zip(self.slots, self.blocks, strict=True) if block in blocks)
        return None if len(kept) == len(self.slots) else kept


def read_timeline(session: Session, event: Event) -> Timeline:
    """The event's slots; slot `s<id>` lies in block `b<id>`."""
    rows = session.execute(
        select(Slot.id, Slot.block_id, Slot.starts_at, Slot.ends_at)
        .where(Slot.event_id == event.id)
        .order_by(Slot.starts_at)
    ).all()
    return Timeline(
        slots=tuple(ProblemSlot(slot_id(row.id), block_id(row.block_id)) for row in rows),
        starts=tuple(row.starts_at for row in rows),
        ends=tuple(row.ends_at for row in rows),
        blocks=tuple(row.block_id for row in rows),
    )


def read_tables(session: Session, event: Event, timeline: Timeline) -> tuple[Table, ...]:
    """The tables in the event's order; a slot that overlaps a closure is not open."""
    closed: dict[int, list[Interval]] = defaultdict(list)
    for closure in session.execute(
        select(Closure.table_id, Closure.starts_at, Closure.ends_at)
        .join(MeetingTable, MeetingTable.id == Closure.table_id)
        .where(MeetingTable.event_id == event.id)
    ):
        closed[closure.table_id].append((closure.starts_at, closure.ends_at))
    rows = session.execute(
        select(MeetingTable.id, MeetingTable.capacity, MeetingTable.reserved)
        .where(MeetingTable.event_id == event.id)
        .order_by(MeetingTable.position, MeetingTable.id)
    )
    return tuple(Table(table_id(row.id), row.capacity, timeline.outside(closed[row.id]), row.reserved) for row in rows)
