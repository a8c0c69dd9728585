"""The tier `fairness`: the worst-off first. How it is measured (docs/fairness.md is its definition).

First the number of meetings, then the share of the best score that each person could have had, each raised from below:
a schedule is fairer the fewer people have less than one meeting, then the fewer have less than two, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:  # an instance knows its ideal, so it imports this file
    from solver.instance import Bools, Instance, Ints

WHOLE: Final = 1000  # a share is counted in thousandths


@dataclass(frozen=True, eq=False)
class Ideal:
    """What each person could have if nobody else met anybody."""

    meetings: Ints  # (n)
    score: Ints  # (n) sum of that many of the best scores


@dataclass(frozen=True, eq=False)
class Order:
    """How a schedule stands in the order of fairness: the numbers of people below each level."""

    below: Ints  # (T) people with fewer than 1, 2, ... meetings
    poorer: Ints  # (WHOLE) people whose share is less than 1, 2, ... thousandths

    @property
    def key(self) -> tuple[int, ...]:
        """Smaller is fairer."""
        return (*self.below.tolist(), *self.poorer.tolist())

    def keeps(self, other: Order) -> bool:
        """Whether no level has more people below it than in the other."""
        return not ((self.below > other.below).any() or (self.poorer > other.poorer).any())


def ideal_of(instance: Instance) -> Ideal:
    """Slots, rows of meetings and `max_meetings` limit the meetings, and so does a pair's choice of slots."""
    offsets, incident = instance.incident
    useful: Bools = np.asarray(instance.allowed.any(axis=1), dtype=bool)
    choice = instance.allowed.sum(axis=1)
    meetings = np.zeros(instance.people, dtype=np.int64)
    score = np.zeros(instance.people, dtype=np.int64)
    for p, most in enumerate(instance.attainable.tolist()):
        mine = incident[offsets[p] : offsets[p + 1]]
        mine = mine[useful[mine]]
        wanted = min(most, len(mine))
        if wanted and not _roomy(choice[mine], wanted):
            wanted = min(wanted, _matched(instance.allowed[mine]))
        meetings[p] = wanted
        score[p] = np.sort(instance.score[mine])[len(mine) - wanted :].sum()
    return Ideal(meetings, score)


def _roomy(choice: Ints, wanted: int) -> bool:
    """Whether the i-th of so many pairs has i slots to choose from: then each finds one."""
    best = np.sort(choice)[len(choice) - wanted :]
    return bool((best >= np.arange(1, wanted + 1)).all())


def _matched(allowed: Bools) -> int:
    """Most pairs with a slot each, by augmenting paths (Kuhn)."""
    taken: dict[int, int] = {}

    def place(pair: int, seen: set[int]) -> bool:
        for t in np.flatnonzero(allowed[pair]).tolist():
            if t not in seen:
                seen.add(t)
                if t not in taken or place(taken[t], seen):
                    taken[t] = pair
                    return True
        return False

    return sum(place(pair, set()) for pair in range(len(allowed)))


def shares(ideal: Ideal, got: Ints) -> Ints:
    """(n) thousandths of the ideal score that the scores got are, rounded down; all of it where there was none."""
    return np.where(ideal.score > 0, WHOLE * got // np.maximum(1, ideal.score), WHOLE)


def order_of(instance: Instance, pairs: Ints) -> Order:
    """The order of the schedule that holds these pairs."""
    count, got = totals(instance, pairs)
    return Order(_below(count, instance.slots), _below(shares(instance.ideal, got), WHOLE))


def totals(instance: Instance, pairs: Ints) -> tuple[Ints, Ints]:
    """(n), (n): each person's meetings and the sum of their scores."""
    ends = np.concatenate([instance.a[pairs], instance.b[pairs]])
    count = np.bincount(ends, minlength=instance.people)
    got = np.bincount(ends, np.tile(instance.score[pairs], 2).astype(float), minlength=instance.people)
    return count, got.astype(np.int64)


def _below(values: Ints, most: int) -> Ints:
    """(most) how many values are less than 1, 2, ... `most`."""
    counted: Ints = np.bincount(np.minimum(values, most), minlength=most + 1)
    return np.cumsum(counted)[:most]


def floor_of(instance: Instance, below: Ints) -> int:
    """The largest number of meetings that nobody falls short of who could have so many.

    The most that anybody could have where all have what they could.
    """
    unable = _below(instance.ideal.meetings, instance.slots)
    short = np.flatnonzero(below > unable)
    return int(short[0]) if len(short) else int(instance.ideal.meetings.max(initial=0))
