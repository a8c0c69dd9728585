"""Proves a tier with the CP-SAT model where the instance is small enough."""

from typing import Final

from solver.cpsat.solve_model import Effort, search
from solver.instance.instance import Instance
from solver.problem import TierName
from solver.tiers.fairness import prove_fairness
from solver.tiers.gaps_all_required import all_required, fewest
from solver.tiers.solve_state import SolveState

SMALL: Final = 12_000  # (pair, slot) choices up to which a proof by clauses is tried
ORDERED: Final = 1_600  # (person, level) questions up to which an order of fairness is proven or kept by clauses
SEATS: Final = 25_000  # (pair, slot, table) choices up to which moves are proven
WORK: Final = 3.0  # deterministic units for the proof of a tier
WORK_REQUIRED: Final = 400.0  # the same where every pair is required: there is little else to do


def prove_tier(state: SolveState, tier: TierName) -> None:
    """Let the clause model finish what is small enough."""
    if state.closed(tier) or state.clock.over():
        return
    if tier == "gaps" and all_required(state):
        fewest(state)
        return
    if not provable(state, tier):
        return
    state.report("proof")
    hard = bool(state.instance.required.all())
    effort = Effort(state.seed, WORK_REQUIRED if hard else WORK, lambda b: _noted(state, b))
    if tier == "fairness":
        prove_fairness(state, effort)
        return
    answer = search(state.instance, tier, state.kept, state.best.meetings, effort, state.clock, state.kept_profile)
    if answer.feasible:
        state.offer(answer.meetings, answer.tables)
    if answer.bound is not None:
        state.bound(tier, answer.bound)


def _noted(state: SolveState, _bound: float) -> None:
    state.report("proof")


def provable(state: SolveState, tier: TierName) -> bool:
    """Whether the instance is small enough for the clause model to prove the tier."""
    instance: Instance = state.instance
    choices = int(instance.allowed.sum())
    if tier == "fairness" or state.kept_profile is not None:  # each level asks about everybody
        return choices <= SMALL and instance.people**2 <= ORDERED
    if "moves" in state.kept or tier == "moves":
        loose = int(instance.allowed[instance.bound_table < 0].sum())
        return choices + loose * int(instance.open_to_all.sum()) <= SEATS
    return choices <= SMALL
