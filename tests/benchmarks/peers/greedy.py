"""Greedy by score: the required pairs, then all others by descending score, each in its first common free slot."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator

from solver import Problem, Schedule, Status
from tests.benchmarks.peers.command import Effort, main
from tests.benchmarks.peers.slots_and_tables import SlotsAndTables, schedule_of, seat, slots_and_tables_of


def solve(problem: Problem, _effort: Effort) -> Schedule:
    """One pass. Required meetings that find no place are left out: the judge will say so."""
    begin = time.perf_counter()
    places = slots_and_tables_of(problem)
    plan = _Plan(places)
    order = sorted(range(len(problem.pairs)), key=lambda i: (not problem.pairs[i].must_meet, -problem.pairs[i].score))
    for i in order:
        plan.add(i)
    seconds = time.perf_counter() - begin
    return schedule_of(places, Status.FEASIBLE, plan.when, seat(places, plan.when), {}, seconds)


class _Plan:
    """Who is busy when (bit t: slot t), what room is left, and what must come before what."""

    def __init__(self, places: SlotsAndTables) -> None:
        problem = places.problem
        self.places = places
        self.people = {p.id: p for p in problem.people}
        self.busy: dict[str, int] = defaultdict(int)
        self.room = [list(row) for row in places.room]
        self.pool = [places.pool(t) for t in range(len(problem.slots))]
        self.when: dict[int, int] = {}
        self.orders: dict[int, list[tuple[int, Callable[[int, int], bool]]]] = defaultdict(list)
        for i, j in problem.before:
            self.orders[i].append((j, lambda mine, other: mine < other))
            self.orders[j].append((i, lambda mine, other: mine > other))

    def add(self, i: int) -> None:
        """Hold meeting i in the first slot that breaks no rule, if there is one."""
        pair = self.places.problem.pairs[i]
        if any(self._full(who) for who in (pair.a, pair.b)):
            return
        t = next(self._options(i), None)
        if t is None:
            return
        self.when[i] = t
        for who in (pair.a, pair.b):
            self.busy[who] |= 1 << t
        k = self.places.table[i]
        if k is not None:
            self.room[k][t] -= 1
        if k is None or k in self.places.open_tables:
            self.pool[t] -= 1

    def _full(self, who: str) -> bool:
        most = self.people[who].max_meetings
        return most is not None and self.busy[who].bit_count() >= most

    def _options(self, i: int) -> Iterator[int]:
        pair, k = self.places.problem.pairs[i], self.places.table[i]
        for t in self.places.slots[i]:
            taken = (self.busy[pair.a] | self.busy[pair.b]) >> t & 1
            full = (self.pool[t] <= 0 and (k is None or k in self.places.open_tables)) or (
                k is not None and self.room[k][t] <= 0
            )
            if not taken and not full and self._in_order(i, t) and self._rested(pair.a, t) and self._rested(pair.b, t):
                yield t

    def _in_order(self, i: int, t: int) -> bool:
        return all(sound(t, self.when[other]) for other, sound in self.orders[i] if other in self.when)

    def _rested(self, who: str, t: int) -> bool:
        longest = self.people[who].max_consecutive
        return longest is None or self._run(who, t, -1) + 1 + self._run(who, t, 1) <= longest

    def _run(self, who: str, t: int, step: int) -> int:
        """Busy slots of the same block right before (step -1) or after (1) slot t."""
        slots, count = self.places.problem.slots, 0
        at = t + step
        while 0 <= at < len(slots) and slots[at].block == slots[t].block and self.busy[who] >> at & 1:
            count, at = count + 1, at + step
        return count


if __name__ == "__main__":
    main(solve)
