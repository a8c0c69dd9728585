"""Proves a tier with CP-SAT, or with SAT if every pair is required, if the instance is small enough."""

from solver.cpsat.solve_model import Effort, search
from solver.problem import TierName
from solver.tiers.fairness import prove_fairness
from solver.tiers.gaps_all_required import all_required, prove_fewest_gaps
from solver.tiers.solve_state import SolveState


def prove_tier(state: SolveState, tier: TierName) -> None:
    """Improve and prove the tier if the instance is small enough."""
    if state.closed(tier) or state.clock.over():
        return
    if tier == "gaps" and all_required(state):
        prove_fewest_gaps(state)
        return
    if not provable(state, tier):
        return
    state.report("proof")
    parameters = state.parameters.proof
    work = parameters.work_all_required if state.instance.required.all() else parameters.work
    effort = Effort(state.seed, work, lambda b: _report_proof(state, b))
    if tier == "fairness":
        prove_fairness(state, effort)
        return
    answer = search(state.instance, tier, state.kept, state.best.meetings, effort, state.clock, state.kept_profile)
    if answer.feasible:
        state.offer(answer.meetings, answer.tables)
    if answer.bound is not None:
        state.bound(tier, answer.bound)


def _report_proof(state: SolveState, _bound: float) -> None:
    state.report("proof")


def provable(state: SolveState, tier: TierName) -> bool:
    """Whether the instance is small enough for CP-SAT to prove the tier."""
    instance, parameters = state.instance, state.parameters.proof
    choices = int(instance.allowed.sum())
    if tier == "fairness" or state.kept_profile is not None:  # each level involves everyone
        return choices <= parameters.max_choices and instance.people**2 <= parameters.max_fairness_decisions
    if "moves" in state.kept or tier == "moves":
        unbound = int(instance.allowed[instance.bound_table < 0].sum())
        return choices + unbound * int(instance.open_to_all.sum()) <= parameters.max_seat_choices
    return choices <= parameters.max_choices
