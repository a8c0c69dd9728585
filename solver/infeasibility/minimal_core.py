"""A small irreducible set of assumptions that cannot all hold (a minimal unsatisfiable subset)."""

from collections.abc import Iterable

from solver.parameters import InfeasibilityParameters
from solver.sat.cadical import Satisfier


def smallest_core(
    satisfier: Satisfier, assumptions: Iterable[int], conflicts: int, parameters: InfeasibilityParameters
) -> list[int] | None:
    """An irreducible core of the assumptions; None if all can hold, or if `conflicts` do not suffice to decide.

    Any other core lacks a member of this one, so each member is omitted in turn to find a smaller core.
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
    """Deletion-based: drop assumptions one by one, newest first, and all that the remaining core does not need."""
    core = _trimmed(satisfier, core, parameters)
    for lit in sorted(core, reverse=True):
        if lit in core and satisfier.holds(sorted(core - {lit}), parameters.conflicts_per_check) is False:
            core = satisfier.core()
    return sorted(core)


def _trimmed(satisfier: Satisfier, core: set[int], parameters: InfeasibilityParameters) -> set[int]:
    """Solve again with the core alone, which often gives a smaller one."""
    for _ in range(parameters.trims):
        contradictory = satisfier.holds(sorted(core), parameters.conflicts_per_check) is False
        if not contradictory or len(satisfier.core()) == len(core):
            break
        core = satisfier.core()
    return core
