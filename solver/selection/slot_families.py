"""Families of pairs restricted to the same slots, such as the blocks in which their groups may meet."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints
from solver.instance.instance import Instance


@dataclass(frozen=True, eq=False)
class SlotFamily:
    """The pairs that can meet only in these slots, and the most meetings of these pairs that each person can have."""

    slots: Bools  # (T)
    pairs: Bools  # (m)
    limit: Ints  # (n)


def slot_families(instance: Instance, max_families: int) -> tuple[SlotFamily, ...]:
    """One family for each set of slots that pairs are restricted to; at most `max_families`, the most common first."""
    named = Counter(pair.slots for pair in instance.problem.pairs if pair.slots is not None)
    index = {slot.id: t for t, slot in enumerate(instance.problem.slots)}
    result = []
    for names, _ in named.most_common(max_families):
        slots = np.zeros(instance.slots, dtype=bool)
        slots[[index[name] for name in names]] = True
        if not slots.all():
            result.append(_family(instance, slots))
    return tuple(result)


def _family(instance: Instance, slots: Bools) -> SlotFamily:
    confined = ~(instance.allowed & ~slots).any(axis=1)
    return SlotFamily(slots, np.asarray(confined, dtype=bool), (instance.available & slots).sum(axis=1))
