"""The tier moves: assigns tables so that people rarely change theirs, and proves a bound.

A person with c meetings passes from one meeting to the next in the same block at least c - blocks times, counting only
blocks that the person can use. If each table holds one meeting at a time, only one of the two people of a meeting can
have sat at its table in the slot before, unless the other had a gap. So in any timetable, moves are at least
(meetings) - (usable blocks of all people) - gaps.
"""

import numpy as np

from solver.arrays import Ints
from solver.instance.instance import Instance
from solver.selection.few_gaps import least_total
from solver.tiers.gaps import kept_values
from solver.tiers.pair_choice import guarded
from solver.tiers.solve_state import SolveState


def improve_moves(state: SolveState) -> None:
    """Assign tables to the incumbent: first any, then near the previous and next tables of its people."""
    state.bound("moves", 0)
    state.seat()
    state.report("first tables")
    _bound(state)
    state.offer(state.best.meetings)
    state.report("near tables")


def _bound(state: SolveState) -> None:
    """Bound the moves, if score and gaps are kept and each table holds one meeting at a time."""
    if "score" not in state.kept or "gaps" not in state.kept or (state.instance.capacity > 1).any():
        return
    curves, parameters = halves_less_blocks(state.instance), state.parameters.few_gaps
    lowest = least_total(guarded(state), curves, kept_values(state), state.clock, parameters)
    if lowest is not None:
        state.bound("moves", (lowest + 1) // 2 - state.kept["gaps"] - repeated_pairs(state.instance))


def halves_less_blocks(instance: Instance) -> Ints:
    """(n, T + 1) twice (half a person's meetings minus the blocks they can be in); convex in the meetings."""
    blocks = np.zeros(instance.people, dtype=np.int64)
    for k in range(instance.blocks):
        blocks += instance.usable[:, instance.block == k].any(axis=1)
    count = np.arange(instance.slots + 1)
    return np.asarray(count - 2 * np.minimum(count, blocks[:, None]), dtype=np.int64)


def repeated_pairs(instance: Instance) -> int:
    """Number of pairs whose people already form another pair: when they meet again, both may stay at their table."""
    low, high = np.minimum(instance.a, instance.b), np.maximum(instance.a, instance.b)
    return instance.pairs - len(np.unique(low * instance.people + high))
