"""Greedy by score: the required pairs, then all others by descending score, each in its first common free slot."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator

from solver import Problem, Schedule, Status
from tests.benchmarks.peers.command import Effort, main
from tests.benchmarks.peers.slots_and_tables import SlotsAndTables, schedule_of, seat, slots_and_tables_of


def solve(problem: Problem, _effort: Effort) -> Schedule:
    """One pass. Required meetings without a slot are left out, which the verifier reports."""
    start = time.perf_counter()
    data = slots_and_tables_of(problem)
    timetable = _Timetable(data)
    order = sorted(range(len(problem.pairs)), key=lambda i: (not problem.pairs[i].must_meet, -problem.pairs[i].score))
    for i in order:
        timetable.add(i)
    seconds = time.perf_counter() - start
    return schedule_of(data, Status.FEASIBLE, timetable.when, seat(data, timetable.when), {}, seconds)


class _Timetable:
    """Busy slots of each person (bit t: slot t), remaining capacity, and precedence rules."""

    def __init__(self, data: SlotsAndTables) -> None:
        problem = data.problem
        self.data = data
        self.people = {p.id: p for p in problem.people}
        self.busy: dict[str, int] = defaultdict(int)
        self.capacity_left = [list(row) for row in data.capacity]
        self.pool = [data.pool(t) for t in range(len(problem.slots))]
        self.when: dict[int, int] = {}
        self.orders: dict[int, list[tuple[int, Callable[[int, int], bool]]]] = defaultdict(list)
        for i, j in problem.before:
            self.orders[i].append((j, lambda own, other: own < other))
            self.orders[j].append((i, lambda own, other: own > other))

    def add(self, i: int) -> None:
        """Schedule pair i in the first slot that breaks no rule, if there is one."""
        pair = self.data.problem.pairs[i]
        if any(self._full(person) for person in (pair.a, pair.b)):
            return
        t = next(self._options(i), None)
        if t is None:
            return
        self.when[i] = t
        for person in (pair.a, pair.b):
            self.busy[person] |= 1 << t
        k = self.data.table[i]
        if k is not None:
            self.capacity_left[k][t] -= 1
        if k is None or k in self.data.open_tables:
            self.pool[t] -= 1

    def _full(self, person: str) -> bool:
        limit = self.people[person].max_meetings
        return limit is not None and self.busy[person].bit_count() >= limit

    def _options(self, i: int) -> Iterator[int]:
        pair, k = self.data.problem.pairs[i], self.data.table[i]
        for t in self.data.slots[i]:
            busy = (self.busy[pair.a] | self.busy[pair.b]) >> t & 1
            full = (self.pool[t] <= 0 and (k is None or k in self.data.open_tables)) or (
                k is not None and self.capacity_left[k][t] <= 0
            )
            if (
                not busy
                and not full
                and self._in_order(i, t)
                and self._within_max_consecutive(pair.a, t)
                and self._within_max_consecutive(pair.b, t)
            ):
                yield t

    def _in_order(self, i: int, t: int) -> bool:
        return all(allowed(t, self.when[other]) for other, allowed in self.orders[i] if other in self.when)

    def _within_max_consecutive(self, person: str, t: int) -> bool:
        limit = self.people[person].max_consecutive
        return limit is None or self._run(person, t, -1) + 1 + self._run(person, t, 1) <= limit

    def _run(self, person: str, t: int, step: int) -> int:
        """Busy slots of the same block right before (step -1) or after (1) slot t."""
        slots, count = self.data.problem.slots, 0
        at = t + step
        while 0 <= at < len(slots) and slots[at].block == slots[t].block and self.busy[person] >> at & 1:
            count, at = count + 1, at + step
        return count


if __name__ == "__main__":
    main(solve)
