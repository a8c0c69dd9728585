"""The tier moves: assigns tables so that people rarely change theirs, and proves a bound.

A person with c meetings in the blocks that it can use goes from one meeting to its next at least c - blocks times. At a
table that holds one meeting at a time, of the two people who come to it only one can have sat there right before,
unless the other had a gap. So moves are at least (meetings) - (blocks of all people) - gaps, whatever the timetable.
"""

import numpy as np

from solver.arrays import Ints
from solver.instance.instance import Instance
from solver.selection.few_gaps import least_total
from solver.tiers.gaps import kept_values
from solver.tiers.solve_state import SolveState


def improve_moves(state: SolveState) -> None:
    """Give the incumbent tables: first any, then close to the tables that its people use before and after."""
    state.bound("moves", 0)
    state.seat()
    state.report("first tables")
    _bound(state)
    state.offer(state.best.meetings)
    state.report("near tables")


def _bound(state: SolveState) -> None:
    if "score" not in state.kept or "gaps" not in state.kept or (state.instance.capacity > 1).any():
        return
    curves, parameters = halves_less_blocks(state.instance), state.parameters.few_gaps
    least = least_total(state.instance, curves, kept_values(state), state.clock, parameters)
    if least is not None:
        state.bound("moves", (least + 1) // 2 - state.kept["gaps"] - repeated(state.instance))


def halves_less_blocks(instance: Instance) -> Ints:
    """(n, T + 1) twice: half a person's meetings less the blocks that they can lie in; convex in their number."""
    blocks = np.zeros(instance.people, dtype=np.int64)
    for k in range(instance.blocks):
        blocks += instance.usable[:, instance.block == k].any(axis=1)
    count = np.arange(instance.slots + 1)
    return np.asarray(count - 2 * np.minimum(count, blocks[:, None]), dtype=np.int64)


def repeated(instance: Instance) -> int:
    """Pairs of two people that another pair already lists: both people may stay at their table."""
    low, high = np.minimum(instance.a, instance.b), np.maximum(instance.a, instance.b)
    return instance.pairs - len(np.unique(low * instance.people + high))
