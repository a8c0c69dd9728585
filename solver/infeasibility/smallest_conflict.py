"""A small conflict: a core of the switches in one SAT model with a switch for each rule."""

from collections.abc import Collection, Sequence
from typing import Final

from solver.clock import Clock
from solver.conflict import Conflict
from solver.infeasibility.conflict_finding import conflict_of, finding
from solver.infeasibility.minimal_core import smallest_core
from solver.infeasibility.quick_checks import Contradiction
from solver.infeasibility.relaxations import Relaxation, relaxations
from solver.infeasibility.switchable_rules import switched
from solver.parameters import InfeasibilityParameters
from solver.problem import Problem
from solver.sat.cadical import Satisfier

NO_SMALL_CONFLICT: Final = Conflict(finding("no-small-set"))


def explain_infeasibility(problem: Problem, clock: Clock, parameters: InfeasibilityParameters) -> Conflict:
    """A small set of rules that cannot all hold."""
    required = sum(pair.must_meet for pair in problem.pairs)
    considered = required if problem.max_gap_spread is None else len(problem.pairs)
    small = considered * len(problem.slots) <= parameters.max_choices
    found = smallest_conflict(problem, clock, parameters) if small else None
    return conflict_of(problem, [rule.key for rule in found]) if found else NO_SMALL_CONFLICT


def explain_contradictions(
    problem: Problem, found: Sequence[Contradiction], clock: Clock, parameters: InfeasibilityParameters
) -> Conflict:
    """The obvious contradiction with the fewest rules."""
    small = sorted((c for c in found if len(c.pairs) <= parameters.obvious_pairs), key=lambda c: len(c.pairs))
    tried = small[: parameters.obvious_tries]
    conflicts = [smallest_conflict(problem, clock, parameters, c.pairs) for c in tried]
    known = [conflict for conflict in conflicts if conflict]
    if not known:
        return found[0].conflict
    return conflict_of(problem, [rule.key for rule in min(known, key=len)])


def smallest_conflict(
    problem: Problem, clock: Clock, parameters: InfeasibilityParameters, pairs: Collection[int] | None = None
) -> list[Relaxation] | None:
    """Rules that cannot all hold, although without any one of them the others can; None if no such set was found.

    With `pairs`, only the rules of these required pairs and of their people are considered.
    """
    conflicts = parameters.conflicts if pairs is None else parameters.obvious_conflicts
    model = switched(problem, pairs)
    on = model.switches.on
    with Satisfier(model.cnf, clock) as satisfier:
        core = smallest_core(satisfier, on.values(), conflicts, parameters)
    if core is None:
        return None
    held = {key for key, literal in on.items() if literal in core}
    return [relaxation for relaxation in relaxations(problem) if relaxation.key in held]
