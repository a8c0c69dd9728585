"""The slots of one pair: those in which one of the two is busy, those that a rule excludes, and open ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from solver.explain.view import View
from solver.instance.grid import bits
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.problem import Finding, Rule


@dataclass(frozen=True)
class ExcludedSlots:
    """Slots (a bit mask) in which both are free but that a rule excludes; `finding` still lacks the slots."""

    rule: Rule
    slots: int
    finding: Finding
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
            yield ExcludedSlots(Rule.TABLE_CAPACITY, slots, Finding("why.tables-taken"))
            continue
        k = view.instance.shared_tables[r]
        name = view.problem.tables[k].id
        there = {row[t] for t in bits(slots) for row in grid.at} - {NO_PAIR}
        holders = tuple(sorted(f for f in there if r in grid.resources[f]))
        yield ExcludedSlots(
            Rule.TABLE_CAPACITY,
            slots,
            Finding("why.own-table-taken", {"table": name}),
            tables=(name,),
            pairs=holders,
        )


def _order(view: View, e: int, spare: int) -> Iterator[ExcludedSlots]:
    grid = view.grid
    slots = spare & ~grid.window(e)
    others = [f for f in (*grid.after.get(e, ()), *grid.before.get(e, ())) if grid.when[f] != UNSCHEDULED]
    if not slots:
        return
    order = tuple(_before_or_after(view, f, before=f in grid.after.get(e, ())) for f in others)
    yield ExcludedSlots(Rule.PRECEDENCE, slots, Finding("why.order", {"order": order}), pairs=(*others,))


def _before_or_after(view: View, f: int, *, before: bool) -> Finding:
    pair, slot = view.problem.pairs[f], view.problem.slots[view.grid.when[f]].id
    return Finding("why.order-before" if before else "why.order-after", {"a": pair.a, "b": pair.b, "slot": slot})


def _people(view: View, e: int, spare: int) -> Iterator[ExcludedSlots]:
    """Slots with which a run would be too long, or the numbers of gaps would differ too much."""
    grid = view.grid
    for p in (grid.a[e], grid.b[e]):
        slots = sum(1 << t for t in bits(spare) if _run(view, p, t) > grid.max_consecutive[p])
        name, most = view.person(p), int(grid.max_consecutive[p])
        yield ExcludedSlots(
            Rule.MAX_CONSECUTIVE, slots, Finding("why.in-a-row", {"person": name, "count": most}), (name,)
        )
    limit = view.problem.max_gap_spread
    if limit is not None:
        slots = sum(1 << t for t in bits(spare) if _spread(view, e, t) > limit)
        yield ExcludedSlots(Rule.GAP_SPREAD, slots, Finding("why.gap-spread", {"limit": limit}))


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
