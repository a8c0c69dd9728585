"""How a plan's gaps, points and tables are distributed, for pictures and their tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from matchmaker.models import Event, Meeting, Plan
from matchmaker.planning.plans.basis import Basis, basis_today
from matchmaker.planning.plans.named import Named, people_by_id
from matchmaker.planning.problem.slots_and_tables import Timeline

SHOWN_LEAST = 10
BARS = 20
ROUND = tuple(size * int(10**power) for power in range(9) for size in (1, 2, 5))


@dataclass(frozen=True)
class SlotUse:
    """`used` of the `places` that the tables have in a slot (in UTC)."""

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
    """Over everyone who took part when the plan was made; over those of today for a plan older than its figures."""
    people = people_by_id(session, event)
    kept = (plan.figures or {}).get("spread") or facts_of_spread(session, plan, people, basis_today(session, event))
    return Distributions(
        gaps={int(gaps): count for gaps, count in kept["gaps"].items()},
        points={int(part): count for part, count in kept["points"].items()},
        step=kept["step"],
        use=[SlotUse(datetime.fromisoformat(start), used, places) for start, used, places in kept["use"]],
        least=[
            Served(people[who].public_id, people[who].name, meetings, points)
            for who, meetings, points in kept["least"]
            if who in people
        ],
    )


def facts_of_spread(session: Session, plan: Plan, named: Mapping[int, Named], basis: Basis) -> dict[str, Any]:
    """What `distributions_of` shows, by ids of people, to be kept with the plan."""
    rows = session.execute(
        select(Meeting.a_id, Meeting.b_id, Meeting.starts_at, Meeting.score).where(Meeting.plan_id == plan.id)
    ).all()
    people = [named[who] for who in basis.ids if who in named]
    gaps, served = _gaps(rows, basis.timeline), _served(people, rows)
    step = _step(max((points for _, _, points in served), default=0))
    return {
        "gaps": dict(sorted(Counter(gaps[person.id] for person in people).items())),
        "points": dict(sorted(Counter(points // step for _, _, points in served).items())),
        "step": step,
        "use": _use(rows, basis),
        "least": served[:SHOWN_LEAST],
    }


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


def _use(rows: Iterable[Row[*tuple[Any, ...]]], basis: Basis) -> list[tuple[str, int, int]]:
    """Of each slot: its start, the meetings, and the places of the tables that are open then."""
    used = Counter(row.starts_at for row in rows)
    slots = [slot.id for slot in basis.timeline.slots]
    places: Counter[str] = Counter()
    for table in basis.tables:
        for slot in slots if table.slots is None else table.slots:
            places[slot] += table.capacity
    return [
        (start.isoformat(), used[start], places[slot]) for slot, start in zip(slots, basis.timeline.starts, strict=True)
    ]


def _served(people: Iterable[Named], rows: Iterable[Row[*tuple[Any, ...]]]) -> list[tuple[int, int, int]]:
    """Everybody with the meetings and points that they get, those who get least first."""
    meetings: Counter[int] = Counter()
    points: Counter[int] = Counter()
    for row in rows:
        for who in (row.a_id, row.b_id):
            meetings[who] += 1
            points[who] += row.score
    order = sorted(people, key=lambda one: (meetings[one.id], points[one.id], one.name))
    return [(one.id, meetings[one.id], points[one.id]) for one in order]
