"""Assigns tables to a finished timetable, so that people rarely change theirs.

Slot by slot the free meetings are assigned to tables exactly (a small flow), by how many of their people come from
or go on to each table; sweeps over the slots continue as long as they save moves.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from solver.clock import Clock
from solver.graphs.min_cost_flow import circulation
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR
from solver.parameters import SeatingParameters

HOME: Final = 100  # more than all neighbours of a meeting together


class Seating:
    """`table[e]` for every meeting; `stay[e]`: the table that it had and keeps if it can.

    `at[p][t]` is the meeting of a person in a slot, or NO_PAIR.
    """

    def __init__(
        self,
        instance: Instance,
        meetings: Iterable[tuple[int, int]],
        parameters: SeatingParameters,
        stay: Mapping[int, int] | None = None,
    ) -> None:
        self.instance = instance
        self.parameters = parameters
        self.when = dict(sorted(meetings))
        self.table: dict[int, int] = {}
        self.stay = {} if stay is None else stay
        self.ends = {e: (int(instance.a[e]), int(instance.b[e])) for e in self.when}
        self.at = [[NO_PAIR] * instance.slots for _ in range(instance.people)]
        self.by_slot: list[list[int]] = [[] for _ in range(instance.slots)]
        for e, t in self.when.items():
            self.by_slot[t].append(e)
            for p in self.ends[e]:
                self.at[p][t] = e
        self._neighbours()
        general = np.flatnonzero(instance.open_to_all)
        self.capacity = [{int(k): int(instance.capacity[k, t]) for k in general} for t in range(instance.slots)]
        self._bound()

    def _neighbours(self) -> None:
        """`near[e]`: for each of its people the meeting before and the one after, in the same block."""
        self.near: dict[int, list[int]] = {e: [] for e in self.when}
        block = self.instance.block.tolist()
        for row in self.at:
            last: dict[int, int] = {}
            for t, e in enumerate(row):
                if e == NO_PAIR:
                    continue
                before = last.get(block[t])
                if before is not None:
                    self.near[before].append(e)
                    self.near[e].append(before)
                last[block[t]] = e

    def _bound(self) -> None:
        self.loose: list[list[int]] = []
        for t, meetings in enumerate(self.by_slot):
            loose = []
            for e in meetings:
                k = int(self.instance.bound_table[e])
                if k < 0:
                    loose.append(e)
                    continue
                self.table[e] = k
                if k in self.capacity[t]:
                    self.capacity[t][k] -= 1
            self.loose.append(loose)

    def moves(self) -> int:
        """Changes of table within a block, over all people."""
        return sum(self.table[e] != self.table[f] for e, near in self.near.items() for f in near) // 2

    def plain(self) -> int:
        """Seat every meeting at the first free table; returns the moves."""
        for t in range(self.instance.slots):
            self._seat(t, self._stays(t))
        return self.moves()

    def settle(self, clock: Clock) -> int:
        """Seat every meeting near its people's other tables, then sweep while that saves moves; returns the moves."""
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
        """Seat the unbound meetings of slot t again, optimally with all other slots as they are."""
        wishes = [self._wishes(e, t) for e in self.loose[t]]
        self._seat(t, _assignment(wishes, self.capacity[t]))

    def _seat(self, t: int, chosen: list[int | None]) -> None:
        """Give the unbound meetings of slot t these tables, and the remaining tables to those without."""
        left = dict(self.capacity[t])
        for k in chosen:
            if k is not None:
                left[k] -= 1
        spare = (k for k, n in left.items() for _ in range(n))
        for e, k in zip(self.loose[t], chosen, strict=True):
            self.table[e] = next(spare) if k is None else k

    def _stays(self, t: int) -> list[int | None]:
        """The table that each unbound meeting of slot t keeps, if that table has room."""
        left = dict(self.capacity[t])
        found: list[int | None] = []
        for e in self.loose[t]:
            k = self.stay.get(e)
            free = k is not None and left.get(k, 0) > 0
            found.append(k if free else None)
            if k is not None and free:
                left[k] -= 1
        return found

    def _wishes(self, e: int, t: int) -> dict[int, int]:
        wishes: dict[int, int] = {}
        room = self.capacity[t]
        home = self.stay.get(e)
        if home is not None and room.get(home):
            wishes[home] = HOME
        for f in self.near[e]:
            k = self.table.get(f)
            if k is not None and room.get(k):
                wishes[k] = wishes.get(k, 0) + 1
        return wishes


def _assignment(wishes: list[dict[int, int]], room: Mapping[int, int]) -> list[int | None]:
    """A table for each wish list, or None, such that the total weight is largest."""
    arcs = [(i, k, w) for i, wish in enumerate(wishes) for k, w in sorted(wish.items())]
    if not arcs:
        return [None] * len(wishes)
    tables = sorted({k for _, k, _ in arcs})
    n = len(wishes)
    node = {k: n + j for j, k in enumerate(tables)}
    source, sink = n + len(tables), n + len(tables) + 1
    lines = [
        *((i, node[k], 1, -w) for i, k, w in arcs),
        *((source, i, 1, 0) for i in range(n)),
        *((node[k], sink, room[k], 0) for k in tables),
        (sink, source, n, 0),
    ]
    tails, heads, capacity, cost = np.array(lines, dtype=np.int64).T
    flows, _ = circulation(tails, heads, capacity, cost)
    result: list[int | None] = [None] * n
    for flow, (i, k, _) in zip(flows, arcs, strict=False):
        if flow:
            result[i] = k
    return result
