"""Assigns tables to a finished timetable, so that people rarely change tables.

Slot by slot the unbound meetings are assigned to tables optimally (a small flow), weighted by how many of their people
come from or go on to each table; sweeps over the slots continue as long as they save moves.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from solver.clock import Clock
from solver.graphs.min_cost_flow import circulation
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR
from solver.parameters import SeatingParameters

KEEP_WEIGHT: Final = 100  # weight of a preferred table: more than all neighbours of a meeting together


class Seating:
    """`table[e]`: the table of pair e's meeting; `preferred[e]`: the table that it should keep if possible.

    `at[p][t]`: the pair of person p's meeting in slot t, or NO_PAIR.
    """

    def __init__(
        self,
        instance: Instance,
        meetings: Iterable[tuple[int, int]],
        parameters: SeatingParameters,
        preferred: Mapping[int, int] | None = None,
    ) -> None:
        self.instance = instance
        self.parameters = parameters
        self.when = dict(sorted(meetings))
        self.table: dict[int, int] = {}
        self.preferred = {} if preferred is None else preferred
        self.ends = {e: (int(instance.a[e]), int(instance.b[e])) for e in self.when}
        self.at = [[NO_PAIR] * instance.slots for _ in range(instance.people)]
        self.by_slot: list[list[int]] = [[] for _ in range(instance.slots)]
        for e, t in self.when.items():
            self.by_slot[t].append(e)
            for p in self.ends[e]:
                self.at[p][t] = e
        self._init_neighbours()
        open_tables = np.flatnonzero(instance.open_to_all)
        self.capacity = [{int(k): int(instance.capacity[k, t]) for k in open_tables} for t in range(instance.slots)]
        self._seat_bound_meetings()

    def _init_neighbours(self) -> None:
        """`neighbours[e]`: the previous and next meeting of each of its people in the same block."""
        self.neighbours: dict[int, list[int]] = {e: [] for e in self.when}
        block = self.instance.block.tolist()
        for row in self.at:
            last: dict[int, int] = {}
            for t, e in enumerate(row):
                if e == NO_PAIR:
                    continue
                before = last.get(block[t])
                if before is not None:
                    self.neighbours[before].append(e)
                    self.neighbours[e].append(before)
                last[block[t]] = e

    def _seat_bound_meetings(self) -> None:
        """Seat the bound meetings; `unbound[t]`: the others of slot t."""
        self.unbound: list[list[int]] = []
        for t, meetings in enumerate(self.by_slot):
            unbound = []
            for e in meetings:
                k = int(self.instance.bound_table[e])
                if k < 0:
                    unbound.append(e)
                    continue
                self.table[e] = k
                if k in self.capacity[t]:
                    self.capacity[t][k] -= 1
            self.unbound.append(unbound)

    def moves(self) -> int:
        """Number of changes of table within a block, over all people."""
        return sum(self.table[e] != self.table[f] for e, neighbours in self.neighbours.items() for f in neighbours) // 2

    def seat_anywhere(self) -> int:
        """Seat every meeting at its preferred or the first free table; returns the moves."""
        for t in range(self.instance.slots):
            self._seat(t, self._kept_tables(t))
        return self.moves()

    def minimise_moves(self, clock: Clock) -> int:
        """Seat the meetings slot by slot, then sweep as long as that saves moves; returns the moves."""
        for t in range(self.instance.slots):
            self._assign(t)
        moves = self.moves()
        order = list(range(self.instance.slots))
        for _ in range(self.parameters.sweeps):
            order.reverse()
            before = dict(self.table)
            for t in order:
                if clock.over():
                    break
                self._assign(t)
            now = self.moves()
            if now > moves:
                self.table = before
            if now >= moves:
                break
            moves = now
        return moves

    def _assign(self, t: int) -> None:
        """Seat the unbound meetings of slot t optimally, with all other slots unchanged."""
        weights = [self._table_weights(e, t) for e in self.unbound[t]]
        self._seat(t, _assignment(weights, self.capacity[t]))

    def _seat(self, t: int, chosen: list[int | None]) -> None:
        """Seat the unbound meetings of slot t at the chosen tables; those without one get the remaining tables."""
        left = dict(self.capacity[t])
        for k in chosen:
            if k is not None:
                left[k] -= 1
        remaining = (k for k, n in left.items() for _ in range(n))
        for e, k in zip(self.unbound[t], chosen, strict=True):
            self.table[e] = next(remaining) if k is None else k

    def _kept_tables(self, t: int) -> list[int | None]:
        """The preferred table of each unbound meeting of slot t, or None if it is full."""
        left = dict(self.capacity[t])
        kept_tables: list[int | None] = []
        for e in self.unbound[t]:
            k = self.preferred.get(e)
            free = k is not None and left.get(k, 0) > 0
            kept_tables.append(k if free else None)
            if k is not None and free:
                left[k] -= 1
        return kept_tables

    def _table_weights(self, e: int, t: int) -> dict[int, int]:
        """Weights of the tables that suit meeting e in slot t: its preferred table, and those of its neighbours."""
        weights: dict[int, int] = {}
        capacity = self.capacity[t]
        kept = self.preferred.get(e)
        if kept is not None and capacity.get(kept):
            weights[kept] = KEEP_WEIGHT
        for f in self.neighbours[e]:
            k = self.table.get(f)
            if k is not None and capacity.get(k):
                weights[k] = weights.get(k, 0) + 1
        return weights


def _assignment(weights: list[dict[int, int]], seats: Mapping[int, int]) -> list[int | None]:
    """A table (or None) for each meeting, of maximum total weight. `weights`: by meeting, the weight of each table."""
    arcs = [(i, k, w) for i, weight_by_table in enumerate(weights) for k, w in sorted(weight_by_table.items())]
    if not arcs:
        return [None] * len(weights)
    tables = sorted({k for _, k, _ in arcs})
    n = len(weights)
    node = {k: n + j for j, k in enumerate(tables)}
    source, sink = n + len(tables), n + len(tables) + 1
    network = [
        *((i, node[k], 1, -w) for i, k, w in arcs),
        *((source, i, 1, 0) for i in range(n)),
        *((node[k], sink, seats[k], 0) for k in tables),
        (sink, source, n, 0),
    ]
    tails, heads, capacity, cost = np.array(network, dtype=np.int64).T
    flows, _ = circulation(tails, heads, capacity, cost)
    result: list[int | None] = [None] * n
    for flow, (i, k, _) in zip(flows, arcs, strict=False):
        if flow:
            result[i] = k
    return result
