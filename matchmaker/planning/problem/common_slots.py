"""Pairs without a slot in which both are there and may meet: people with the same times and group are counted once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Booleans = NDArray[np.bool_]
_ROWS = 512
"""Classes that are compared with all others at a time; it limits the memory."""


def pairs_without_common_slot(
    there: Booleans, open_slots: Booleans, groups: Ints, rules: Booleans, rules_only: bool, agreed: Ints
) -> int:
    """Without agreed pairs, pairs whose groups must not meet at all, and people who are never there.

    `there`: person by slot; `open_slots`: those that are open to everybody; `groups`: the index of each person's
    group in `rules`, which says which groups may meet in the other slots; `rules_only`: whether all slots are such.
    """
    classes, numbers = _Classes.of(there, open_slots, groups, rules, rules_only)
    a, b = numbers[agreed].T
    found = 0
    for start in range(0, len(classes.sizes), _ROWS):
        rows = np.arange(start, min(start + _ROWS, len(classes.sizes)))
        apart = classes.apart(rows)
        pairs = apart @ classes.sizes - apart[np.arange(len(rows)), rows]
        inside = (a >= start) & (a <= rows[-1])
        found += int(classes.sizes[rows] @ pairs) - 2 * int(apart[a[inside] - start, b[inside]].sum())
    return found // 2


@dataclass(frozen=True)
class _Classes:
    """People with the same group and times: `sizes` of the classes, and for each what its people share."""

    sizes: Ints
    there: Booleans
    groups: Ints
    open_slots: Booleans
    rules: Booleans
    rules_only: bool

    @classmethod
    def of(
        cls, there: Booleans, open_slots: Booleans, groups: Ints, rules: Booleans, rules_only: bool
    ) -> tuple[_Classes, Ints]:
        """The classes, and the number of each person's class. People who are never there have classes of size 0."""
        alike = np.column_stack([groups.astype(">u4").view("u1").reshape(-1, 4), np.packbits(there, axis=1)])
        _, first, numbers, sizes = np.unique(alike, axis=0, return_index=True, return_inverse=True, return_counts=True)
        sizes = np.where(there[first].any(axis=1), sizes, 0)
        return cls(sizes, there[first], groups[first], open_slots, rules, rules_only), numbers.reshape(-1)

    def apart(self, rows: Ints) -> Booleans:
        """For each of these classes and every class, whether their people may meet, but have no slot for it."""
        allowed = self.rules[self.groups[rows]][:, self.groups]
        apart: Booleans = allowed & ~_common(self.there[rows], self.there)
        if not self.rules_only:
            apart |= ~allowed & ~_common(self.there[rows][:, self.open_slots], self.there[:, self.open_slots])
        apart[:, self.sizes == 0] = False
        return apart & (self.sizes[rows, None] > 0)


def _common(some: Booleans, there: Booleans) -> Booleans:
    """Whether two classes are there in a common slot."""
    common: Booleans = some.astype(np.float32) @ there.astype(np.float32).T > 0
    return common
