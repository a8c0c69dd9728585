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


class Requests:
    """Requests as (from, to, grade), by positions; without any no-thanks."""

    def __init__(self, people: int, requests: Iterable[tuple[int, int, str]]) -> None:
        self.people = people
        asked = sorted((one * people + other, GRADES.index(grade)) for one, other, grade in requests)
        self._keys = np.array([key for key, _ in asked], dtype=np.int64)
        self._grades = np.array([grade for _, grade in asked] + [0], dtype=np.int64)

    @property
    def pairs(self) -> PairSet:
        """Pairs of which at least one person asked for the other."""
        return PairSet.between(self.people, self._keys // max(self.people, 1), self._keys % max(self.people, 1))

    def grades(self, one: Ints, other: Ints) -> Ints:
        """The grade of `one`'s request for `other`, as a position in GRADES; 0 if there is none."""
        wanted = one * self.people + other
        position = np.searchsorted(self._keys, wanted)
        found = np.append(self._keys, -1)[position] == wanted
        return np.where(found, self._grades[position], 0)

    def share(self, a: Ints, b: Ints) -> Floats:
        """0 to 1, the same for (b, a)."""
        shares: Floats = SHARE[self.grades(a, b), self.grades(b, a)]
        return shares
