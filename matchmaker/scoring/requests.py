"""Who asked to meet whom: the share of the event's request points that a pair gets."""

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
"""By what the two asked for, each nothing, `like` or `must`. Asking for more, on either side, always brings more."""


class Requests:
    """Requests as (from, to, grade), by positions. A no-thanks is no request and must not be among them."""

    def __init__(self, people: int, requests: Iterable[tuple[int, int, str]]) -> None:
        self.people = people
        asked = sorted((one * people + other, GRADES.index(grade)) for one, other, grade in requests)
        self._keys = np.array([key for key, _ in asked], dtype=np.int64)
        self._grades = np.array([grade for _, grade in asked] + [0], dtype=np.int64)

    @property
    def pairs(self) -> PairSet:
        """Pairs of whom at least one asked."""
        return PairSet.between(self.people, self._keys // max(self.people, 1), self._keys % max(self.people, 1))

    def grades(self, one: Ints, other: Ints) -> Ints:
        """What each `one` asked of `other`: a position in GRADES."""
        wanted = one * self.people + other
        place = np.searchsorted(self._keys, wanted)
        found = np.append(self._keys, -1)[place] == wanted
        return np.where(found, self._grades[place], 0)

    def share(self, a: Ints, b: Ints) -> Floats:
        """0 to 1, the same for (b, a)."""
        shares: Floats = SHARE[self.grades(a, b), self.grades(b, a)]
        return shares
