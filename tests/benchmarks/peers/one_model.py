"""The rules of a meeting problem as sums over x[pair, slot]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from solver import TierName
from tests.benchmarks.peers.slots_and_tables import SlotsAndTables

Lit = cp_model.IntVar


@dataclass
class Model:
    """`x[i][t]`: pair i meets in slot t; `held[p][t]`: the literals of p's meetings in t; `gaps[p]` once counted."""

    places: SlotsAndTables
    cp: cp_model.CpModel
    x: Sequence[Mapping[int, Lit]]
    held: Mapping[str, Mapping[int, list[Lit]]]
    gaps: dict[str, cp_model.LinearExprT] = field(default_factory=dict)

    def timetable(self, solver: cp_model.CpSolver) -> dict[int, int]:
        """Pair -> slot, of a solver that has a solution."""
        return {i: t for i, row in enumerate(self.x) for t, x in row.items() if solver.boolean_value(x)}


def build(places: SlotsAndTables) -> Model:
    """All hard rules."""
    cp = cp_model.CpModel()
    x = [{t: cp.new_bool_var("") for t in slots} for slots in places.slots]
    held: dict[str, dict[int, list[Lit]]] = {p.id: defaultdict(list) for p in places.problem.people}
    for pair, row in zip(places.problem.pairs, x, strict=True):
        for t, lit in row.items():
            held[pair.a][t].append(lit)
            held[pair.b][t].append(lit)
    model = Model(places, cp, x, held)
    for rule in (_meetings, _people, _tables, _before, _spread):
        rule(model)
    return model


def cost(model: Model, tier: TierName) -> cp_model.LinearExprT:
    """What the tier minimises (the score with its sign turned)."""
    problem = model.places.problem
    if tier == "score":
        return -sum(pair.score * sum(row.values()) for pair, row in zip(problem.pairs, model.x, strict=True))
    if tier == "minimums":
        return sum(_shortfall(model, p.id, p.min_meetings) for p in problem.people if p.min_meetings)
    return sum(_gaps(model, p.id) for p in problem.people)


def _meetings(model: Model) -> None:
    for pair, row in zip(model.places.problem.pairs, model.x, strict=True):
        if pair.must_meet:
            model.cp.add_exactly_one(row.values())
        else:
            model.cp.add_at_most_one(row.values())


def _people(model: Model) -> None:
    """One meeting at a time, not too many, not too many in a row."""
    for p in model.places.problem.people:
        held = model.held[p.id]
        for here in held.values():
            model.cp.add_at_most_one(here)
        if p.max_meetings is not None:
            model.cp.add(sum(lit for here in held.values() for lit in here) <= p.max_meetings)
        if p.max_consecutive is not None:
            for window in _windows(model, p.max_consecutive + 1):
                model.cp.add(sum(lit for t in window for lit in held.get(t, ())) <= p.max_consecutive)


def _windows(model: Model, size: int) -> list[range]:
    """Stretches of `size` slots in a row."""
    slots = model.places.problem.slots
    starts = range(len(slots) - size + 1)
    return [range(t, t + size) for t in starts if len({s.block for s in slots[t : t + size]}) == 1]


def _tables(model: Model) -> None:
    """Every table that meetings are bound to, and all that are not reserved together."""
    places = model.places
    bound: dict[tuple[int, int], list[Lit]] = defaultdict(list)
    pooled: dict[int, list[Lit]] = defaultdict(list)
    for k, row in zip(places.table, model.x, strict=True):
        for t, lit in row.items():
            if k is not None:
                bound[k, t].append(lit)
            if k is None or k in places.open_tables:
                pooled[t].append(lit)
    for (k, t), lits in bound.items():
        model.cp.add(sum(lits) <= places.room[k][t])
    for t, lits in pooled.items():
        model.cp.add(sum(lits) <= places.pool(t))


def _before(model: Model) -> None:
    """Not i at t or later together with j at t or earlier."""
    for i, j in model.places.problem.before:
        for t in range(len(model.places.problem.slots)):
            late = [lit for u, lit in model.x[i].items() if u >= t]
            early = [lit for u, lit in model.x[j].items() if u <= t]
            model.cp.add_at_most_one(late + early)


def _spread(model: Model) -> None:
    limit = model.places.problem.max_gap_spread
    if limit is None or not model.places.problem.people:
        return
    floor = model.cp.new_int_var(0, len(model.places.problem.slots), "")
    for p in model.places.problem.people:
        model.cp.add(_gaps(model, p.id) >= floor)
        model.cp.add(_gaps(model, p.id) <= floor + limit)


def _shortfall(model: Model, who: str, least: int) -> cp_model.LinearExprT:
    short = model.cp.new_int_var(0, least, "")
    model.cp.add(short + sum(lit for here in model.held[who].values() for lit in here) >= least)
    return short


def _gaps(model: Model, who: str) -> cp_model.LinearExprT:
    """Runs less one in every block where there is any; a run starts where the slot before is free."""
    if who in model.gaps:
        return model.gaps[who]
    slots, held = model.places.problem.slots, model.held[who]
    starts: dict[str, list[Lit]] = defaultdict(list)
    busy: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
    for t, here in sorted(held.items()):
        now = sum(here)
        before = sum(held.get(t - 1, ())) if t and slots[t - 1].block == slots[t].block else 0
        start = model.cp.new_bool_var("")
        model.cp.add(start >= now - before)
        model.cp.add(start <= now)
        model.cp.add(start <= 1 - before)
        starts[slots[t].block].append(start)
        busy[slots[t].block].append(now)
    model.gaps[who] = sum(sum(starts[name]) - _any(model, busy[name]) for name in starts)
    return model.gaps[who]


def _any(model: Model, parts: Sequence[cp_model.LinearExprT]) -> Lit:
    present = model.cp.new_bool_var("")
    model.cp.add_max_equality(present, parts)
    return present
