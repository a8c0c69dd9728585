"""Checks whether a timetable still satisfies all hard rules after the current step."""

from solver.instance.sentinels import NO_PAIR, NO_RESOURCE, UNSCHEDULED
from solver.timetable.annealing.compiled import compiled
from solver.timetable.annealing.state import State


@compiled
def feasible(s: State) -> bool:
    """Whether capacities, limits of people and precedence hold for all changes of the step."""
    for i in range(s.memory[0].logged):
        e = s.log[i].pair
        if s.pair[e].when == UNSCHEDULED:
            if s.pair[e].required:
                return False
        elif not (_within_capacity(s, e) and _in_order(s, e)):
            return False
        if not (within_limits(s, s.pair[e].a) and within_limits(s, s.pair[e].b)):
            return False
    return True


@compiled
def _within_capacity(s: State, e: int) -> bool:
    t = s.pair[e].when
    for i in range(2):
        r = s.pair[e].resources[i]
        if r != NO_RESOURCE and s.left[r, t] < 0:
            return False
    return True


@compiled
def _in_order(s: State, e: int) -> bool:
    if not s.pair[e].ordered:
        return True
    t = s.pair[e].when
    for i in range(s.pair[e].first_earlier, s.pair[e + 1].first_earlier):
        then = s.pair[s.earlier[i, 1]].when
        if then != UNSCHEDULED and then <= t:
            return False
    for i in range(s.pair[e].first_later, s.pair[e + 1].first_later):  # noqa: SIM110  (numba compiles no generator)
        if s.pair[s.later[i, 1]].when >= t:  # UNSCHEDULED is less than every slot
            return False
    return True


@compiled
def within_limits(s: State, p: int) -> bool:
    """Whether the person keeps `max_meetings`, `max_consecutive` and the limit on gaps."""
    if s.person[p].count > s.person[p].max_meetings:
        return False
    if not s.person[p].limited:
        return True
    if s.person[p].gaps > s.person[p].max_gaps:
        return False
    run = 0
    for t in range(s.at.shape[1]):
        if s.at[p, t] == NO_PAIR:
            run = 0
            continue
        run = run + 1 if s.slot[t].adjacent else 1
        if run > s.person[p].max_consecutive:
            return False
    return True
