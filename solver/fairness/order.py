"""The measure of the tier `fairness`, as defined in docs/fairness.md.

Schedules are compared first by numbers of meetings, then by each person's share of their ideal score, from the
worst-off up: a schedule is fairer if fewer people have no meeting, then if fewer have less than two, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from solver.instance.ideal import Ideal

if TYPE_CHECKING:  # `Instance` imports `solver.instance.ideal`; avoids a cycle
    from solver.arrays import Ints
    from solver.instance.instance import Instance

WHOLE: Final = 1000  # a share is counted in thousandths


@dataclass(frozen=True, eq=False)
class FairnessProfile:
    """The fairness of a schedule: the number of people below each level."""

    below: Ints  # (T) people with fewer than 1, 2, ... T meetings
    below_share: Ints  # (WHOLE) people with a share of less than 1, 2, ... thousandths

    @property
    def key(self) -> tuple[int, ...]:
        """Sort key: smaller is fairer."""
        return (*self.below.tolist(), *self.below_share.tolist())

    def keeps(self, other: FairnessProfile) -> bool:
        """Whether no level has more people below it than in the other profile."""
        return not ((self.below > other.below).any() or (self.below_share > other.below_share).any())


def shares(ideal: Ideal, score: Ints) -> Ints:
    """(n) each person's score (n) in thousandths of their ideal score, rounded down; 1000 if the ideal is 0."""
    return np.where(ideal.score > 0, WHOLE * score // np.maximum(1, ideal.score), WHOLE)


def profile_of(instance: Instance, pairs: Ints) -> FairnessProfile:
    """The fairness profile of a schedule of these pairs (indexes)."""
    count, score = totals(instance, pairs)
    return FairnessProfile(_below(count, instance.slots), _below(shares(instance.ideal, score), WHOLE))


def totals(instance: Instance, pairs: Ints) -> tuple[Ints, Ints]:
    """(n), (n): number of meetings and total score of each person, if these pairs (indexes) meet."""
    ends = np.concatenate([instance.a[pairs], instance.b[pairs]])
    count = instance.meetings_of(pairs)
    score = np.bincount(ends, np.tile(instance.score[pairs], 2).astype(float), minlength=instance.people)
    return count, score.astype(np.int64)


def _below(values: Ints, levels: int) -> Ints:
    """(levels) number of values less than 1, 2, ... `levels`."""
    histogram: Ints = np.bincount(np.minimum(values, levels), minlength=levels + 1)
    return np.cumsum(histogram)[:levels]


def floor_of(instance: Instance, below: Ints) -> int:
    """The largest k such that everyone who could have k meetings has at least k.

    If everyone has as many as possible: the most that anyone could have. `below`: (T), see `FairnessProfile`.
    """
    ideal_below = _below(instance.ideal.meetings, instance.slots)
    exceeded = np.flatnonzero(below > ideal_below)
    return int(exceeded[0]) if len(exceeded) else int(instance.ideal.meetings.max(initial=0))
