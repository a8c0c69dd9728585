"""Placing pairs into a timetable, one after another: where they fit, or where one Kempe chain makes way for them."""

from typing import Final

import numba

from solver.walk.chains import swap_chain
from solver.walk.compiled import compiled, loop, typeof
from solver.walk.rules import sound
from solver.walk.state import EMPTY, I64, NONE, State
from solver.walk.steps import place, undo


@compiled
def _full(s: State, p: int) -> bool:
    return bool(s.person[p].count >= s.person[p].most)


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
    """Place pair e in the first slot in which it fits."""
    a, b = s.pair[e].a, s.pair[e].b
    for t in range(s.at.shape[1]):
        if s.allowed[e, t] and s.at[a, t] == NONE and s.at[b, t] == NONE and _settled(s, e, t):
            return True
    return False


@compiled
def _swapped_in(s: State, e: int, near: int, far: int, chains: int) -> bool:
    """Place pair e where person `near` is free, once a chain has freed `far` there; so many chains may be tried."""
    slots = s.at.shape[1]
    for t in range(slots):
        if not s.allowed[e, t] or s.at[near, t] != NONE or s.at[far, t] == NONE:
            continue
        for u in range(slots):
            if s.at[far, u] != NONE:
                continue
            if chains == 0:
                return False
            chains -= 1
            if not swap_chain(s, s.at[far, t], u):
                continue
            if s.at[near, t] != NONE:  # the same chain brought a meeting there
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
        if s.pair[e].when == NONE and not (_full(s, a) or _full(s, b)) and not _fitted(s, e):
            _ = _swapped_in(s, e, a, b, chains) or _swapped_in(s, e, b, a, chains)
    s.memory[0].logged = 0
