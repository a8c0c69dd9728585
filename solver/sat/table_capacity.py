"""No slot holds more meetings than its tables have room for."""

import numpy as np

from solver.graphs.star_cover import stars
from solver.instance.sentinels import NO_TABLE_BOUND
from solver.problem import Rule
from solver.sat.cardinality import at_most
from solver.sat.model import Guard, Timetable

Inputs = dict[int, int]  # by pair, the literal that it uses one of the counted tables


def add_table_capacity(model: Timetable) -> None:
    """Limit each table that meetings are bound to, and then all tables that are not reserved together."""
    instance = model.instance
    bound = sorted({k for seats in model.seats for k, _ in seats if k >= 0})
    pool = {NO_TABLE_BOUND, *np.flatnonzero(instance.open_to_all).tolist()}
    for t in range(instance.slots):
        for k in bound:
            _limit(model, _inputs(model, t, {k}), t, int(instance.capacity[k, t]))
        _limit(model, _inputs(model, t, pool), t, int(instance.open_capacity[t]))


def _inputs(model: Timetable, t: int, tables: set[int]) -> Inputs:
    """Literals of the meetings at these tables; a pair with several possible tables counts if bound to one of these."""
    inputs: Inputs = {}
    for e, slots in enumerate(model.meets):
        guards = [guard for k, guard in model.seats[e] if k in tables] if t in slots else []
        if len(guards) == len(model.seats[e]):
            inputs[e] = slots[t]
        elif guards:
            inputs[e] = _if_bound(model, slots[t], guards[0])
    return inputs


def _if_bound(model: Timetable, meeting: int, guard: Guard) -> int:
    """A literal that holds if the meeting takes place and no literal of the guard holds."""
    seated = model.cnf.new()
    model.cnf.add(-meeting, seated, *guard)
    return seated


def _limit(model: Timetable, inputs: Inputs, t: int, capacity: int) -> None:
    """Meetings that share a person exclude each other, so each star of them counts as one input.

    If all meetings of the slot count, this is implied: at most twice as many people as the capacity are busy.
    """
    busy = sorted({p for e in inputs for p in _ends(model, e)})
    if min(len(inputs), len(busy) // 2) <= capacity:
        return
    guard = model.switches.guard(Rule.TABLE_CAPACITY)
    covers = [model.cnf.any_of([inputs[e] for e in star]) for star in stars(model.instance.a, model.instance.b, inputs)]
    at_most(model.cnf, covers, capacity, guard)
    if all(inputs.get(e) == slots[t] for e, slots in enumerate(model.meets) if t in slots):
        at_most(model.cnf, [model.used[p][t] for p in busy], 2 * capacity, guard)


def _ends(model: Timetable, e: int) -> tuple[int, int]:
    return int(model.instance.a[e]), int(model.instance.b[e])
