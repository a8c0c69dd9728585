"""A smallest conflict, found by giving rules up: one clause model, a switch per rule, and the solver's cores."""

from collections.abc import Collection, Sequence
from typing import Final

from solver.clock import Clock
from solver.infeasibility.minimal_core import smallest_core
from solver.infeasibility.quick_checks import Contradiction
from solver.infeasibility.relaxations import Relaxation, relaxations
from solver.infeasibility.switchable_rules import switched
from solver.infeasibility.wording import sentence
from solver.parameters import InfeasibilityParameters
from solver.problem import Problem
from solver.sat.cadical import Satisfier

SILENT: Final = "the required meetings cannot be placed under all rules together"


def explain(problem: Problem, clock: Clock, parameters: InfeasibilityParameters) -> tuple[str, ...]:
    """A smallest set of rules that cannot hold together, as one sentence."""
    required = sum(pair.must_meet for pair in problem.pairs)
    asked = required if problem.max_gap_spread is None else len(problem.pairs)
    small = asked * len(problem.slots) <= parameters.max_choices
    found = smallest_conflict(problem, clock, parameters) if small else None
    return (sentence(problem, [rule.key for rule in found]),) if found else (SILENT,)


def retell(
    problem: Problem, found: Sequence[Contradiction], clock: Clock, parameters: InfeasibilityParameters
) -> tuple[str, ...]:
    """The same for contradictions that lie open: the one that takes the fewest rules, as one sentence."""
    small = sorted((c for c in found if len(c.pairs) <= parameters.obvious_pairs), key=lambda c: len(c.pairs))
    tried = small[: parameters.obvious_tries]
    conflicts = [smallest_conflict(problem, clock, parameters, c.pairs) for c in tried]
    known = [conflict for conflict in conflicts if conflict]
    if not known:
        return (found[0].sentence,)
    return (sentence(problem, [rule.key for rule in min(known, key=len)]),)


def smallest_conflict(
    problem: Problem, clock: Clock, parameters: InfeasibilityParameters, pairs: Collection[int] | None = None
) -> list[Relaxation] | None:
    """Rules that cannot hold together while any all but one of them can; None where no such set was found.

    With `pairs` it is looked for among the rules of these required pairs and of their people.
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
