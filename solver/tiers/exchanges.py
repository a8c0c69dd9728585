"""What annealing may exchange: meetings for others, within the values that earlier tiers keep."""

from dataclasses import replace

import numpy as np

from solver.arrays import Ints
from solver.tiers.pair_choice import guarded
from solver.tiers.solve_state import SolveState
from solver.timetable.annealing.annealer import CostLimits


def minimum_rewards(state: SolveState) -> Ints:
    """(n, T + 1) of each person's number of meetings, those that count towards the minimum or the floor."""
    return np.minimum(np.arange(state.instance.slots + 1), guarded(state).min_meetings[:, None])


def kept_limits(state: SolveState) -> CostLimits:
    """The limits of reward, score and gaps with which the earlier tiers are kept."""
    limits = CostLimits()
    if state.kept.keys() & {"minimums", "fairness"}:
        missing = state.kept.get("minimums", 0)
        limits = replace(limits, reward=int(guarded(state).min_meetings.sum()) - missing)
    if "score" in state.kept:
        limits = replace(limits, score=state.kept["score"])
    if "gaps" in state.kept:
        limits = replace(limits, gaps=state.kept["gaps"])
    return limits
