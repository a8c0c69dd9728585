"""The problem as arrays: what the models and searches work on. People, pairs, slots and tables are indexes here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from solver.arrays import Bools, Ints
from solver.graphs.bipartition import two_sides
from solver.instance.ideal import Ideal, ideal_of
from solver.problem import Problem

FLOATING: Final = -1  # the meeting may be at any table that is not reserved
NOWHERE: Final = -2  # no table can ever hold the meeting
NOTHING: Final = -1


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
        return ideal_of(self.allowed, self.score, self.attainable, self.incident)

    @cached_property
    def incident(self) -> tuple[Ints, Ints]:
        """Compressed lists of each person's pairs: offsets (n + 1) and pair indexes (2m)."""
        ends = np.concatenate([self.a, self.b])
        order = np.argsort(ends, kind="stable")
        counts = np.bincount(ends, minlength=self.people)
        return np.concatenate([[0], np.cumsum(counts)]), order % max(1, self.pairs)
