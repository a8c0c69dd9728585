"""No slot holds more meetings than there are places at tables."""

import numpy as np

from solver.graphs.star_cover import stars
from solver.instance.sentinels import NO_TABLE_BOUND
from solver.problem import Rule
from solver.sat.cardinality import at_most
from solver.sat.model import Guard, Timetable

Inputs = dict[int, int]  # pair to the literal that says it takes a place here


def add_table_capacity(model: Timetable) -> None:
    """Each table that meetings are bound to by itself, then all tables that are not reserved together."""
    instance = model.instance
    bound = sorted({k for seats in model.seats for k, _ in seats if k >= 0})
    pool = {NO_TABLE_BOUND, *np.flatnonzero(instance.open_to_all).tolist()}
    for t in range(instance.slots):
        for k in bound:
            _limit(model, _inputs(model, t, {k}), t, int(instance.capacity[k, t]))
        _limit(model, _inputs(model, t, pool), t, int(instance.open_capacity[t]))


def _inputs(model: Timetable, t: int, tables: set[int]) -> Inputs:
    """Who takes a place; a pair with several possible tables counts where the right one is in force."""
    inputs: Inputs = {}
    for e, slots in enumerate(model.meets):
        guards = [guard for k, guard in model.seats[e] if k in tables] if t in slots else []
        if len(guards) == len(model.seats[e]):
            inputs[e] = slots[t]
        elif guards:
            inputs[e] = _under(model, slots[t], guards[0])
    return inputs


def _under(model: Timetable, meeting: int, guard: Guard) -> int:
    place = model.cnf.new()
    model.cnf.add(-meeting, place, *guard)
    return place


def _limit(model: Timetable, inputs: Inputs, t: int, places: int) -> None:
    """Meetings that share a person exclude each other, so each star of them counts as one input.

    Implied where all meetings of the slot count here: at most twice as many people as places are busy.
    """
    busy = sorted({p for e in inputs for p in _ends(model, e)})
    if min(len(inputs), len(busy) // 2) <= places:
        return
    guard = model.switches.guard(Rule.TABLE_CAPACITY)
    covers = [model.cnf.any_of([inputs[e] for e in star]) for star in stars(model.instance.a, model.instance.b, inputs)]
    at_most(model.cnf, covers, places, guard)
    if all(inputs.get(e) == slots[t] for e, slots in enumerate(model.meets) if t in slots):
        at_most(model.cnf, [model.used[p][t] for p in busy], 2 * places, guard)


def _ends(model: Timetable, e: int) -> tuple[int, int]:
    return int(model.instance.a[e]), int(model.instance.b[e])
