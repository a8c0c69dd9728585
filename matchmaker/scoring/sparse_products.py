"""Products of sparse people-by-features matrices, block by block, on numpy alone.

For all pairs of people, common features are cheapest in a dense matrix product, rare ones through an inverted index
(for each person, look up who else has the feature). `Product` splits the features accordingly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Ints = NDArray[np.int64]

DENSE_SHARE = 1 / 1024
"""A column is dense if its people, left times right, are more than this share of all pairs (measured break-even)."""


@dataclass(frozen=True)
class Features:
    """A sparse matrix in rows (people): row i has `columns[starts[i]:starts[i + 1]]`, ascending, and their values."""

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    @classmethod
    def of(cls, rows: Sequence[dict[int, float]], width: int) -> Features:
        """From one dictionary (column -> value) per person."""
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        entries = [entry for row in rows for entry in sorted(row.items())]
        columns = np.array([column for column, _ in entries], dtype=np.int64)
        return cls(starts, columns, np.array([value for _, value in entries], dtype=np.float64), width)

    @property
    def people(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def lengths(self) -> Ints:
        return np.diff(self.starts)

    @cached_property
    def rows(self) -> Ints:
        """The person of every entry."""
        return np.repeat(np.arange(self.people), self.lengths)

    @cached_property
    def counts(self) -> Ints:
        """The number of people who have each column."""
        return np.bincount(self.columns, minlength=self.width)

    @cached_property
    def keys(self) -> Ints:
        """Person and column in one number, ascending."""
        return self.rows * self.width + self.columns

    def scaled(self, by_person: Floats, by_column: Floats) -> Features:
        values = self.values * by_person[self.rows] * by_column[self.columns]
        return Features(self.starts, self.columns, values, self.width)

    def row_sums(self, values: Floats) -> Floats:
        sums: Floats = np.bincount(self.rows, values, minlength=self.people).astype(np.float64)
        return sums

    def entries_of(self, people: Ints) -> tuple[Ints, Ints]:
        """All entries of these people: (position in `people`, position in `columns` and `values`)."""
        return concatenated_ranges(self.starts[people], self.lengths[people])

    def dense(self, columns: Ints) -> Floats32:
        """These columns as a dense matrix, people by columns."""
        position = np.full(self.width, -1, dtype=np.int64)
        position[columns] = np.arange(len(columns))
        kept = position[self.columns] >= 0
        matrix = np.zeros((self.people, len(columns)), dtype=np.float32)
        matrix[self.rows[kept], position[self.columns[kept]]] = self.values[kept]
        return matrix

    def without(self, columns: Ints) -> Features:
        removed = np.zeros(self.width, dtype=np.bool_)
        removed[columns] = True
        kept = ~removed[self.columns]
        starts = np.zeros(self.people + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.rows[kept], minlength=self.people), out=starts[1:])
        return Features(starts, self.columns[kept], self.values[kept], self.width)

    def transposed(self) -> Features:
        order = np.argsort(self.columns, kind="stable")
        starts = np.zeros(self.width + 1, dtype=np.int64)
        np.cumsum(self.counts, out=starts[1:])
        return Features(starts, self.rows[order], self.values[order], self.people)


def concatenated_ranges(starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Concatenated ranges: for each element the number of its range and its own position."""
    owner = np.repeat(np.arange(len(starts)), lengths)
    first = np.cumsum(lengths) - lengths
    return owner, starts[owner] + np.arange(len(owner)) - first[owner]


@dataclass(frozen=True)
class Hits:
    """The terms of pairs' products: `columns[k]` adds `values[k]` to the pair at `pairs[k]`.

    `left` and `right` are the positions of the two matching entries.
    """

    pairs: Ints
    columns: Ints
    values: Floats
    left: Ints
    right: Ints

    def sums(self, pairs: int) -> Floats:
        sums: Floats = np.bincount(self.pairs, self.values, minlength=pairs).astype(np.float64)
        return sums


class Product:
    """left · rightᵀ of two people-by-features matrices with the same columns, never computed as a whole."""

    def __init__(self, left: Features, right: Features) -> None:
        self.left, self.right = left, right
        cost = left.counts * right.counts
        common = np.flatnonzero(cost > DENSE_SHARE * left.people * right.people)
        self._dense_left = left.dense(common)
        self._dense_right = self._dense_left if right is left else right.dense(common)
        self._rare_left = left.without(common)
        self._rare_right = right.without(common).transposed()

    def block(self, people: Ints) -> Floats32:
        """These people's rows of the product: (len(people), right.people), float32."""
        result: Floats32 = self._dense_left[people] @ self._dense_right.T
        owner, entry = self._rare_left.entries_of(people)
        column = self._rare_left.columns[entry]
        matching, posting = concatenated_ranges(self._rare_right.starts[column], self._rare_right.lengths[column])
        if len(matching):
            cell = owner[matching] * self.right.people + self._rare_right.columns[posting]
            added = self._rare_left.values[entry][matching] * self._rare_right.values[posting]
            np.add.at(result.reshape(-1), cell, added.astype(np.float32))
        return result

    def hits(self, a: Ints, b: Ints) -> Hits:
        """The terms of the product of each pair (a[k], b[k]), ordered by pair and column."""
        pair, left = self.left.entries_of(a)
        wanted = b[pair] * self.right.width + self.left.columns[left]
        right = np.searchsorted(self.right.keys, wanted)
        matching = np.flatnonzero(right < len(self.right.keys))
        matching = matching[self.right.keys[right[matching]] == wanted[matching]]
        pair, left, right = pair[matching], left[matching], right[matching]
        return Hits(pair, self.left.columns[left], self.left.values[left] * self.right.values[right], left, right)
