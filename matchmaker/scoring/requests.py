"""Requests: the share of the event's request points that a pair gets because one asked to meet the other."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from matchmaker.scoring.pair_sets import PairSet
from matchmaker.scoring.sparse_products import Floats, Ints

GRADES = ("", "like", "must")
SHARE = np.array(
    [
        [0.00, 0.35, 0.60],
        [0.35, 0.70, 0.85],
        [0.60, 0.85, 1.00],
    ]
)
"""By the two people's grades: none, `like` or `must`. A higher grade on either side always gives more."""
NEARER_TO_MUST = {1: 0.6, 2: 0.4, 3: 0.2}
"""How far a like of this rank is on the way to a must; further ranks count as a like without a rank."""


class Requests:
    """Requests as (from, to, grade, rank or None), by positions; without any no-thanks."""

    def __init__(self, people: int, requests: Iterable[tuple[int, int, str, int | None]]) -> None:
        self.people = people
        asked = sorted((one * people + other, *_strength(grade, rank)) for one, other, grade, rank in requests)
        self._keys = np.array([key for key, *_ in asked], dtype=np.int64)
        self._grades = np.array([grade for _, grade, _ in asked] + [0], dtype=np.int64)
        self._strengths = np.array([strength for *_, strength in asked] + [0.0])

    @property
    def pairs(self) -> PairSet:
        """Pairs of which at least one person asked for the other."""
        return PairSet.between(self.people, self._keys // max(self.people, 1), self._keys % max(self.people, 1))

    def grades(self, one: Ints, other: Ints) -> Ints:
        """The grade of `one`'s request for `other`, as a position in GRADES; 0 if there is none."""
        return self._grades[self._found(one, other)]

    def share(self, a: Ints, b: Ints) -> Floats:
        """0 to 1, the same for (b, a): SHARE, between its whole grades by bilinear interpolation."""
        one, other = self._strengths[self._found(a, b)], self._strengths[self._found(b, a)]
        low, by = _whole_and_part(one)
        left, across = _whole_and_part(other)
        above = (1 - across) * SHARE[low, left] + across * SHARE[low, left + 1]
        below = (1 - across) * SHARE[low + 1, left] + across * SHARE[low + 1, left + 1]
        shares: Floats = (1 - by) * above + by * below
        return shares

    def _found(self, one: Ints, other: Ints) -> Ints:
        """Positions of the requests among all; the last for none."""
        wanted = one * self.people + other
        position = np.searchsorted(self._keys, wanted)
        return np.where(np.append(self._keys, -1)[position] == wanted, position, len(self._keys))


def _strength(grade: str, rank: int | None) -> tuple[int, float]:
    whole = GRADES.index(grade)
    return whole, whole + (NEARER_TO_MUST.get(rank, 0.0) if rank is not None and grade == "like" else 0.0)


def _whole_and_part(strength: Floats) -> tuple[Ints, Floats]:
    """The grade below and the way to the next one, so that there is always a next one."""
    whole = np.minimum(strength.astype(np.int64), len(GRADES) - 2)
    return whole, strength - whole
