"""Slots that pairs are confined to, such as the blocks in which their groups may meet: limits of their own."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints
from solver.instance.instance import Instance


@dataclass(frozen=True, eq=False)
class Family:
    """The pairs that can meet in these slots only, and the most that each person can hold of them."""

    slots: Bools  # (T)
    pairs: Bools  # (m)
    room: Ints  # (n)


def families(instance: Instance, most: int) -> tuple[Family, ...]:
    """One for each set of slots that the problem names for a pair, if it leaves out any slot; at most `most`, those of
    the most pairs first."""
    named = Counter(pair.slots for pair in instance.problem.pairs if pair.slots is not None)
    index = {slot.id: t for t, slot in enumerate(instance.problem.slots)}
    found = []
    for names, _ in named.most_common(most):
        slots = np.zeros(instance.slots, dtype=bool)
        slots[[index[name] for name in names]] = True
        if not slots.all():
            found.append(_family(instance, slots))
    return tuple(found)


def _family(instance: Instance, slots: Bools) -> Family:
    confined = ~(instance.allowed & ~slots).any(axis=1)
    return Family(slots, np.asarray(confined, dtype=bool), (instance.available & slots).sum(axis=1))
