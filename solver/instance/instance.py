"""The problem as arrays: what the models and searches work on. People, pairs, slots and tables are indexes here."""

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
    allowed: Bools  # (m, T) availability, pair's slots, fixed slot and an open table
    bound_table: Ints  # (m) table the meeting is bound to, NO_TABLE_BOUND or NO_TABLE_POSSIBLE
    adjacent: Bools  # (T) the slot before is adjacent, in the same block
    block: Ints  # (T) number of the block, in order of appearance
    available: Bools  # (n, T) person is available
    capacity: Ints  # (K, T) meetings at once, 0 where closed
    open_to_all: Bools  # (K) not reserved
    min_meetings: Ints  # (n) min_meetings
    max_meetings: Ints  # (n) max_meetings, at most T
    max_consecutive: Ints  # (n) max_consecutive, at most T

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
        """(T) meetings that fit at the tables which are not reserved."""
        return np.asarray(self.capacity[self.open_to_all].sum(axis=0), dtype=np.int64)

    @cached_property
    def pooled(self) -> Bools:
        """(m) whether the pair's meeting uses a table that is not reserved."""
        bound = self.bound_table >= 0
        return np.where(bound, self.open_to_all[np.where(bound, self.bound_table, 0)] if bound.any() else False, True)

    @cached_property
    def shared_tables(self) -> tuple[int, ...]:
        """Tables with more bound meetings that could take place at once than they hold."""
        tight = []
        for k in np.unique(self.bound_table[self.bound_table >= 0]):
            mine = self.allowed[self.bound_table == k]
            ends = np.concatenate([self.a[self.bound_table == k], self.b[self.bound_table == k]])
            owner = np.bincount(ends, minlength=self.people).max(initial=0) == len(mine)
            wanted = mine.any(axis=0).astype(np.int64) if owner else mine.sum(axis=0)
            if (wanted > self.capacity[k]).any():
                tight.append(int(k))
        return tuple(tight)

    @cached_property
    def resources(self) -> Ints:
        """(m, 2) what the pair's meeting takes a place of: its number in `shared`, and that of all open tables together
        (the one after the last shared table); NO_RESOURCE where it does not."""
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
        """(n, T) whether some pair of the person may meet in the slot."""
        usable = np.zeros((self.people, self.slots), dtype=bool)
        np.logical_or.at(usable, self.a, self.allowed)
        np.logical_or.at(usable, self.b, self.allowed)
        return usable

    @cached_property
    def sides(self) -> Bools | None:
        """(n) the side of each person where the pairs are two-sided, such as buyers and sellers; else None."""
        return two_sides(self.a, self.b, self.people)

    @cached_property
    def max_simultaneous(self) -> Ints:
        """(T) most meetings possible in a slot with the people who can meet in it, regardless of tables."""
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
            run = np.where(usable[:, t], run * self.adjacent[t], 0)
            if not self.adjacent[t]:
                run = np.zeros(self.people, dtype=np.int64)
            take = usable[:, t] & (run < self.max_consecutive)
            count += take
            run = np.where(take, run + 1, 0)
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
        """What each person could have if no one else met anyone."""
        return ideal_of(self.allowed, self.score, self.attainable, self.incident)

    @cached_property
    def incident(self) -> tuple[Ints, Ints]:
        """Compressed lists of each person's pairs: offsets (n + 1) and pair indexes (2m)."""
        ends = np.concatenate([self.a, self.b])
        order = np.argsort(ends, kind="stable")
        counts = np.bincount(ends, minlength=self.people)
        return np.concatenate([[0], np.cumsum(counts)]), order % max(1, self.pairs)
