"""Tables and changes of table: in the model only if moves count."""

import numpy as np

from solver.cpsat.model import Lit, Model
from solver.wrappers.cp_sat import cp_model


def add_seats(model: Model) -> None:
    """Fill `seats[e][t, k]`: pair e meets in slot t at table k; each table keeps its capacity."""
    instance = model.instance
    unreserved = np.flatnonzero(instance.open_to_all)
    load: dict[tuple[int, int], list[Lit]] = {}
    for e, slots in enumerate(model.meets):
        tables = unreserved if instance.bound_table[e] < 0 else instance.bound_table[e : e + 1]
        seats: dict[tuple[int, int], Lit] = {}
        for t, lit in slots.items():
            here = {int(k): model.cp.new_bool_var("") for k in tables if instance.capacity[k, t]}
            model.cp.add_exactly_one([*here.values(), ~lit])
            seats |= {(t, k): seat for k, seat in here.items()}
        for key, seat in seats.items():
            load.setdefault(key, []).append(seat)
        model.seats.append(seats)
    for (t, k), seats_there in load.items():
        if len(seats_there) > instance.capacity[k, t]:
            model.cp.add(sum(seats_there) <= int(instance.capacity[k, t]))


def moves_of(model: Model, person: int) -> cp_model.LinearExprT:
    """The person's changes of table: a person is at one table in every slot of a block, free slots included."""
    instance = model.instance
    seats: dict[int, dict[int, list[Lit]]] = {}
    for e in model.at(person):
        for (t, k), seat in model.seats[e].items():
            seats.setdefault(t, {}).setdefault(k, []).append(seat)
    changes: list[Lit] = []
    for block in np.unique(instance.block):
        slots = [t for t in sorted(seats) if instance.block[t] == block]
        tables = sorted({k for t in slots for k in seats[t]})
        if len(slots) > 1 and len(tables) > 1:
            changes += _changes(model, [seats[t] for t in slots], tables)
    return sum(changes)


def _changes(model: Model, seats: list[dict[int, list[Lit]]], tables: list[int]) -> list[Lit]:
    changes: list[Lit] = []
    before: dict[int, Lit] = {}
    for here in seats:
        stays: dict[int, Lit] = {k: model.cp.new_bool_var("") for k in tables}
        model.cp.add_exactly_one(stays.values())
        for k, meetings in here.items():
            for seat in meetings:
                model.cp.add_implication(seat, stays[k])
        if before:
            change = model.cp.new_bool_var("")
            for k in tables:
                model.cp.add_bool_or(~before[k], stays[k], change)
            changes.append(change)
        before = stays
    return changes
