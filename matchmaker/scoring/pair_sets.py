"""Sets of unordered pairs of people, by their positions in the list of profiles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from matchmaker.scoring.sparse_products import Ints, concatenated_ranges


class PairSet:
    """Pairs (a, b) with a < b, each once, in ascending order. Immutable."""

    def __init__(self, people: int, keys: Ints) -> None:
        self.people, self.keys = people, keys

    @classmethod
    def of(cls, people: int, pairs: Iterable[tuple[int, int]]) -> PairSet:
        both = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
        return cls.between(people, both[:, 0], both[:, 1])

    @classmethod
    def between(cls, people: int, a: Ints, b: Ints) -> PairSet:
        """From two arrays of positions, in any order and with repeats."""
        return cls(people, np.unique(np.minimum(a, b) * people + np.maximum(a, b)))

    def __len__(self) -> int:
        return len(self.keys)

    def __or__(self, other: PairSet) -> PairSet:
        return PairSet(self.people, np.union1d(self.keys, other.keys))

    def __sub__(self, other: PairSet) -> PairSet:
        return PairSet(self.people, np.setdiff1d(self.keys, other.keys, assume_unique=True))

    @property
    def a(self) -> Ints:
        return self.keys // self.people if self.people else self.keys

    @property
    def b(self) -> Ints:
        return self.keys % self.people if self.people else self.keys

    def has(self, a: Ints, b: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """For each pair whether it is in the set."""
        return np.isin(np.minimum(a, b) * self.people + np.maximum(a, b), self.keys)

    @cached_property
    def _partners(self) -> tuple[Ints, Ints]:
        one, other = np.concatenate([self.a, self.b]), np.concatenate([self.b, self.a])
        order = np.lexsort((other, one))
        starts = np.zeros(self.people + 1, dtype=np.int64)
        np.cumsum(np.bincount(one, minlength=self.people), out=starts[1:])
        return starts, other[order]

    @property
    def degrees(self) -> Ints:
        """The number of each person's partners."""
        return np.diff(self._partners[0])

    def partners(self, person: int) -> Ints:
        starts, other = self._partners
        return other[starts[person] : starts[person + 1]]

    def cells(self, people: Ints) -> tuple[Ints, Ints]:
        """The cells of these people's partners in a matrix of `people` by all people: (rows, columns)."""
        starts, other = self._partners
        rows, position = concatenated_ranges(starts[people], starts[people + 1] - starts[people])
        return rows, other[position]
