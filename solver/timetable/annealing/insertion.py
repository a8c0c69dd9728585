"""Inserts pairs into a timetable one by one: where they fit, or where one Kempe chain makes room for them."""

from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.timetable.annealing.compiled import compiled, loop
from solver.timetable.annealing.feasibility import feasible
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import place, undo
from solver.timetable.annealing.state import EMPTY, I64, State


@compiled
def _at_limit(s: State, p: int) -> bool:
    return bool(s.person[p].count >= s.person[p].max_meetings)


@compiled
def _place_if_feasible(s: State, e: int, t: int) -> bool:
    """Place pair e in slot t, in which both people are free; undo the whole step if that breaks a rule."""
    place(s, e, t)
    if feasible(s):
        return True
    undo(s)
    return False


@compiled
def _place_where_it_fits(s: State, e: int) -> bool:
    """Place pair e in the slot with the most tables left (the earliest of equals), which balances the slots."""
    below = 1 << 60
    while True:
        below, t = _emptiest(s, e, below)
        if t == UNSCHEDULED:
            return False
        if _place_if_feasible(s, e, t):
            return True


@compiled
def _emptiest(s: State, e: int, below: int) -> tuple[int, int]:
    """Rank and slot of the emptiest slot with a rank below `below` in which both people are free, or UNSCHEDULED."""
    a, b = s.pair[e].a, s.pair[e].b
    slots, pool = s.at.shape[1], s.left.shape[0] - 1
    best, slot = -1, UNSCHEDULED
    for t in range(slots):
        rank = max(0, s.left[pool, t]) * slots + slots - 1 - t
        possible = s.allowed[e, t] and s.at[a, t] == NO_PAIR and s.at[b, t] == NO_PAIR
        if possible and best < rank < below:
            best, slot = rank, t
    return best, slot


@compiled
def _place_after_chain(s: State, e: int, free: int, busy: int, chains: int) -> bool:
    """Place pair e in a slot where person `free` is free and a chain frees person `busy`; tries at most `chains`."""
    slots = s.at.shape[1]
    for t in range(slots):
        if not s.allowed[e, t] or s.at[free, t] != NO_PAIR or s.at[busy, t] == NO_PAIR:
            continue
        for u in range(slots):
            if s.at[busy, u] != NO_PAIR:
                continue
            if chains == 0:
                return False
            chains -= 1
            if not swap_chain(s, s.at[busy, t], u):
                continue
            if s.at[free, t] != NO_PAIR:  # the chain moved a meeting of that person into the slot
                undo(s)
            elif _place_if_feasible(s, e, t):
                return True
    return False


@loop(lambda numba: numba.void(numba.typeof(EMPTY), numba.int64[::1], numba.int64))
def insert(s: State, pairs: I64, chains: int) -> None:
    """Place the pairs in this order; for a pair that does not fit, try up to `chains` chains for each of its people."""
    for i in range(len(pairs)):
        e = pairs[i]
        s.memory[0].logged = 0
        a, b = s.pair[e].a, s.pair[e].b
        if (
            s.pair[e].when == UNSCHEDULED
            and not (_at_limit(s, a) or _at_limit(s, b))
            and not _place_where_it_fits(s, e)
        ):
            _ = _place_after_chain(s, e, a, b, chains) or _place_after_chain(s, e, b, a, chains)
    s.memory[0].logged = 0
