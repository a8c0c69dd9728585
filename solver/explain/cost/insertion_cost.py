"""What adding one meeting to the schedule would do to each tier, if nothing else changed."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from solver.explain.view import View
from solver.fairness.order import floor_of, profile_of
from solver.problem import TierName


@dataclass(frozen=True)
class Fit:
    """The pair in `slot` at `table`; `worse[tier]`: how much worse the tier becomes, negative where better."""

    slot: int
    table: int
    worse: dict[TierName, int]


def best_fit(view: View, e: int, slots: list[int]) -> Fit:
    """The best of these slots (one at least) by the tiers in their order; the pair has to fit into each of them."""
    fits = [_fit(view, e, t) for t in slots]
    order = [tier.tier for tier in view.problem.objective]
    return min(fits, key=lambda fit: [fit.worse[name] for name in order])


def _fit(view: View, e: int, t: int) -> Fit:
    grid, instance = view.grid, view.instance
    both = (grid.a[e], grid.b[e])
    moves, table = min((_moves_added(view, both, t, k), k) for k in _tables(view, e, t))
    worse: dict[TierName, int] = {
        "minimums": -sum(grid.count[p] < instance.min_meetings[p] for p in both),
        "score": -int(instance.score[e]),
        "gaps": sum(grid.gaps_added(p, t) for p in both),
        "moves": moves,
        "fairness": _floor(view) - _floor(view, e) if any(t.tier == "fairness" for t in view.problem.objective) else 0,
    }
    return Fit(t, table, worse)


def _floor(view: View, *more: int) -> int:
    """The tier fairness with these pairs as well."""
    return floor_of(view.instance, profile_of(view.instance, np.array([*view.held, *more], dtype=np.int64)).below)


def _tables(view: View, e: int, t: int) -> list[int]:
    """Where the meeting could be: its own table, else those with room in the slot."""
    instance, problem = view.instance, view.problem
    if instance.bound_table[e] >= 0:
        return [int(instance.bound_table[e])]
    slot = problem.slots[t].id
    used = [m.table for m in view.held.values() if m.slot == slot]
    return [
        k
        for k, table in enumerate(problem.tables)
        if instance.open_to_all[k] and instance.capacity[k, t] > used.count(table.id)
    ]


def _moves_added(view: View, both: tuple[int, int], t: int, k: int) -> int:
    name = view.problem.tables[k].id
    return sum(_changes([before, name, after]) - _changes([before, after]) for before, after in _around(view, both, t))


def _around(view: View, both: tuple[int, int], t: int) -> list[tuple[str | None, str | None]]:
    """For each person the tables of the meetings before and after, in the same block."""
    block, found = view.instance.block, []
    for p in both:
        row = view.grid.at[p]
        busy = [u for u in range(len(row)) if row[u] >= 0 and block[u] == block[t]]
        before, after = [u for u in busy if u < t][-1:], [u for u in busy if u > t][:1]
        found.append((_table(view, row, before), _table(view, row, after)))
    return found


def _table(view: View, row: list[int], slots: list[int]) -> str | None:
    return view.held[row[slots[0]]].table if slots else None


def _changes(tables: list[str | None]) -> int:
    there = [name for name in tables if name is not None]
    return sum(x != y for x, y in pairwise(there))
