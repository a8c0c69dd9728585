"""The tier `fairness`: the worst-off first. How it is measured (docs/fairness.md is its definition).

First the number of meetings, then the share of the best score that each person could have had, each raised from below:
a schedule is fairer the fewer people have less than one meeting, then the fewer have less than two, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from solver.instance.ideal import Ideal

if TYPE_CHECKING:  # an instance knows its ideal, so it imports this file
    from solver.arrays import Ints
    from solver.instance.instance import Instance

WHOLE: Final = 1000  # a share is counted in thousandths


@dataclass(frozen=True, eq=False)
class FairnessProfile:
    """The fairness of a schedule: the number of people below each level."""

    below: Ints  # (T) people with fewer than 1, 2, ... meetings
    poorer: Ints  # (WHOLE) people whose share is less than 1, 2, ... thousandths

    @property
    def key(self) -> tuple[int, ...]:
        """Smaller is fairer."""
        return (*self.below.tolist(), *self.poorer.tolist())

    def keeps(self, other: FairnessProfile) -> bool:
        """Whether no level has more people below it than in the other profile."""
        return not ((self.below > other.below).any() or (self.poorer > other.poorer).any())


def shares(ideal: Ideal, got: Ints) -> Ints:
    """(n) reached score in thousandths of the ideal score, rounded down; 1000 if the ideal is 0."""
    return np.where(ideal.score > 0, WHOLE * got // np.maximum(1, ideal.score), WHOLE)


def profile_of(instance: Instance, pairs: Ints) -> FairnessProfile:
    """The fairness profile of the schedule with these pairs."""
    count, got = totals(instance, pairs)
    return FairnessProfile(_below(count, instance.slots), _below(shares(instance.ideal, got), WHOLE))


def totals(instance: Instance, pairs: Ints) -> tuple[Ints, Ints]:
    """(n), (n): each person's meetings and the sum of their scores."""
    ends = np.concatenate([instance.a[pairs], instance.b[pairs]])
    count = instance.meetings_of(pairs)
    got = np.bincount(ends, np.tile(instance.score[pairs], 2).astype(float), minlength=instance.people)
    return count, got.astype(np.int64)


def _below(values: Ints, most: int) -> Ints:
    """(most) how many values are less than 1, 2, ... `most`."""
    counted: Ints = np.bincount(np.minimum(values, most), minlength=most + 1)
    return np.cumsum(counted)[:most]


def floor_of(instance: Instance, below: Ints) -> int:
    """The largest k such that everyone who could have k meetings has at least k.

    If everyone has as many as possible, the most that anyone could have.
    """
    unable = _below(instance.ideal.meetings, instance.slots)
    short = np.flatnonzero(below > unable)
    return int(short[0]) if len(short) else int(instance.ideal.meetings.max(initial=0))
