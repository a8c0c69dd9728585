"""Elementary changes: a meeting is placed or removed; each is logged so that a step can be undone."""

from solver.instance.sentinels import NO_PAIR, NO_RESOURCE, UNSCHEDULED
from solver.timetable.annealing.compiled import compiled
from solver.timetable.annealing.state import CHANGES, GAPS, REWARD, SCORE, State


@compiled
def place(s: State, e: int, t: int) -> None:
    """Place the unscheduled pair e in slot t, without checking the rules; logged."""
    _log(s, e)
    _put(s, e, t)


@compiled
def remove(s: State, e: int) -> None:
    """Remove pair e from its slot; logged."""
    _log(s, e)
    _drop(s, e)


@compiled
def undo(s: State) -> None:
    """Undo all logged changes."""
    for i in range(s.memory[0].logged - 1, -1, -1):
        e, t = s.log[i].pair, s.log[i].slot
        if t == UNSCHEDULED:
            _drop(s, e)
        else:
            _put(s, e, t)
    s.memory[0].logged = 0


@compiled
def _log(s: State, e: int) -> None:
    i = s.memory[0].logged
    s.log[i].pair = e
    s.log[i].slot = s.pair[e].when
    s.memory[0].logged = i + 1


@compiled
def _put(s: State, e: int, t: int) -> None:
    a, b = s.pair[e].a, s.pair[e].b
    _enter(s, a, t, e)
    _enter(s, b, t, e)
    s.pair[e].when = t
    _use(s, e, t, -1)
    s.cost[SCORE] -= s.pair[e].weight
    if s.pair[e].reference == t:
        _count_change(s, e, -1)


@compiled
def _drop(s: State, e: int) -> None:
    t = s.pair[e].when
    _leave(s, s.pair[e].a, t)
    _leave(s, s.pair[e].b, t)
    s.pair[e].when = UNSCHEDULED
    _use(s, e, t, 1)
    s.cost[SCORE] += s.pair[e].weight
    if s.pair[e].reference == t:
        _count_change(s, e, 1)


@compiled
def _count_change(s: State, e: int, delta: int) -> None:
    """Count a change: meeting e leaves its reference slot (1) or returns to it (-1)."""
    people = 0
    for p in (s.pair[e].a, s.pair[e].b):
        before = s.person[p].changed
        s.person[p].changed = before + delta
        people += (before + delta > 0) - (before > 0)
    s.cost[CHANGES] += people if s.memory[0].by_people else delta


@compiled
def _use(s: State, e: int, t: int, delta: int) -> None:
    for i in range(2):
        r = s.pair[e].resources[i]
        if r != NO_RESOURCE:
            s.left[r, t] += delta


@compiled
def _enter(s: State, p: int, t: int, e: int) -> None:
    delta = 1 - neighbours(s, p, t)
    k = s.slot[t].block
    if s.in_block[p, k] == 0:
        delta -= 1
    s.in_block[p, k] += 1
    s.at[p, t] = e
    s.person[p].gaps += delta
    s.cost[GAPS] += delta
    c = s.person[p].count
    s.cost[REWARD] += s.reward[p, c] - s.reward[p, c + 1]
    s.person[p].count = c + 1


@compiled
def _leave(s: State, p: int, t: int) -> None:
    delta = neighbours(s, p, t) - 1
    k = s.slot[t].block
    s.in_block[p, k] -= 1
    if s.in_block[p, k] == 0:
        delta += 1
    s.at[p, t] = NO_PAIR
    s.person[p].gaps += delta
    s.cost[GAPS] += delta
    c = s.person[p].count
    s.cost[REWARD] += s.reward[p, c] - s.reward[p, c - 1]
    s.person[p].count = c - 1


@compiled
def neighbours(s: State, p: int, t: int) -> int:
    """Number of adjacent slots (0 to 2) in which the person is busy."""
    count = 0
    if s.slot[t].adjacent and s.at[p, t - 1] != NO_PAIR:
        count += 1
    if s.slot[t + 1].adjacent and s.at[p, t + 1] != NO_PAIR:
        count += 1
    return count
