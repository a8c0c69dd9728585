"""Who may meet whom, as matrices and arrays: the rules of `matchmaker.pairs.eligibility` for all pairs at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.pairs.eligibility import employer_key
from matchmaker.scoring.pair_sets import PairSet
from matchmaker.scoring.profiles import Profile
from matchmaker.scoring.sparse_products import Ints

Booleans = NDArray[np.bool_]


class EligibilityMatrix:
    """`may_meet` compares two groups. `barred`: pairs kept apart by the event's data; `no_thanks`: by an answer.

    The event's typical values are measured regardless of no-thanks answers, so that no published number can reveal one.
    """

    def __init__(
        self,
        profiles: Sequence[Profile],
        may_meet: Callable[[int | None, int | None], bool],
        *,
        colleagues_may_meet: bool,
        barred: PairSet,
        no_thanks: PairSet,
    ) -> None:
        self.people = len(profiles)
        self.barred, self.no_thanks = barred, no_thanks
        groups = list(dict.fromkeys(profile.group for profile in profiles))
        self._group = np.array([groups.index(profile.group) for profile in profiles], dtype=np.int64)
        self._matrix = np.array([[may_meet(one, other) for other in groups] for one in groups], dtype=np.bool_)
        self._employer = _employers(profiles, colleagues_may_meet)

    def block(self, people: Ints, *, respect_no_thanks: bool) -> Booleans:
        """Whether each of `people` may meet each person of the event: (len(people), self.people)."""
        allowed: Booleans = self._matrix[self._group[people]][:, self._group]
        allowed &= self._employer[people, None] != self._employer
        allowed[self.barred.cells(people)] = False
        if respect_no_thanks:
            allowed[self.no_thanks.cells(people)] = False
        return allowed

    def of(self, a: Ints, b: Ints) -> Booleans:
        """Whether each pair (a[k], b[k]) may meet."""
        allowed: Booleans = self._matrix[self._group[a], self._group[b]] & (self._employer[a] != self._employer[b])
        return allowed & ~self.barred.has(a, b) & ~self.no_thanks.has(a, b)


def _employers(profiles: Sequence[Profile], colleagues_may_meet: bool) -> Ints:
    """A number per employer; people who may meet their colleagues, or have none, get a number of their own.

    Equal numbers mean that two must not meet; a person and themselves are such a pair.
    """
    keys = [employer_key(profile.organisation, colleagues_may_meet=colleagues_may_meet) for profile in profiles]
    keys = [key or f"\n{position}" for position, key in enumerate(keys)]
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
