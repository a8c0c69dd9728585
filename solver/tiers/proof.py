"""Proves a tier with the CP-SAT model where the instance is small enough."""

from typing import Final

from solver.cpsat.solve_model import Effort, search
from solver.instance.instance import Instance
from solver.problem import TierName
from solver.tiers.fairness import prove_fairness
from solver.tiers.gaps_all_required import all_required, fewest
from solver.tiers.solve_state import Run

SMALL: Final = 12_000  # (pair, slot) choices up to which a proof by clauses is tried
ORDERED: Final = 1_600  # (person, level) questions up to which an order of fairness is proven or kept by clauses
SEATS: Final = 25_000  # (pair, slot, table) choices up to which moves are proven
WORK: Final = 3.0  # deterministic units for the proof of a tier
WORK_REQUIRED: Final = 400.0  # the same where every pair is required: there is little else to do


def prove_tier(run: Run, tier: TierName) -> None:
    """Let the clause model finish what is small enough."""
    if run.closed(tier) or run.clock.over():
        return
    if tier == "gaps" and all_required(run):
        fewest(run)
        return
    if not provable(run, tier):
        return
    run.report("proof")
    hard = bool(run.instance.must.all())
    effort = Effort(run.seed, WORK_REQUIRED if hard else WORK, lambda b: _noted(run, b))
    if tier == "fairness":
        prove_fairness(run, effort)
        return
    answer = search(run.instance, tier, run.kept, run.best.meetings, effort, run.clock, run.kept_order)
    if answer.feasible:
        run.offer(answer.meetings, answer.tables)
    if answer.bound is not None:
        run.bound(tier, answer.bound)


def _noted(run: Run, _bound: float) -> None:
    run.report("proof")


def provable(run: Run, tier: TierName) -> bool:
    """Whether the instance is small enough for the clause model to prove the tier."""
    instance: Instance = run.instance
    choices = int(instance.allowed.sum())
    if tier == "fairness" or run.kept_order is not None:  # each level asks about everybody
        return choices <= SMALL and instance.people**2 <= ORDERED
    if "moves" in run.kept or tier == "moves":
        loose = int(instance.allowed[instance.place < 0].sum())
        return choices + loose * int(instance.open_to_all.sum()) <= SEATS
    return choices <= SMALL
