"""The slots of one pair: those in which one of the two is busy, those that a rule excludes, and open ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from solver.explain.view import View
from solver.instance.grid import bits
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.lists_and_counts import counted
from solver.problem import Rule


@dataclass(frozen=True)
class ExcludedSlots:
    """Slots (a bit mask) in which both are free but that a rule excludes; `sentence` has a field {slots}."""

    rule: Rule
    slots: int
    sentence: str
    people: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    pairs: tuple[int, ...] = ()


@dataclass(frozen=True)
class SlotStatus:
    """The slots that the pair may use, as bit masks."""

    busy: int
    excluded: tuple[ExcludedSlots, ...]
    open: int


def slot_status(view: View, e: int) -> SlotStatus:
    """Status of each slot that pair e, which is not in the schedule, may use; `max_meetings` is not considered."""
    grid = view.grid
    busy = grid.allowed[e] & (grid.busy[grid.a[e]] | grid.busy[grid.b[e]])
    spare = grid.allowed[e] & ~busy
    excluded = tuple(
        s for s in (*_tables(view, e, spare), *_order(view, e, spare), *_people(view, e, spare)) if s.slots
    )
    closed = 0
    for s in excluded:
        closed |= s.slots
    return SlotStatus(busy, excluded, spare & ~closed)


def _tables(view: View, e: int, spare: int) -> Iterator[ExcludedSlots]:
    grid = view.grid
    pool = len(grid.capacity_left) - 1
    for r in grid.resources[e]:
        slots = spare & ~grid.slots_with_capacity[r]
        if r == pool:
            yield ExcludedSlots(
                Rule.TABLE_CAPACITY, slots, "At {slots} both are free, but every table that they may use is taken."
            )
            continue
        k = view.instance.shared_tables[r]
        name = view.problem.tables[k].id
        there = {row[t] for t in bits(slots) for row in grid.at} - {NO_PAIR}
        holders = tuple(sorted(f for f in there if r in grid.resources[f]))
        yield ExcludedSlots(
            Rule.TABLE_CAPACITY,
            slots,
            f"At {{slots}} both are free, but the table {name}, which they must use, is taken.",
            tables=(name,),
            pairs=holders,
        )


def _order(view: View, e: int, spare: int) -> Iterator[ExcludedSlots]:
    grid = view.grid
    slots = spare & ~grid.window(e)
    others = [f for f in (*grid.after.get(e, ()), *grid.before.get(e, ())) if grid.when[f] != UNSCHEDULED]
    if not slots:
        return
    names = [f"{view.problem.pairs[f].a} and {view.problem.pairs[f].b}" for f in others]
    times = [view.problem.slots[grid.when[f]].id for f in others]
    order = "; ".join(
        f"{'before' if f in grid.after.get(e, ()) else 'after'} that of {who} at {slot}"
        for f, who, slot in zip(others, names, times, strict=True)
    )
    yield ExcludedSlots(
        Rule.PRECEDENCE, slots, f"{{slots}} would break the order: this meeting must be {order}.", pairs=(*others,)
    )


def _people(view: View, e: int, spare: int) -> Iterator[ExcludedSlots]:
    """Slots with which a run would be too long, or the numbers of gaps would differ too much."""
    grid = view.grid
    for p in (grid.a[e], grid.b[e]):
        slots = sum(1 << t for t in bits(spare) if _run(view, p, t) > grid.max_consecutive[p])
        name, most = view.person(p), counted(grid.max_consecutive[p], "meeting")
        yield ExcludedSlots(
            Rule.MAX_CONSECUTIVE, slots, f"At {{slots}} {name} would have more than {most} in a row.", (name,)
        )
    limit = view.problem.max_gap_spread
    if limit is not None:
        slots = sum(1 << t for t in bits(spare) if _spread(view, e, t) > limit)
        yield ExcludedSlots(
            Rule.GAP_SPREAD, slots, f"At {{slots}} the numbers of gaps of two people would differ by more than {limit}."
        )


def _run(view: View, p: int, t: int) -> int:
    """Number of meetings in a row that person p would have around slot t."""
    busy, adjacent = view.grid.busy[p] | 1 << t, view.grid.adjacent
    first = last = t
    while adjacent >> first & 1 and busy >> (first - 1) & 1:
        first -= 1
    while adjacent >> (last + 1) & 1 and busy >> (last + 1) & 1:
        last += 1
    return last - first + 1


def _spread(view: View, e: int, t: int) -> int:
    """The spread of the numbers of gaps with pair e in slot t."""
    grid = view.grid
    gaps = [grid.gaps(busy) for busy in grid.busy]
    for p in (grid.a[e], grid.b[e]):
        gaps[p] += view.grid.gaps_added(p, t)
    return max(gaps) - min(gaps)
