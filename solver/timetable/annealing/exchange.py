"""Exchanges: a pair is placed in a slot; meetings in its way are moved, or removed and replaced by others."""

from solver.instance.sentinels import NO_PAIR, NO_RESOURCE, UNSCHEDULED
from solver.timetable.annealing.compiled import compiled
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import neighbours, place, remove
from solver.timetable.annealing.random_numbers import draw
from solver.timetable.annealing.state import State


@compiled
def force_in(s: State, e: int, t: int) -> bool:
    """Place the unscheduled pair e in slot t; people who lose a meeting get another one if possible.

    Returns False if that is impossible; changes made so far remain in the log.
    """
    if not s.allowed[e, t]:
        return False
    a, b = s.pair[e].a, s.pair[e].b
    if not (_free_slot(s, a, t) and _free_slot(s, b, t)):
        return False
    if s.at[a, t] != NO_PAIR or not (_free_meeting(s, a) and _free_meeting(s, b)):
        return False
    place(s, e, t)
    for i in range(s.memory[0].logged):
        f = s.log[i].pair
        if s.pair[f].when == UNSCHEDULED:
            add_meeting(s, s.pair[f].a)
            add_meeting(s, s.pair[f].b)
    return True


@compiled
def add_meeting(s: State, p: int) -> bool:
    """Place the pair of person p with the largest weight that fits, in the slot next to the most other meetings."""
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
        t = _best_slot(s, e)
        if t != UNSCHEDULED:
            place(s, e, t)
            return True
    return False


@compiled
def _free_slot(s: State, p: int, t: int) -> bool:
    """Free person p in slot t: move the meeting by a chain to a random slot, or else remove it."""
    e = s.at[p, t]
    if e == NO_PAIR:
        return True
    u = draw(s, s.at.shape[1])
    if s.at[p, u] == NO_PAIR and swap_chain(s, e, u):
        return bool(s.at[p, t] == NO_PAIR)
    if s.pair[e].required or s.pair[e].pinned:
        return False
    remove(s, e)
    return True


@compiled
def _free_meeting(s: State, p: int) -> bool:
    """Make room for another meeting of person p within `max_meetings`, removing a random one if necessary."""
    if s.person[p].count < s.person[p].max_meetings:
        return True
    slots = s.at.shape[1]
    start = draw(s, slots)
    for i in range(slots):
        e = s.at[p, (start + i) % slots]
        if e != NO_PAIR and not s.pair[e].required and not s.pair[e].pinned:
            remove(s, e)
            return True
    return False


@compiled
def _best_slot(s: State, e: int) -> int:
    """The slot in which pair e fits and is adjacent to the most meetings of its people, or UNSCHEDULED."""
    a, b = s.pair[e].a, s.pair[e].b
    best, slot = -1, UNSCHEDULED
    slots = s.at.shape[1]
    start = draw(s, slots)
    for i in range(slots):
        t = (start + i) % slots
        if s.at[a, t] != NO_PAIR or s.at[b, t] != NO_PAIR or not s.allowed[e, t] or not _has_capacity(s, e, t):
            continue
        adjacent_meetings = neighbours(s, a, t) + neighbours(s, b, t)
        if adjacent_meetings > best:
            best, slot = adjacent_meetings, t
    return slot


@compiled
def _has_capacity(s: State, e: int, t: int) -> bool:
    """Whether the resources of pair e have capacity left in slot t."""
    for i in range(2):
        r = s.pair[e].resources[i]
        if r != NO_RESOURCE and s.left[r, t] <= 0:
            return False
    return True
