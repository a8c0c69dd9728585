"""Improves a repaired schedule tier by tier, within the budget of changes."""

from dataclasses import replace

import numpy as np

from solver.arrays import Ints
from solver.fairness.limits import floor_limit
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.problem import TierName
from solver.repair.fit_in import fit_in
from solver.repair.repair_state import RepairState
from solver.tiers.exchanges import kept_limits, minimum_rewards
from solver.tiers.fairness import improve_fairness
from solver.tiers.gaps import bound_gaps
from solver.tiers.moves import improve_moves
from solver.tiers.pair_choice import bound_tier, guarded, objective_of
from solver.timetable.annealing.annealer import Annealer, AnnealingInput, CoolingSchedule, CostLimits, CostWeights
from solver.timetable.slot_matching import SlotMatching, shuffled
from solver.timetable.slot_weights import ScoreWeights


def improve_tier(state: RepairState, tier: TierName) -> None:
    """Search for a better candidate in this tier, and bound it."""
    if tier == "fairness":
        _raise_floor(state)
    elif tier in ("minimums", "score"):
        bound_tier(state, tier)
        for round_ in range(state.parameters.repair.sweeps):
            _fill_free_slots(state, round_)
            if tier == "minimums" and state.budget and not state.closed(tier):
                fit_in(state, guarded(state).min_meetings)
            if not state.closed(tier):
                _anneal(state, _cost_weights(state))
    elif tier == "gaps":
        state.bound("gaps", 0)
        if "score" in state.kept:
            bound_gaps(state)
        if not state.closed(tier):
            _anneal(state, CostWeights(gaps=_mean_score(state), score=0.01))
    elif tier == "moves":
        improve_moves(state)


def _raise_floor(state: RepairState) -> None:
    """Search freely, or with a budget step by step from the schedule that there is."""
    if state.budget is None:
        improve_fairness(state)
        return
    state.bound("fairness", floor_limit(state.instance))
    _fill_free_slots(state, 0)
    reached = -1
    while state.budget and reached < state.best.values["fairness"] and not state.closed("fairness"):
        reached = state.best.values["fairness"]
        fit_in(state, np.minimum(reached + 1, state.instance.ideal.meetings))


def _fill_free_slots(state: RepairState, round_: int) -> None:
    """Add meetings beside all kept ones, slot by slot as matchings: new meetings are not changes."""
    state.report("free slots")
    grid = Grid(_with_kept_required(state))
    grid.load(state.best.meetings)
    weights = ScoreWeights(grid, objective_of(state), state.instance.min_meetings)
    solver = SlotMatching(grid, weights, state.seed * 1000 + round_, state.parameters.slot_matching)
    solver.sweep(state.clock, shuffled(state.instance.slots, state.seed + round_))
    state.offer(grid.meetings())


def _with_kept_required(state: RepairState) -> Instance:
    """The instance in which kept meetings are required, at the tables that they have."""
    required, bound_table = state.instance.required.copy(), state.instance.bound_table.copy()
    kept = [e for e, t in state.best.meetings if state.kept_meetings.slot[e] == t]
    required[kept] = True
    bound_table[kept] = [state.best.tables[e] for e in kept]
    return replace(state.instance, required=required, bound_table=bound_table)


def _anneal(state: RepairState, weights: CostWeights) -> None:
    """Anneal: exchange and move meetings within the limits of the earlier tiers and the budget."""
    state.report("changes that pay")
    mean = _mean_score(state)
    annealer = Annealer(state.grid(), annealing_input(state, state.instance.score), state.parameters.annealing)
    parameters = state.parameters.repair
    steps = max(parameters.min_steps, parameters.steps_per_meeting * len(state.best.meetings))
    cooling = CoolingSchedule(
        min(parameters.max_steps, steps),
        parameters.hot_share * mean,
        parameters.cold_share * mean,
        parameters.exchange_share,
    )
    annealer.anneal(cooling, weights, _cost_limits(state), state.clock)
    state.offer(annealer.meetings())


def annealing_input(state: RepairState, scores: Ints) -> AnnealingInput:
    """The annealer's input with (m) scores and the kept meetings; each meeting up to a person's minimum is rewarded."""
    filled = minimum_rewards(state)
    return AnnealingInput(scores, filled, state.kept_meetings.slot, by_people=state.by_people, seed=state.seed)


def _cost_weights(state: RepairState) -> CostWeights:
    objective = objective_of(state)
    return CostWeights(
        reward=float(objective.shortfall), score=float(objective.score), changes=float(max(state.price, 0.01))
    )


def _cost_limits(state: RepairState) -> CostLimits:
    return replace(kept_limits(state), changes=budget_of(state))


def budget_of(state: RepairState) -> int:
    """The most changes that annealing may make; without a budget, no limit."""
    return CostLimits().changes if state.budget is None else state.budget


def _mean_score(state: RepairState) -> float:
    return max(1.0, state.best.values["score"] / max(1, len(state.best.meetings)))
