"""Exchanging who meets: places a pair in a slot; meetings in its way are moved, or dropped and replaced."""

from solver.instance.sentinels import NO_PAIR, NO_RESOURCE, UNSCHEDULED
from solver.timetable.annealing.compiled import compiled
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import neighbours, place, take
from solver.timetable.annealing.random_numbers import draw
from solver.timetable.annealing.state import State


@compiled
def bring(s: State, e: int, t: int) -> bool:
    """Place pair e, which does not meet, into slot t; whoever loses a meeting by that may get another.

    False where it cannot be; what was changed until then stays logged.
    """
    if not s.allowed[e, t]:
        return False
    a, b = s.pair[e].a, s.pair[e].b
    if not (_clear(s, a, t) and _clear(s, b, t)):
        return False
    if s.at[a, t] != NO_PAIR or not (_spare(s, a) and _spare(s, b)):
        return False
    place(s, e, t)
    for i in range(s.memory[0].logged):
        f = s.log[i].pair
        if s.pair[f].when == UNSCHEDULED:
            fill(s, s.pair[f].a)
            fill(s, s.pair[f].b)
    return True


@compiled
def fill(s: State, p: int) -> bool:
    """Give person p the worthiest further meeting that fits beside all others, where it costs the fewest gaps."""
    if s.person[p].count >= s.person[p].max_meetings:
        return False
    for i in range(s.person[p].first_pair, s.person[p + 1].first_pair):
        e = s.pairs[i]
        if (
            s.pair[e].when != UNSCHEDULED
            or s.person[s.pair[e].a].count >= s.person[s.pair[e].a].max_meetings
            or s.person[s.pair[e].b].count >= s.person[s.pair[e].b].max_meetings
        ):
            continue
        t = _room(s, e)
        if t != UNSCHEDULED:
            place(s, e, t)
            return True
    return False


@compiled
def _clear(s: State, p: int, t: int) -> bool:
    """Free person p in slot t: by a chain if luck will have it, else by dropping the meeting."""
    e = s.at[p, t]
    if e == NO_PAIR:
        return True
    u = draw(s, s.at.shape[1])
    if s.at[p, u] == NO_PAIR and swap_chain(s, e, u):
        return bool(s.at[p, t] == NO_PAIR)
    if s.pair[e].required or s.pair[e].pinned:
        return False
    take(s, e)
    return True


@compiled
def _spare(s: State, p: int) -> bool:
    """See that person p may have one more meeting, by dropping some other one if need be."""
    if s.person[p].count < s.person[p].max_meetings:
        return True
    slots = s.at.shape[1]
    begin = draw(s, slots)
    for i in range(slots):
        e = s.at[p, (begin + i) % slots]
        if e != NO_PAIR and not s.pair[e].required and not s.pair[e].pinned:
            take(s, e)
            return True
    return False


@compiled
def _room(s: State, e: int) -> int:
    """The slot in which pair e fits and joins the most meetings of its people, or UNSCHEDULED."""
    a, b = s.pair[e].a, s.pair[e].b
    best, found = -1, UNSCHEDULED
    slots = s.at.shape[1]
    begin = draw(s, slots)
    for i in range(slots):
        t = (begin + i) % slots
        if s.at[a, t] != NO_PAIR or s.at[b, t] != NO_PAIR or not s.allowed[e, t] or not _seats(s, e, t):
            continue
        near = neighbours(s, a, t) + neighbours(s, b, t)
        if near > best:
            best, found = near, t
    return found


@compiled
def _seats(s: State, e: int, t: int) -> bool:
    for i in range(2):
        r = s.pair[e].resources[i]
        if r != NO_RESOURCE and s.left[r, t] <= 0:
            return False
    return True
