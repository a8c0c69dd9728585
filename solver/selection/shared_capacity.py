"""Capacities shared by many pairs: tables, the slots of a family, the slots of an odd set of people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools
from solver.instance.instance import Instance
from solver.selection.slot_families import SlotFamily


@dataclass(frozen=True, eq=False)
class SharedCapacity:
    """At most `limit` of these pairs can meet in any schedule."""

    pairs: Bools  # (m)
    limit: int


def table_capacities(instance: Instance, families: Sequence[SlotFamily]) -> tuple[SharedCapacity, ...]:
    """Capacities of each shared table, of all open tables together, and of open tables in the slots of each family."""
    at_tables = [
        SharedCapacity(instance.bound_table == k, int(instance.capacity[k].sum())) for k in instance.shared_tables
    ]
    pool = instance.open_capacity
    if instance.pooled.all():
        pool = np.minimum(pool, instance.max_simultaneous)
    in_families = [SharedCapacity(instance.pooled & f.pairs, int(pool[f.slots].sum())) for f in families]
    return (*at_tables, SharedCapacity(instance.pooled, int(pool.sum())), *in_families)
