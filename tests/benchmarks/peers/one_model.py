"""The rules of a meeting problem as sums over x[pair, slot]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from solver import TierName
from solver.wrappers.cp_sat import cp_model
from tests.benchmarks.peers.slots_and_tables import SlotsAndTables

Lit = cp_model.IntVar


@dataclass
class Model:
    """`x[i][t]`: pair i meets in slot t; `literals[p][t]`: of person p's meetings in slot t; `gaps[p]`: cached."""

    data: SlotsAndTables
    cp: cp_model.CpModel
    x: Sequence[Mapping[int, Lit]]
    literals: Mapping[str, Mapping[int, list[Lit]]]
    gaps: dict[str, cp_model.LinearExprT] = field(default_factory=dict)

    def timetable(self, solver: cp_model.CpSolver) -> dict[int, int]:
        """Slot of each scheduled pair in the solver's solution."""
        return {i: t for i, row in enumerate(self.x) for t, x in row.items() if solver.boolean_value(x)}


def build(data: SlotsAndTables) -> Model:
    """The model with all hard rules."""
    cp = cp_model.CpModel()
    x = [{t: cp.new_bool_var("") for t in slots} for slots in data.slots]
    literals: dict[str, dict[int, list[Lit]]] = {p.id: defaultdict(list) for p in data.problem.people}
    for pair, row in zip(data.problem.pairs, x, strict=True):
        for t, lit in row.items():
            literals[pair.a][t].append(lit)
            literals[pair.b][t].append(lit)
    model = Model(data, cp, x, literals)
    for rule in (_meetings, _people, _tables, _before, _spread):
        rule(model)
    return model


def cost(model: Model, tier: TierName) -> cp_model.LinearExprT:
    """The cost that the tier minimises (the negated score)."""
    problem = model.data.problem
    if tier == "score":
        return -sum(pair.score * sum(row.values()) for pair, row in zip(problem.pairs, model.x, strict=True))
    if tier == "minimums":
        return sum(_shortfall(model, p.id, p.min_meetings) for p in problem.people if p.min_meetings)
    return sum(_gaps(model, p.id) for p in problem.people)


def _meetings(model: Model) -> None:
    for pair, row in zip(model.data.problem.pairs, model.x, strict=True):
        if pair.must_meet:
            model.cp.add_exactly_one(row.values())
        else:
            model.cp.add_at_most_one(row.values())


def _people(model: Model) -> None:
    """One meeting at a time, and at most `max_meetings` and `max_consecutive`."""
    for p in model.data.problem.people:
        literals = model.literals[p.id]
        for in_slot in literals.values():
            model.cp.add_at_most_one(in_slot)
        if p.max_meetings is not None:
            model.cp.add(sum(lit for in_slot in literals.values() for lit in in_slot) <= p.max_meetings)
        if p.max_consecutive is not None:
            for window in _windows(model, p.max_consecutive + 1):
                model.cp.add(sum(lit for t in window for lit in literals.get(t, ())) <= p.max_consecutive)


def _windows(model: Model, size: int) -> list[range]:
    """All runs of `size` adjacent slots."""
    slots = model.data.problem.slots
    starts = range(len(slots) - size + 1)
    return [range(t, t + size) for t in starts if len({s.block for s in slots[t : t + size]}) == 1]


def _tables(model: Model) -> None:
    """The capacity of each bound table, and of all open tables together."""
    data = model.data
    bound: dict[tuple[int, int], list[Lit]] = defaultdict(list)
    pooled: dict[int, list[Lit]] = defaultdict(list)
    for k, row in zip(data.table, model.x, strict=True):
        for t, lit in row.items():
            if k is not None:
                bound[k, t].append(lit)
            if k is None or k in data.open_tables:
                pooled[t].append(lit)
    for (k, t), lits in bound.items():
        model.cp.add(sum(lits) <= data.capacity[k][t])
    for t, lits in pooled.items():
        model.cp.add(sum(lits) <= data.pool(t))


def _before(model: Model) -> None:
    """Exclude i in slot t or later together with j in slot t or earlier."""
    for i, j in model.data.problem.before:
        for t in range(len(model.data.problem.slots)):
            late = [lit for u, lit in model.x[i].items() if u >= t]
            early = [lit for u, lit in model.x[j].items() if u <= t]
            model.cp.add_at_most_one(late + early)


def _spread(model: Model) -> None:
    limit = model.data.problem.max_gap_spread
    if limit is None or not model.data.problem.people:
        return
    floor = model.cp.new_int_var(0, len(model.data.problem.slots), "")
    for p in model.data.problem.people:
        model.cp.add(_gaps(model, p.id) >= floor)
        model.cp.add(_gaps(model, p.id) <= floor + limit)


def _shortfall(model: Model, who: str, least: int) -> cp_model.LinearExprT:
    short = model.cp.new_int_var(0, least, "")
    model.cp.add(short + sum(lit for in_slot in model.literals[who].values() for lit in in_slot) >= least)
    return short


def _gaps(model: Model, who: str) -> cp_model.LinearExprT:
    """Runs minus blocks with meetings; a run starts in a busy slot after a free one."""
    if who in model.gaps:
        return model.gaps[who]
    slots, literals = model.data.problem.slots, model.literals[who]
    starts: dict[str, list[Lit]] = defaultdict(list)
    busy: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
    for t, in_slot in sorted(literals.items()):
        now = sum(in_slot)
        before = sum(literals.get(t - 1, ())) if t and slots[t - 1].block == slots[t].block else 0
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
