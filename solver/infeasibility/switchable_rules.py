"""The SAT model with a switch for each rule: assumptions relax rules, so the clauses are built only once."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from solver.instance.compile import compile_instance
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_TABLE_BOUND
from solver.problem import Problem, Rule
from solver.sat.build import add_rules
from solver.sat.cnf import Cnf
from solver.sat.model import Guard, Switches, Timetable, new_timetable


def switched(problem: Problem, pairs: Collection[int] | None = None) -> Timetable:
    """A model in which every pair may meet in any slot, unless a rule that is switched on forbids it.

    Optional pairs are included only if they could help to keep `max_gap_spread`. With `pairs`, only these pairs are
    included and gaps are ignored, for a conflict among them.
    """
    if pairs is not None:
        problem = replace(problem, max_gap_spread=None)
    instance = _anywhere(compile_instance(problem), pairs)
    cnf = Cnf()
    model = new_timetable(instance, cnf, Switches(cnf))
    for e, slots in enumerate(model.meets):
        if slots:
            _restrict_pair(model, e)
    for p in range(instance.people):
        _restrict_person(model, p)
    add_rules(model)
    return model


def _anywhere(instance: Instance, pairs: Collection[int] | None) -> Instance:
    included = instance.required.copy()
    if pairs is not None:
        included &= np.isin(np.arange(instance.pairs), list(pairs))
    elif instance.problem.max_gap_spread is not None:
        included[:] = True
    allowed = np.repeat(included[:, None], instance.slots, axis=1)
    return replace(instance, required=instance.required & included, allowed=allowed)


def _restrict_pair(model: Timetable, e: int) -> None:
    pair, names = model.instance.problem.pairs[e], [s.id for s in model.instance.problem.slots]
    guard = model.switches.guard
    for t, meeting in model.meets[e].items():
        if pair.slots is not None and names[t] not in pair.slots:
            model.cnf.add(-meeting, *guard(Rule.PAIR_SLOTS, e))
        if pair.fixed is not None and pair.fixed.slot not in (None, names[t]):
            model.cnf.add(-meeting, *guard(Rule.FIXED_SLOT, e))
    if pair.fixed is not None and pair.fixed.table is not None:
        _fix_table(model, e, pair.fixed.table)


def _restrict_person(model: Timetable, p: int) -> None:
    problem = model.instance.problem
    available = problem.people[p].available
    if available is not None:
        for t, lit in model.used[p].items():
            if problem.slots[t].id not in available:
                model.cnf.add(-lit, *model.switches.guard(Rule.NOT_AVAILABLE, p))


def _fix_table(model: Timetable, e: int, table: str) -> None:
    """Bind the pair to the fixed table while that rule is on, otherwise to an own table, if there is one."""
    problem = model.instance.problem
    fixed = next(k for k, t in enumerate(problem.tables) if t.id == table)
    off = model.switches.guard(Rule.FIXED_TABLE, e)
    own = _own_table(model.instance, e)
    model.seats[e] = [(fixed, off), (own, tuple(-lit for lit in off))]
    if own not in (NO_TABLE_BOUND, fixed):
        _forbid(model, e, off)
    people = (problem.people[int(model.instance.a[e])], problem.people[int(model.instance.b[e])])
    if problem.tables[fixed].reserved and all(person.table != table for person in people):
        _forbid(model, e, (*off, *model.switches.guard(Rule.TABLE_CAPACITY)))


def _own_table(instance: Instance, e: int) -> int:
    people = (instance.problem.people[int(instance.a[e])], instance.problem.people[int(instance.b[e])])
    name = next((person.table for person in people if person.table is not None), None)
    return next((k for k, t in enumerate(instance.problem.tables) if t.id == name), NO_TABLE_BOUND)


def _forbid(model: Timetable, e: int, guard: Guard) -> None:
    for meeting in model.meets[e].values():
        model.cnf.add(-meeting, *guard)
