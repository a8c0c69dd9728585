"""The problem as arrays, the input of all models and searches. People, pairs, slots and tables are indexes here."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Bools, Ints
from solver.graphs.bipartition import two_sides
from solver.instance.ideal import Ideal, ideal_of
from solver.instance.sentinels import NO_RESOURCE
from solver.problem import Problem


@dataclass(frozen=True, eq=False)
class Instance:
    """Arrays over people (n), pairs (m), slots (T) and tables (K)."""

    problem: Problem
    a: Ints  # (m) person
    b: Ints  # (m) person
    score: Ints  # (m)
    required: Bools  # (m)
    allowed: Bools  # (m, T) both people are available, the pair allows the slot, and a table is open
    bound_table: Ints  # (m) table that the meeting must use, NO_TABLE_BOUND or NO_TABLE_POSSIBLE
    adjacent: Bools  # (T) the previous slot belongs to the same block
    block: Ints  # (T) number of the block, in order of appearance
    available: Bools  # (n, T) person is available
    capacity: Ints  # (K, T) meetings at once, 0 where closed
    open_to_all: Bools  # (K) not reserved
    min_meetings: Ints  # (n)
    max_meetings: Ints  # (n) at most T
    max_consecutive: Ints  # (n) at most T

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.min_meetings)

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
    def open_capacity(self) -> Ints:
        """(T) meetings that fit at the open tables, those that are not reserved."""
        return np.asarray(self.capacity[self.open_to_all].sum(axis=0), dtype=np.int64)

    @cached_property
    def pooled(self) -> Bools:
        """(m) whether the pair's meeting uses an open table."""
        bound = self.bound_table >= 0
        return np.where(bound, self.open_to_all[np.where(bound, self.bound_table, 0)] if bound.any() else False, True)

    @cached_property
    def shared_tables(self) -> tuple[int, ...]:
        """Tables whose bound meetings could exceed the capacity in some slot."""
        shared = []
        for k in np.unique(self.bound_table[self.bound_table >= 0]):
            bound_slots = self.allowed[self.bound_table == k]
            ends = np.concatenate([self.a[self.bound_table == k], self.b[self.bound_table == k]])
            one_person = np.bincount(ends, minlength=self.people).max(initial=0) == len(bound_slots)
            demand = bound_slots.any(axis=0).astype(np.int64) if one_person else bound_slots.sum(axis=0)
            if (demand > self.capacity[k]).any():
                shared.append(int(k))
        return tuple(shared)

    @cached_property
    def resources(self) -> Ints:
        """(m, 2) resources used by the pair's meeting: index of its table in `shared_tables`, and index of the pool of
        open tables (one past the last shared table); NO_RESOURCE if none."""
        number = np.full(len(self.capacity) + 1, NO_RESOURCE, dtype=np.int64)
        number[list(self.shared_tables)] = np.arange(len(self.shared_tables))
        return np.column_stack(
            [
                number[np.where(self.bound_table >= 0, self.bound_table, len(self.capacity))],
                np.where(self.pooled, len(self.shared_tables), NO_RESOURCE),
            ]
        )

    @cached_property
    def usable(self) -> Bools:
        """(n, T) whether a pair of the person may meet in the slot."""
        usable = np.zeros((self.people, self.slots), dtype=bool)
        np.logical_or.at(usable, self.a, self.allowed)
        np.logical_or.at(usable, self.b, self.allowed)
        return usable

    @cached_property
    def sides(self) -> Bools | None:
        """(n) whether each person is on the first side (of buyers and sellers, say); None if there are no two sides."""
        return two_sides(self.a, self.b, self.people)

    @cached_property
    def max_simultaneous(self) -> Ints:
        """(T) upper bound of the meetings in a slot by the people who can meet in it, regardless of tables."""
        if self.sides is None:
            return np.asarray(self.usable.sum(axis=0) // 2, dtype=np.int64)
        first, second = self.usable[self.sides].sum(axis=0), self.usable[~self.sides].sum(axis=0)
        return np.asarray(np.minimum(first, second), dtype=np.int64)

    @cached_property
    def attainable(self) -> Ints:
        """(n) upper bound of each person's meetings by usable slots, `max_consecutive` and `max_meetings`."""
        usable = self.usable
        count = np.zeros(self.people, dtype=np.int64)
        run = np.zeros(self.people, dtype=np.int64)
        for t in range(self.slots):  # greedy from the left: optimal for one person
            run = np.where(usable[:, t], run * self.adjacent[t], 0)
            if not self.adjacent[t]:
                run = np.zeros(self.people, dtype=np.int64)
            meets = usable[:, t] & (run < self.max_consecutive)
            count += meets
            run = np.where(meets, run + 1, 0)
        return np.minimum(count, self.max_meetings)

    def meetings_of(self, pairs: Ints | Bools) -> Ints:
        """(n) meetings of each person if these pairs meet: indexes, or a mask (m)."""
        return np.bincount(np.concatenate([self.a[pairs], self.b[pairs]]), minlength=self.people)

    @cached_property
    def required_meetings(self) -> Ints:
        """(n) required meetings of each person."""
        return self.meetings_of(self.required)

    @cached_property
    def ideal(self) -> Ideal:
        """What each person could reach alone."""
        return ideal_of(self.allowed, self.score, self.attainable, self.incident)

    @cached_property
    def incident(self) -> tuple[Ints, Ints]:
        """Each person's pairs in compressed rows: offsets (n + 1) and pair indexes (2m)."""
        ends = np.concatenate([self.a, self.b])
        order = np.argsort(ends, kind="stable")
        counts = np.bincount(ends, minlength=self.people)
        return np.concatenate([[0], np.cumsum(counts)]), order % max(1, self.pairs)
