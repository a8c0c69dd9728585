"""Kempe chains: meetings of two slots, connected by shared people, swap their slots.

Morgenstern and Shapiro's move for colouring, here over meetings (edges) of people (nodes).
"""

from solver.instance.sentinels import NO_PAIR
from solver.timetable.annealing.compiled import compiled
from solver.timetable.annealing.moves import place, take
from solver.timetable.annealing.state import State


@compiled
def swap_chain(s: State, e: int, u: int) -> bool:
    """Move pair e to slot u by swapping its whole chain. False, with nothing changed, if that is not allowed."""
    t = s.pair[e].when
    size = _follow(s, e, t, u)
    if size == 0:
        return False
    begin = s.memory[0].logged
    for i in range(size):
        take(s, s.path[i])
    for i in range(size):
        f = s.path[i]
        place(s, f, u if s.log[begin + i].slot == t else t)
    return True


@compiled
def _follow(s: State, e: int, t: int, u: int) -> int:
    """Write the chain's pairs to `path`; gives their number, 0 where one of them may not swap or there are too many."""
    if s.pair[e].pinned or not s.allowed[e, u]:
        return 0
    s.path[0] = e
    size = 1
    for side in range(2):
        p = s.pair[e].a if side == 0 else s.pair[e].b
        here, there = t, u
        while True:
            f = s.at[p, there]
            if f == NO_PAIR:
                break
            if f == e:  # the chain closed into a ring: it is whole
                return size
            if size == len(s.path) or s.pair[f].pinned or not s.allowed[f, here]:
                return 0
            s.path[size] = f
            size += 1
            p = s.pair[f].a + s.pair[f].b - p
            here, there = there, here
    return size
