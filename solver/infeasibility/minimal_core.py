"""A smallest set of assumptions that cannot all hold: a solver's core, less what can go, or a smaller one elsewhere."""

from collections.abc import Iterable

from solver.parameters import InfeasibilityParameters
from solver.sat.cadical import Satisfier


def smallest_core(
    satisfier: Satisfier, assumptions: Iterable[int], conflicts: int, parameters: InfeasibilityParameters
) -> list[int] | None:
    """Assumptions none of which can be left out; None where all can hold, or `conflicts` do not tell.

    Every other core lacks some member of this one: so each member is left out in turn, and a smaller core is taken.
    """
    every = sorted(assumptions)
    if satisfier.holds(every, conflicts) is not False:
        return None
    best = _minimal(satisfier, satisfier.core(), parameters)
    tried: set[int] = set()
    while left := [lit for lit in best if lit not in tried]:
        tried.add(left[0])
        if satisfier.holds([lit for lit in every if lit != left[0]], parameters.conflicts_per_check) is False:
            best = min(best, _minimal(satisfier, satisfier.core(), parameters), key=len)
    return best


def _minimal(satisfier: Satisfier, core: set[int], parameters: InfeasibilityParameters) -> list[int]:
    """Leave out one after the other, the newest rules first; whatever the rest does not need goes with it."""
    core = _trimmed(satisfier, core, parameters)
    for lit in sorted(core, reverse=True):
        if lit in core and satisfier.holds(sorted(core - {lit}), parameters.conflicts_per_check) is False:
            core = satisfier.core()
    return sorted(core)


def _trimmed(satisfier: Satisfier, core: set[int], parameters: InfeasibilityParameters) -> set[int]:
    """Asked again with the core alone, the solver often needs less."""
    for _ in range(parameters.trims):
        contradictory = satisfier.holds(sorted(core), parameters.conflicts_per_check) is False
        if not contradictory or len(satisfier.core()) == len(core):
            break
        core = satisfier.core()
    return core
