"""The problem as arrays: what the models and searches work on. People, pairs, slots and tables are indexes here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from solver.fairness import Ideal, ideal_of
from solver.problem import Problem

FLOATING: Final = -1  # the meeting may be at any table that is not reserved
NOWHERE: Final = -2  # no table can ever hold the meeting
NOTHING: Final = -1

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Instance:
    """Arrays over people (n), pairs (m), slots (T) and tables (K)."""

    problem: Problem
    a: Ints  # (m) person
    b: Ints  # (m) person
    score: Ints  # (m)
    must: Bools  # (m)
    allowed: Bools  # (m, T) availability, pair's slots, fixed slot and an open table
    place: Ints  # (m) table the meeting is bound to, FLOATING or NOWHERE
    follows: Bools  # (T) the slot before is adjacent, in the same block
    block: Ints  # (T) number of the block, in order of appearance
    free: Bools  # (n, T) person is available
    capacity: Ints  # (K, T) meetings at once, 0 where closed
    open_to_all: Bools  # (K) not reserved
    least: Ints  # (n) min_meetings
    most: Ints  # (n) max_meetings, at most T
    longest: Ints  # (n) max_consecutive, at most T

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.least)

    @property
    def pairs(self) -> int:
        """Number of pairs."""
        return len(self.a)

    @property
    def slots(self) -> int:
        """Number of slots."""
        return len(self.block)

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return int(self.block.max(initial=-1)) + 1

    @cached_property
    def pool(self) -> Ints:
        """(T) meetings that fit at the tables which are not reserved."""
        return np.asarray(self.capacity[self.open_to_all].sum(axis=0), dtype=np.int64)

    @cached_property
    def pooled(self) -> Bools:
        """(m) whether the pair's meeting uses a table that is not reserved."""
        bound = self.place >= 0
        return np.where(bound, self.open_to_all[np.where(bound, self.place, 0)] if bound.any() else False, True)

    @cached_property
    def shared(self) -> tuple[int, ...]:
        """Tables that more bound meetings could want at once than they hold."""
        tight = []
        for k in np.unique(self.place[self.place >= 0]):
            mine = self.allowed[self.place == k]
            ends = np.concatenate([self.a[self.place == k], self.b[self.place == k]])
            owner = np.bincount(ends, minlength=self.people).max(initial=0) == len(mine)
            wanted = mine.any(axis=0).astype(np.int64) if owner else mine.sum(axis=0)
            if (wanted > self.capacity[k]).any():
                tight.append(int(k))
        return tuple(tight)

    @cached_property
    def needs(self) -> Ints:
        """(m, 2) what the pair's meeting takes a place of: its number in `shared`, and that of all open tables together
        (the one after the last shared table); NOTHING where it does not."""
        number = np.full(len(self.capacity) + 1, NOTHING, dtype=np.int64)
        number[list(self.shared)] = np.arange(len(self.shared))
        return np.column_stack(
            [
                number[np.where(self.place >= 0, self.place, len(self.capacity))],
                np.where(self.pooled, len(self.shared), NOTHING),
            ]
        )

    @cached_property
    def usable(self) -> Bools:
        """(n, T) whether some pair of the person may meet in the slot."""
        usable = np.zeros((self.people, self.slots), dtype=bool)
        np.logical_or.at(usable, self.a, self.allowed)
        np.logical_or.at(usable, self.b, self.allowed)
        return usable

    @cached_property
    def sides(self) -> Bools | None:
        """(n) the side of each person where the pairs are two-sided, such as buyers and sellers; else None."""
        from solver.matching import two_sides  # needs these arrays' types, so it is imported late

        return two_sides(self.a, self.b, self.people)

    @cached_property
    def at_once(self) -> Ints:
        """(T) most meetings that the people who can meet in a slot allow, tables apart."""
        if self.sides is None:
            return np.asarray(self.usable.sum(axis=0) // 2, dtype=np.int64)
        here, there = self.usable[self.sides].sum(axis=0), self.usable[~self.sides].sum(axis=0)
        return np.asarray(np.minimum(here, there), dtype=np.int64)

    @cached_property
    def attainable(self) -> Ints:
        """(n) most meetings a person can hold, by slots, `max_consecutive` and `max_meetings`."""
        usable = self.usable
        count = np.zeros(self.people, dtype=np.int64)
        run = np.zeros(self.people, dtype=np.int64)
        for t in range(self.slots):  # filling greedily from the left is best for each person alone
            run = np.where(usable[:, t], run * self.follows[t], 0)
            if not self.follows[t]:
                run = np.zeros(self.people, dtype=np.int64)
            take = usable[:, t] & (run < self.longest)
            count += take
            run = np.where(take, run + 1, 0)
        return np.minimum(count, self.most)

    @cached_property
    def ideal(self) -> Ideal:
        """What each person could have if nobody else met anybody."""
        return ideal_of(self)

    @cached_property
    def incident(self) -> tuple[Ints, Ints]:
        """Compressed lists of each person's pairs: offsets (n + 1) and pair indexes (2m)."""
        ends = np.concatenate([self.a, self.b])
        order = np.argsort(ends, kind="stable")
        counts = np.bincount(ends, minlength=self.people)
        return np.concatenate([[0], np.cumsum(counts)]), order % max(1, self.pairs)


def compile_instance(problem: Problem) -> Instance:
    """The arrays of a problem."""
    slot = {s.id: i for i, s in enumerate(problem.slots)}
    table = {t.id: i for i, t in enumerate(problem.tables)}
    person = {p.id: i for i, p in enumerate(problem.people)}
    a = np.array([person[p.a] for p in problem.pairs], dtype=np.int64)
    b = np.array([person[p.b] for p in problem.pairs], dtype=np.int64)
    free = _rows([p.available for p in problem.people], slot)
    capacity = _rows([t.slots for t in problem.tables], slot) * np.array(
        [t.capacity for t in problem.tables], dtype=np.int64
    ).reshape(-1, 1)
    open_to_all = np.array([not t.reserved for t in problem.tables], dtype=bool)
    place = _places(problem, table, a, b)
    block, follows = _blocks(problem)
    size = len(slot)
    return Instance(
        problem=problem,
        a=a,
        b=b,
        score=np.array([p.score for p in problem.pairs], dtype=np.int64),
        must=np.array([p.must_meet for p in problem.pairs], dtype=bool),
        allowed=_pair_slots(problem, slot) & free[a] & free[b] & _seats(place, capacity, open_to_all),
        place=place,
        follows=follows,
        block=block,
        free=free,
        capacity=capacity,
        open_to_all=open_to_all,
        least=np.array([p.min_meetings for p in problem.people], dtype=np.int64),
        most=_limits([p.max_meetings for p in problem.people], size),
        longest=_limits([p.max_consecutive for p in problem.people], size),
    )


def _rows(lists: list[tuple[str, ...] | None], index: dict[str, int]) -> Bools:
    rows = np.ones((len(lists), len(index)), dtype=bool)
    for i, names in enumerate(lists):
        if names is not None:
            rows[i] = False
            rows[i, [index[name] for name in names]] = True
    return rows


def _pair_slots(problem: Problem, slot: dict[str, int]) -> Bools:
    rows = _rows([p.slots for p in problem.pairs], slot)
    for i, pair in enumerate(problem.pairs):
        if pair.fixed is not None and pair.fixed.slot is not None:
            rows[i] &= np.arange(len(slot)) == slot[pair.fixed.slot]
    return rows


def _places(problem: Problem, table: dict[str, int], a: Ints, b: Ints) -> Ints:
    """The table each pair is bound to by an own table (that of `a` first) or by being fixed."""
    own = np.array([FLOATING if p.table is None else table[p.table] for p in problem.people], dtype=np.int64)
    place = np.where(own[a] != FLOATING, own[a], own[b])
    for i, pair in enumerate(problem.pairs):
        if pair.fixed is None or pair.fixed.table is None:
            continue
        k = table[pair.fixed.table]
        stranger = problem.tables[k].reserved and k not in (own[a[i]], own[b[i]])
        place[i] = NOWHERE if stranger or place[i] not in (FLOATING, k) else k
    return place


def _seats(place: Ints, capacity: Ints, open_to_all: Bools) -> Bools:
    """(m, T) whether some table that the pair may use is open."""
    rows = np.vstack([capacity > 0, capacity[open_to_all].sum(axis=0) > 0, np.zeros(capacity.shape[1], dtype=bool)])
    tables = len(capacity)
    index = np.where(place >= 0, place, np.where(place == FLOATING, tables, tables + 1))
    return np.asarray(rows[index], dtype=bool)


def _blocks(problem: Problem) -> tuple[Ints, Bools]:
    names = [s.block for s in problem.slots]
    first: dict[str, int] = {}
    block = np.array([first.setdefault(name, len(first)) for name in names], dtype=np.int64)
    follows = np.array([t > 0 and names[t] == names[t - 1] for t in range(len(names))], dtype=bool)
    return block, follows


def _limits(values: list[int | None], size: int) -> Ints:
    return np.array([size if v is None else min(v, size) for v in values], dtype=np.int64)
