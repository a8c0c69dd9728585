"""The tier moves: tables for the timetable there is, so that people change theirs seldom, and a bound.

A person with c meetings in the blocks that it can use goes from one meeting to its next at least c - blocks times. At a
table that holds one meeting at a time, of the two people who come to it only one can have sat there right before,
unless the other had a gap. So moves are at least (meetings) - (blocks of all people) - gaps, whatever the timetable.
"""

import numpy as np

from solver.arrays import Ints
from solver.instance.instance import Instance
from solver.selection.few_gaps import least_total
from solver.tiers.gaps import floor_of
from solver.tiers.solve_state import Run


def improve_moves(run: Run) -> None:
    """Seat the best plan: first anyhow, then near the tables that its people come from and go on to."""
    run.bound("moves", 0)
    run.seat()
    run.report("first tables")
    _bound(run)
    run.offer(run.best.meetings)
    run.report("near tables")


def _bound(run: Run) -> None:
    if "score" not in run.kept or "gaps" not in run.kept or (run.instance.capacity > 1).any():
        return
    least = least_total(run.instance, halves_less_blocks(run.instance), floor_of(run), run.clock)
    if least is not None:
        run.bound("moves", (least + 1) // 2 - run.kept["gaps"] - repeated(run.instance))


def halves_less_blocks(instance: Instance) -> Ints:
    """(n, T + 1) twice: half a person's meetings less the blocks that they can lie in; convex in their number."""
    blocks = np.zeros(instance.people, dtype=np.int64)
    for k in range(instance.blocks):
        blocks += instance.usable[:, instance.block == k].any(axis=1)
    count = np.arange(instance.slots + 1)
    return np.asarray(count - 2 * np.minimum(count, blocks[:, None]), dtype=np.int64)


def repeated(instance: Instance) -> int:
    """Pairs of two people that another pair already names: both may stay at the table for those."""
    low, high = np.minimum(instance.a, instance.b), np.maximum(instance.a, instance.b)
    return instance.pairs - len(np.unique(low * instance.people + high))
