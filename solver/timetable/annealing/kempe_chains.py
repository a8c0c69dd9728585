"""Kempe chains: meetings of two slots that are connected by shared people swap their slots.

The move of Morgenstern and Shapiro for graph colouring, here for edges (meetings) between nodes (people).
"""

from solver.instance.sentinels import NO_PAIR
from solver.timetable.annealing.compiled import compiled
from solver.timetable.annealing.moves import place, remove
from solver.timetable.annealing.state import State


@compiled
def swap_chain(s: State, e: int, u: int) -> bool:
    """Move pair e to slot u by swapping its whole chain. Returns False, with no change, if that is not allowed."""
    t = s.pair[e].when
    size = _find_chain(s, e, t, u)
    if size == 0:
        return False
    first_change = s.memory[0].logged
    for i in range(size):
        remove(s, s.path[i])
    for i in range(size):
        f = s.path[i]
        place(s, f, u if s.log[first_change + i].slot == t else t)
    return True


@compiled
def _find_chain(s: State, e: int, t: int, u: int) -> int:
    """Write the pairs of the chain to `path`; returns their number, or 0 if one must not swap or there are too many."""
    if s.pair[e].pinned or not s.allowed[e, u]:
        return 0
    s.path[0] = e
    size = 1
    for side in range(2):
        p = s.pair[e].a if side == 0 else s.pair[e].b
        current, other = t, u
        while True:
            f = s.at[p, other]
            if f == NO_PAIR:
                break
            if f == e:  # the chain is a cycle and complete
                return size
            if size == len(s.path) or s.pair[f].pinned or not s.allowed[f, current]:
                return 0
            s.path[size] = f
            size += 1
            p = s.pair[f].a + s.pair[f].b - p
            current, other = other, current
    return size
