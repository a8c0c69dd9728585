"""Closes gaps by hill climbing: each meeting moves to the first slot that reduces the gaps."""

from solver.instance.sentinels import UNSCHEDULED
from solver.timetable.annealing.compiled import compiled, loop
from solver.timetable.annealing.feasibility import feasible
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import undo
from solver.timetable.annealing.state import EMPTY, GAPS, I64, State


@compiled
def _move_if_fewer_gaps(s: State, e: int, u: int) -> bool:
    """Move pair e to slot u if that reduces the gaps."""
    before = s.cost[GAPS]
    s.memory[0].logged = 0
    if not swap_chain(s, e, u):
        return False
    if s.cost[GAPS] < before and feasible(s):
        return True
    undo(s)
    return False


@loop(lambda numba: numba.int64(numba.typeof(EMPTY), numba.int64[::1]))
def close_gaps(s: State, pairs: I64) -> int:
    """Try all slots for each of these pairs; returns the number of pairs moved."""
    moved = 0
    for i in range(len(pairs)):
        e = pairs[i]
        t = s.pair[e].when
        for u in range(s.at.shape[1]):
            if t != UNSCHEDULED and u != t and _move_if_fewer_gaps(s, e, u):
                moved += 1
                break
    s.memory[0].logged = 0
    return moved
