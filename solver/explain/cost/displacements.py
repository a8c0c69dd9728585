"""The simplest way to force a meeting: the meetings that it displaces if all others stay."""

from dataclasses import dataclass

from solver.explain.view import View
from solver.instance.grid import Grid, bits
from solver.instance.sentinels import NO_PAIR


@dataclass(frozen=True)
class Swap:
    """Pair e in `slot` for the meetings `out`; `loss`: their scores less e's; `required`: some of them must be."""

    slot: int
    out: tuple[int, ...]
    loss: int
    required: bool


def swaps(view: View, e: int) -> list[Swap]:
    """One for each slot that the pair may use, those without required meetings and of the least loss first."""
    found = [_swap(view, e, t) for t in bits(view.grid.allowed[e])]
    return sorted((s for s in found if s is not None), key=lambda s: (s.required, s.loss, len(s.out), s.slot))


def allowed(grid: Grid, e: int, swap: Swap) -> bool:
    """Whether every rule lets pair e take that place."""
    were = [(f, grid.remove(f)) for f in swap.out]
    fits = bool(grid.options(e) >> swap.slot & 1)
    grid.load(were)
    return fits


def _swap(view: View, e: int, t: int) -> Swap | None:
    grid = view.grid
    out = {grid.at[p][t] for p in (grid.a[e], grid.b[e])} - {NO_PAIR}
    for p in (grid.a[e], grid.b[e]):
        if grid.count[p] - sum(p in (grid.a[f], grid.b[f]) for f in out) >= grid.max_meetings[p]:
            more = _cheapest(view, [f for f in grid.at[p] if f not in (NO_PAIR, *out)])
            if more is None:
                return None  # the person may hold no meeting at all
            out.add(more)
    for r in grid.resources[e]:
        if grid.capacity_left[r][t] + sum(r in grid.resources[f] and grid.when[f] == t for f in out) <= 0:
            there = {row[t] for row in grid.at} - {NO_PAIR, *out}
            more = _cheapest(view, [f for f in sorted(there) if r in grid.resources[f]])
            if more is None:
                return None
            out.add(more)
    score, must = view.instance.score, view.instance.required
    loss = sum(int(score[f]) for f in out) - int(score[e])
    return Swap(t, tuple(sorted(out)), loss, any(bool(must[f]) for f in out))


def _cheapest(view: View, pairs: list[int]) -> int | None:
    score, must = view.instance.score, view.instance.required
    return min(pairs, key=lambda f: (bool(must[f]), int(score[f]), f), default=None)
