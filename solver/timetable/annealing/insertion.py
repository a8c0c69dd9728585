"""Placing pairs into a timetable, one after another: where they fit, or where one Kempe chain makes way for them."""

from typing import Final

import numba

from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.timetable.annealing.compiled import compiled, loop, typeof
from solver.timetable.annealing.feasibility import sound
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import place, undo
from solver.timetable.annealing.state import EMPTY, I64, State


@compiled
def _full(s: State, p: int) -> bool:
    return bool(s.person[p].count >= s.person[p].max_meetings)


@compiled
def _settled(s: State, e: int, t: int) -> bool:
    """Place pair e in slot t, where its people are free; where a rule is against it the whole step is taken back."""
    place(s, e, t)
    if sound(s):
        return True
    undo(s)
    return False


@compiled
def _fitted(s: State, e: int) -> bool:
    """Place pair e in the slot with the most tables left, the earliest of those: even slots waste no table."""
    below = 1 << 60
    while True:
        below, t = _emptiest(s, e, below)
        if t == UNSCHEDULED:
            return False
        if _settled(s, e, t):
            return True


@compiled
def _emptiest(s: State, e: int, below: int) -> tuple[int, int]:
    """Rank and slot of the emptiest slot with a rank below `below` in which both people are free, or UNSCHEDULED."""
    a, b = s.pair[e].a, s.pair[e].b
    slots, pool = s.at.shape[1], s.left.shape[0] - 1
    best, found = -1, UNSCHEDULED
    for t in range(slots):
        rank = max(0, s.left[pool, t]) * slots + slots - 1 - t
        free = s.allowed[e, t] and s.at[a, t] == NO_PAIR and s.at[b, t] == NO_PAIR
        if free and best < rank < below:
            best, found = rank, t
    return best, found


@compiled
def _swapped_in(s: State, e: int, near: int, far: int, chains: int) -> bool:
    """Place pair e where person `near` is free, once a chain has freed `far` there; so many chains may be tried."""
    slots = s.at.shape[1]
    for t in range(slots):
        if not s.allowed[e, t] or s.at[near, t] != NO_PAIR or s.at[far, t] == NO_PAIR:
            continue
        for u in range(slots):
            if s.at[far, u] != NO_PAIR:
                continue
            if chains == 0:
                return False
            chains -= 1
            if not swap_chain(s, s.at[far, t], u):
                continue
            if s.at[near, t] != NO_PAIR:  # the same chain brought a meeting there
                undo(s)
            elif _settled(s, e, t):
                return True
    return False


_SIGNATURE: Final = numba.void(typeof(EMPTY), numba.int64[::1], numba.int64)


@loop(_SIGNATURE)
def insert(s: State, pairs: I64, chains: int) -> None:
    """Place the pairs in this order; where one does not fit, so many `chains` may be tried for each of its people."""
    for i in range(len(pairs)):
        e = pairs[i]
        s.memory[0].logged = 0
        a, b = s.pair[e].a, s.pair[e].b
        if s.pair[e].when == UNSCHEDULED and not (_full(s, a) or _full(s, b)) and not _fitted(s, e):
            _ = _swapped_in(s, e, a, b, chains) or _swapped_in(s, e, b, a, chains)
    s.memory[0].logged = 0
