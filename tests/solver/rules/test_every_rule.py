"""Every hard rule exists in every part of the solver: a new member of `Rule` fails here until all its parts exist.

A rule needs a check in solver/verify/hard_rules.py, its constraint in solver/cpsat and in solver/sat, its test in the
search (solver/instance/grid.py and solver/timetable/annealing/feasibility.py), a switch in
solver/infeasibility/relaxations.py (with its clauses), its part of solver/infeasibility/conflict_finding.py, and a
case here.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

import matchmaker.messages.texts  # noqa: F401 - declares the sentences
from matchmaker.messages import Message
from matchmaker.messages.sentence import SENTENCES
from solver import Problem
from solver.clock import Clock
from solver.cpsat import build as cpsat
from solver.cpsat.solve_model import Effort, run_model
from solver.infeasibility.conflict_finding import conflict_of
from solver.infeasibility.relaxations import NOT_RELAXABLE, RELAXED_WITH, Relaxation
from solver.infeasibility.smallest_conflict import smallest_conflict
from solver.instance.compile import compile_instance
from solver.instance.grid import Grid
from solver.instance.sentinels import UNSCHEDULED
from solver.parameters import DEFAULT_PARAMETERS
from solver.problem import Rule
from solver.sat import build as sat
from solver.sat.cadical import Satisfier
from solver.timetable.annealing.compiled import loop
from solver.timetable.annealing.exchange import force_in
from solver.timetable.annealing.feasibility import feasible
from solver.timetable.annealing.moves import remove
from solver.timetable.annealing.state import EMPTY, State, make_state
from solver.verify import verify
from solver.verify.hard_rules import CHECKS
from tests.solver.builders import schedule
from tests.solver.rules.rule_cases import CASES, Placements, RuleCase

ONE_SLOT_BY_CONSTRUCTION: Final = {Rule.PAIR_ONCE}  # grid and annealer hold a single slot for each pair
NOT_TESTED_BY_THE_GRID: Final = {Rule.REQUIRED}  # callers of Grid.remove choose what to drop; the annealer tests it
RULES: Final = pytest.mark.parametrize("rule", Rule)


def in_words(p: Problem, conflict: list[Relaxation]) -> str:
    return str(Message.of(conflict_of(p, [found.key for found in conflict]).finding))


def case_of(rule: Rule) -> RuleCase:
    assert rule in CASES, f"the rule {rule} has no case in tests/solver/rules/rule_cases.py"
    return CASES[rule]


def slot_by_pair(p: Problem, places: Placements) -> dict[int, int]:
    order = {slot.id: t for t, slot in enumerate(p.slots)}
    return {pair: order[slot] for pair, slot, _ in places}


@RULES
def test_the_verifier_reports_the_rule_and_no_other(rule: Rule) -> None:
    assert rule in CHECKS, f"the rule {rule} has no check in solver/verify/hard_rules.py"
    case = case_of(rule)
    found = {
        (violation.code, violation.finding.code in SENTENCES)
        for violation in verify(case.problem, schedule(case.problem, *case.broken))
    }
    assert found == {(rule, True)}
    if case.relaxed is not None:
        assert verify(case.relaxed, schedule(case.relaxed, *case.broken)) == []


def wanted_and_idle(p: Problem, meets: list[dict[int, Any]], places: Placements) -> tuple[list[Any], list[Any]]:
    """Literals of exactly these meetings (None for a meeting that is not in the model), and of all other pairs."""
    order = {slot.id: t for t, slot in enumerate(p.slots)}
    idle = set(range(len(p.pairs))) - {pair for pair, *_ in places}
    wanted = [meets[pair].get(order[slot]) for pair, slot, _ in places]
    return wanted, [literal for pair in idle for literal in meets[pair].values()]


def cpsat_allows(p: Problem, places: Placements | None) -> bool:
    """Whether the CP-SAT model has a solution with exactly these meetings (None: any solution)."""
    model = cpsat.build(compile_instance(p))
    wanted, idle = ([], []) if places is None else wanted_and_idle(p, model.meets, places)
    if any(literal is None for literal in wanted):
        return False
    model.cp.add_bool_and([*wanted, *(~literal for literal in idle)])
    return bool(run_model(model, None, Effort(0, 10.0), Clock(10)).feasible)


def sat_allows(p: Problem, places: Placements | None) -> bool:
    """Whether the SAT model has a solution with exactly these meetings (None: any solution)."""
    model = sat.build(compile_instance(p))
    wanted, idle = ([], []) if places is None else wanted_and_idle(p, model.meets, places)
    if any(literal is None for literal in wanted):
        return False
    with Satisfier(model.cnf, Clock(10)) as satisfier:
        return bool(satisfier.holds([*wanted, *(-literal for literal in idle)], 1_000_000))


@RULES
@pytest.mark.parametrize(("room", "allows"), [("cpsat", cpsat_allows), ("sat", sat_allows)])
def test_both_models_exclude_a_schedule_that_breaks_the_rule(rule: Rule, room: str, allows) -> None:
    case = case_of(rule)
    assert not allows(case.problem, case.broken), f"the rule {rule} has no constraint in solver/{room}"
    if case.relaxed is not None:
        assert allows(case.relaxed, case.broken)


def grid_allows(p: Problem, case: RuleCase) -> bool:
    """Whether the grid accepts the meetings of `broken` one after the other."""
    grid = Grid(compile_instance(p))
    for pair, slot in slot_by_pair(p, case.broken).items():
        if not grid.options(pair) >> slot & 1:
            return False
        grid.place(pair, slot)
    return True


@loop(lambda numba: numba.boolean(numba.typeof(EMPTY), numba.int64, numba.int64))
def sound_step(s: State, e: int, t: int) -> bool:
    """Place pair e in slot t, or drop it, as a step of the annealer does; returns whether every rule is kept."""
    s.memory[0].logged = 0
    if t == UNSCHEDULED:
        remove(s, e)
    elif not force_in(s, e, t):
        return False
    return feasible(s)


def annealer_allows(p: Problem, case: RuleCase) -> bool:
    """Whether a step of the annealer from `start` to `broken` counts as sound."""
    grid = Grid(compile_instance(p))
    start, wanted = slot_by_pair(p, case.before_the_step()), slot_by_pair(p, case.broken)
    grid.load(start.items())
    state = make_state(grid)
    (changed,) = start.keys() ^ wanted.keys()
    kept = sound_step(state, changed, wanted.get(changed, UNSCHEDULED))
    return kept and {e: int(t) for e, t in enumerate(state.pair["when"][:-1]) if t != UNSCHEDULED} == wanted


@RULES
def test_the_search_rejects_a_step_that_breaks_the_rule(rule: Rule) -> None:
    case = case_of(rule)
    if rule in ONE_SLOT_BY_CONSTRUCTION:
        assert len(slot_by_pair(case.problem, case.broken)) < len(case.broken)
        return
    if rule not in NOT_TESTED_BY_THE_GRID:
        assert not grid_allows(case.problem, case), f"the rule {rule} has no test in solver/instance/grid.py"
    missing = f"the rule {rule} has no test in solver/timetable/annealing/feasibility.py"
    assert not annealer_allows(case.problem, case), missing
    if case.relaxed is not None:
        assert grid_allows(case.relaxed, case)
        assert annealer_allows(case.relaxed, case)


@RULES
def test_a_conflict_names_the_rule_and_relaxing_it_resolves_the_conflict(rule: Rule) -> None:
    case, switch = case_of(rule), RELAXED_WITH.get(rule, rule)
    if not case.conflict:
        assert rule in NOT_RELAXABLE, f"the case of {rule} has no conflict, so NOT_RELAXABLE must say why"
        return
    problem = case.contradiction()
    conflict = smallest_conflict(problem, Clock(10), DEFAULT_PARAMETERS.infeasibility)
    assert conflict is not None, f"the clauses of solver/infeasibility/switchable_rules.py lack the rule {rule}"
    assert not cpsat_allows(problem, None)
    assert not sat_allows(problem, None)
    if rule in NOT_RELAXABLE:
        assert in_words(problem, conflict) == case.conflict
        return
    mine = [found for found in conflict if found.key.rule is switch]
    assert mine, f"the rule {rule} has no switch in solver/infeasibility/relaxations.py"
    assert in_words(problem, conflict) == case.conflict, "see solver/infeasibility/conflict_finding.py"
    relaxed = mine[0].without(problem)
    assert cpsat_allows(relaxed, None)
    assert sat_allows(relaxed, None)
