"""No slot holds more meetings than its tables have room for."""

import numpy as np

from solver.cpsat.cardinality import any_of, at_most
from solver.cpsat.model import Lit, Model
from solver.graphs.star_cover import stars


def add_table_capacity(model: Model) -> None:
    """Limit each shared table, and then all tables that are not reserved together."""
    instance = model.instance
    for k in instance.shared_tables:
        bound = [int(e) for e in np.flatnonzero(instance.bound_table == k)]
        for t in range(instance.slots):
            _limit(model, bound, t, int(instance.capacity[k, t]))
    pooled = [int(e) for e in np.flatnonzero(instance.pooled)]
    for t in range(instance.slots):
        _limit(model, pooled, t, int(instance.open_capacity[t]))


def _limit(model: Model, pairs: list[int], t: int, capacity: int) -> None:
    """Meetings that share a person exclude each other, so each star of them counts as one input."""
    present = [e for e in pairs if t in model.meets[e]]
    a, b = model.instance.a, model.instance.b
    busy = {int(p) for e in present for p in (a[e], b[e])}
    if min(len(present), len(busy) // 2) <= capacity:
        return
    covers = stars(a, b, present)
    at_most(model.cp, [any_of(model.cp, [model.meets[e][t] for e in star]) for star in covers], capacity)
    people = [model.used[p][t] for p in sorted(busy)]
    if len(present) == sum(t in slots for slots in model.meets):
        _add_parity(model, people, capacity)


def _add_parity(model: Model, people: list[Lit], capacity: int) -> None:
    """Implied: each meeting has two people, so the number of busy people is even and at most twice the capacity."""
    half = model.cp.new_int_var(0, min(capacity, len(people) // 2), "")
    model.cp.add(sum(people) == 2 * half)
