"""How a plan's gaps, points and tables are distributed, for pictures and their tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, AttendeeStatus, Event, Meeting, Plan
from matchmaker.planning.problem.slots_and_tables import Timeline, read_tables, read_timeline

SHOWN_LEAST = 10
BARS = 20
ROUND = tuple(size * int(10**power) for power in range(9) for size in (1, 2, 5))


@dataclass(frozen=True)
class SlotUse:
    """`used` of the `places` that the tables have in a slot (in UTC) by today's data."""

    starts_at: datetime
    used: int
    places: int


@dataclass(frozen=True)
class Served:
    """A person with what the plan gives them."""

    public_id: str
    name: str
    meetings: int
    points: int


@dataclass(frozen=True)
class Distributions:
    """`gaps`: number of gaps -> number of people; `points`: n -> number of people with at least n * `step` points and
    less than (n + 1) * `step`; `use`: of each slot, in time order; `least`: those who get least, by meetings and then
    points, at most SHOWN_LEAST."""

    gaps: dict[int, int]
    points: dict[int, int]
    step: int
    use: list[SlotUse]
    least: list[Served]


def distributions_of(session: Session, event: Event, plan: Plan) -> Distributions:
    """Over everyone who has not withdrawn, in five queries."""
    rows = session.execute(
        select(Meeting.a_id, Meeting.b_id, Meeting.starts_at, Meeting.score).where(Meeting.plan_id == plan.id)
    ).all()
    timeline = read_timeline(session, event)
    people = session.execute(
        select(Attendee.id, Attendee.public_id, Attendee.name).where(
            Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN
        )
    ).all()
    gaps, served = _gaps(rows, timeline), _served(people, rows)
    step = _step(max((one.points for one in served), default=0))
    return Distributions(
        gaps=dict(sorted(Counter(gaps[person.id] for person in people).items())),
        points=dict(sorted(Counter(one.points // step for one in served).items())),
        step=step,
        use=_use(session, event, rows, timeline),
        least=served[:SHOWN_LEAST],
    )


def _step(most: int) -> int:
    """A round number of points, with which at most BARS bars reach the most."""
    return next(size for size in ROUND if most // size < BARS)


def _gaps(rows: Iterable[Row[*tuple[Any, ...]]], timeline: Timeline) -> Counter[int]:
    """person id -> breaks between runs of meetings, within blocks."""
    index = {start: k for k, start in enumerate(timeline.starts)}
    busy: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.starts_at in index:
            busy[row.a_id].append(index[row.starts_at])
            busy[row.b_id].append(index[row.starts_at])
    return Counter({who: _breaks(sorted(slots), timeline.blocks) for who, slots in busy.items()})


def _breaks(slots: list[int], blocks: tuple[int, ...]) -> int:
    by_block = (list(found) for _, found in groupby(slots, key=blocks.__getitem__))
    return sum(later > earlier + 1 for found in by_block for earlier, later in pairwise(found))


def _use(session: Session, event: Event, rows: Iterable[Row[*tuple[Any, ...]]], timeline: Timeline) -> list[SlotUse]:
    used = Counter(row.starts_at for row in rows)
    places: Counter[str] = Counter()
    for table in read_tables(session, event, timeline):
        for slot in [slot.id for slot in timeline.slots] if table.slots is None else table.slots:
            places[slot] += table.capacity
    return [
        SlotUse(start, used[start], places[slot.id])
        for slot, start in zip(timeline.slots, timeline.starts, strict=True)
    ]


def _served(people: Iterable[Row[*tuple[Any, ...]]], rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Served]:
    """Everybody with what they get, those who get least first."""
    meetings: Counter[int] = Counter()
    points: Counter[int] = Counter()
    for row in rows:
        for who in (row.a_id, row.b_id):
            meetings[who] += 1
            points[who] += row.score
    served = (Served(p.public_id, p.name, meetings[p.id], points[p.id]) for p in people)
    return sorted(served, key=lambda one: (one.meetings, one.points, one.name))
