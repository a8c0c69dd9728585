"""The tier gaps if every pair is required: SAT finds the fewest gaps and proves them."""

from solver.sat.fewest_gaps import fewest_gaps
from solver.tiers.solve_state import SolveState


def all_required(state: SolveState) -> bool:
    """Whether SAT can optimise the gaps: every pair is required, and no earlier tier depends on tables."""
    instance = state.instance
    small = int(instance.allowed.sum()) <= state.parameters.all_required.max_choices
    return bool(instance.required.all()) and "moves" not in state.kept and small


def prove_fewest_gaps(state: SolveState) -> None:
    """Optimise and prove the tier, or at least raise its bound."""
    state.report("proof")
    last = state.instance.problem.objective[-1].tier == "gaps"
    clock = state.clock.part(1.0 if last else state.parameters.all_required.time_share)
    result = fewest_gaps(
        state.instance,
        state.bounds.get("gaps", 0),
        state.best.values["gaps"],
        state.parameters.all_required.conflicts,
        clock,
        lambda b: _record_bound(state, b),
    )
    if result.meetings is not None:
        state.offer(result.meetings)
    state.bound("gaps", result.bound)


def _record_bound(state: SolveState, bound: int) -> None:
    state.bound("gaps", bound)
    state.report("proof")
