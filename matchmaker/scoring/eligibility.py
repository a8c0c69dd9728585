"""Who may meet whom at all: groups, organisations, and pairs that are to stay apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.scoring.pair_sets import PairSet
from matchmaker.scoring.profiles import Profile
from matchmaker.scoring.sparse_products import Ints
from matchmaker.text import identity

Booleans = NDArray[np.bool_]


class Eligibility:
    """`may_meet` judges two groups. `barred` pairs are kept apart by the organizers' word, `refused` ones by their own.

    A refusal keeps a pair apart like anything else, but what is typical of the event is measured without looking at
    refusals, so that no number that people see could betray one.
    """

    def __init__(
        self,
        profiles: Sequence[Profile],
        may_meet: Callable[[int | None, int | None], bool],
        *,
        colleagues_may_meet: bool,
        barred: PairSet,
        refused: PairSet,
    ) -> None:
        self.people = len(profiles)
        self.barred, self.refused = barred, refused
        groups = list(dict.fromkeys(profile.group for profile in profiles))
        self._group = np.array([groups.index(profile.group) for profile in profiles], dtype=np.int64)
        self._matrix = np.array([[may_meet(one, other) for other in groups] for one in groups], dtype=np.bool_)
        self._house = _houses(profiles, colleagues_may_meet)

    def block(self, people: Ints, *, refusals: bool) -> Booleans:
        """Whether each of `people` may meet each of all: (len(people), everybody)."""
        allowed: Booleans = self._matrix[self._group[people]][:, self._group]
        allowed &= self._house[people, None] != self._house
        allowed[self.barred.cells(people)] = False
        if refusals:
            allowed[self.refused.cells(people)] = False
        return allowed

    def of(self, a: Ints, b: Ints) -> Booleans:
        """Whether the two of each pair may meet."""
        allowed: Booleans = self._matrix[self._group[a], self._group[b]] & (self._house[a] != self._house[b])
        return allowed & ~self.barred.has(a, b) & ~self.refused.has(a, b)


def _houses(profiles: Sequence[Profile], colleagues_may_meet: bool) -> Ints:
    """A number per organisation. Those without one, or everybody where colleagues may meet, have one of their own, so
    that equal numbers always mean: not these two (nobody meets themselves)."""
    known: dict[str, int] = {}
    keys = (identity(profile.organisation) for profile in profiles)
    own = [f"\n{number}" if colleagues_may_meet or not key else key for number, key in enumerate(keys)]
    return np.array([known.setdefault(key, len(known)) for key in own], dtype=np.int64)
