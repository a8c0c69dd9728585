"""The tier gaps where every pair is required: clauses prove the fewest there can be, and find them."""

from typing import Final

from solver.sat.fewest_gaps import fewest_gaps
from solver.tiers.solve_state import SolveState

CHOICES: Final = 60_000  # (pair, slot) choices up to which clauses are tried
CONFLICTS: Final = 5_000_000
SHARE: Final = 0.8  # of the time left, where other tiers follow


def all_required(state: SolveState) -> bool:
    """Whether only gaps are left to weigh, and clauses can weigh them: no tier before depends on tables or choice."""
    instance = state.instance
    return bool(instance.required.all()) and "moves" not in state.kept and int(instance.allowed.sum()) <= CHOICES


def fewest(state: SolveState) -> None:
    """Close the tier, or at least raise its bound."""
    state.report("proof")
    last = state.instance.problem.objective[-1].tier == "gaps"
    clock = state.clock.part(1.0 if last else SHARE)
    found = fewest_gaps(
        state.instance,
        state.bounds.get("gaps", 0),
        state.best.values["gaps"],
        CONFLICTS,
        clock,
        lambda b: _noted(state, b),
    )
    if found.meetings is not None:
        state.offer(found.meetings)
    state.bound("gaps", found.bound)


def _noted(state: SolveState, bound: int) -> None:
    state.bound("gaps", bound)
    state.report("proof")
