"""The problem of an event as it would be with other settings; the event is only read.

Slots that exist keep their ids, so that absences and agreed times hold as they are; new slots and tables have ids that
no row has. `Trial` says by time and name what the ids mean, which is how a result is adopted later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from matchmaker.event.agenda import blocks_of, slot_spans
from matchmaker.event.event_file import settings_of
from matchmaker.models import Audience, Event
from matchmaker.pairs.relations import Ids
from matchmaker.planning.problem.ids import block_id, slot_id, table_id
from matchmaker.planning.problem.pairs import read_pairs
from matchmaker.planning.problem.people import read_people
from matchmaker.planning.problem.slots_and_tables import NO_BLOCK, Timeline, read_tables
from matchmaker.planning.problem.snapshot import OBJECTIVES
from matchmaker.schemas.agenda import BlockDetails
from matchmaker.schemas.event import EventDetails
from matchmaker.schemas.what_if import WhatIf
from matchmaker.text import identity
from solver import Pair, Problem, Table
from solver import Slot as ProblemSlot

NEW_BLOCK = "extra"
EXTRA_BLOCK = "Extra block"
EXTRA_TABLE = "Extra table"


@dataclass(frozen=True)
class Trial:
    """A problem to try. `times`: slot id -> start and end; `tables`: table id -> name."""

    problem: Problem
    times: Mapping[str, tuple[datetime, datetime]]
    tables: Mapping[str, str]


def trial_of(session: Session, event: Event, what_if: WhatIf, scores: Mapping[Ids, int] | None) -> Trial:
    """The event's problem with what is to be tried; `scores`: those of other weights, None for the stored ones.

    Raises InvalidInputError (`blocks[i].field`) for blocks that overlap or are too short.
    """
    changed = _changed(event, what_if)
    timeline = _timeline(event, what_if)
    tables, names = _tables(session, event, timeline, what_if.more_tables)
    people = read_people(session, changed, timeline)
    pairs = read_pairs(session, event, timeline, people, scores=scores)
    problem = Problem(
        name=f"event {event.public_id}",
        slots=timeline.slots,
        tables=tables,
        people=tuple(p if p.table is None or p.table in names else replace(p, table=None) for p in people),
        pairs=tuple(_without_lost(pair, {slot.id for slot in timeline.slots}, names.keys()) for pair in pairs),
        objective=OBJECTIVES[what_if.aim],
    )
    spans = zip(timeline.starts, timeline.ends, strict=True)
    return Trial(problem, {slot.id: span for slot, span in zip(timeline.slots, spans, strict=True)}, names)


def changed_settings(event: Event, what_if: WhatIf) -> EventDetails:
    """The event's settings with what is to be tried."""
    return replace(
        settings_of(event),
        slot_minutes=what_if.slot_minutes,
        pause_minutes=what_if.pause_minutes,
        default_min_meetings=what_if.default_min_meetings,
        default_max_meetings=what_if.default_max_meetings,
        aim=what_if.aim,
    )


def changed_blocks(event: Event, what_if: WhatIf) -> list[BlockDetails]:
    """The event's blocks with what is to be tried; a further block is open to everybody."""
    blocks = [block for block in blocks_of(event) if block.id not in what_if.without_blocks]
    day, starts, ends = what_if.block_day, what_if.block_starts, what_if.block_ends
    if day is not None and starts is not None and ends is not None:
        blocks.append(BlockDetails(EXTRA_BLOCK, day, starts, ends, Audience.EVERYBODY))
    return blocks


def extra_table_names(event: Event, count: int) -> list[str]:
    """Names for this many further tables, that no table has yet."""
    taken = {identity(table.name) for table in event.tables}
    names = (f"{EXTRA_TABLE} {k}" for k in range(1, len(taken) + count + 1))
    return [name for name in names if identity(name) not in taken][:count]


def tables_to_leave_out(event: Event, count: int) -> list[int]:
    """Ids of this many tables, the last ones that are not only for their owners."""
    return [table.id for table in reversed(event.tables) if not table.reserved][:count]


def _changed(event: Event, what_if: WhatIf) -> Event:
    """A copy of the row that no session knows, with the limits to try."""
    columns = {column.key: getattr(event, column.key) for column in inspect(Event).column_attrs}
    limits = {name: getattr(what_if, name) for name in ("default_min_meetings", "default_max_meetings")}
    return Event(**columns | limits)


def _timeline(event: Event, what_if: WhatIf) -> Timeline:
    """The slots of the changed blocks. A further block follows the rules of a block that is open to everybody."""
    blocks = changed_blocks(event, what_if)
    known = {slot.starts_at: slot for slot in event.slots}
    rows = []
    for block, spans in zip(blocks, slot_spans(changed_settings(event, what_if), blocks), strict=True):
        for start, end in spans:
            same = known.get(start)
            key = slot_id(same.id) if same is not None else f"new {start.isoformat()}"
            rows.append((start, end, key, NEW_BLOCK if block.id is None else block_id(block.id), block.id or NO_BLOCK))
    rows.sort()
    return Timeline(
        slots=tuple(ProblemSlot(key, block) for _, _, key, block, _ in rows),
        starts=tuple(row[0] for row in rows),
        ends=tuple(row[1] for row in rows),
        blocks=tuple(row[4] for row in rows),
    )


def _tables(session: Session, event: Event, timeline: Timeline, more: int) -> tuple[tuple[Table, ...], dict[str, str]]:
    """The tables to try, and the name of each."""
    gone = {table_id(key) for key in tables_to_leave_out(event, -more)} if more < 0 else set()
    tables = [table for table in read_tables(session, event, timeline) if table.id not in gone]
    names = {table_id(table.id): table.name for table in event.tables if table_id(table.id) not in gone}
    for name in extra_table_names(event, max(0, more)):
        names[f"new {name}"] = name
        tables.append(Table(f"new {name}"))
    return tuple(tables), names


def _without_lost(pair: Pair, slots: Collection[str], tables: Collection[str]) -> Pair:
    """An agreed pair without a time or table that would not exist."""
    fixed = pair.fixed
    if fixed is None:
        return pair
    slot = fixed.slot if fixed.slot in slots else None
    table = fixed.table if fixed.table in tables else None
    return replace(pair, fixed=replace(fixed, slot=slot, table=table) if slot or table else None)
