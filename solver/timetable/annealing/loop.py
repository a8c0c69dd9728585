"""Simulated annealing (Kirkpatrick 1983) over timetables: chains change when, exchanges change who.

What a step costs is weighed; what an earlier tier keeps is a limit that no step may pass.
"""

import math
from typing import Final

import numba
import numpy as np
from numpy.typing import NDArray

from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.timetable.annealing.compiled import compiled, loop, typeof
from solver.timetable.annealing.exchange import bring
from solver.timetable.annealing.feasibility import sound
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import neighbours, undo
from solver.timetable.annealing.random_numbers import chance, draw
from solver.timetable.annealing.state import COSTS, EMPTY, I64, State

Weights = NDArray[np.float64]  # (COSTS)
EPSILON: Final = 1e-9


@compiled
def _propose(s: State, exchanges: float) -> bool:
    """Make one random step; False where it came to nothing."""
    luck = chance(s)
    if luck < exchanges:
        return _exchange(s)
    return _close_up(s) if luck < exchanges + (1 - exchanges) * s.memory[0].directed_share else _shift(s)


@compiled
def _exchange(s: State) -> bool:
    """Some pair that does not meet comes into some slot."""
    people, slots = s.at.shape
    p = draw(s, people)
    size = s.person[p + 1].first_pair - s.person[p].first_pair
    if size == 0:
        return False
    e = s.pairs[s.person[p].first_pair + draw(s, size)]
    return s.pair[e].when == UNSCHEDULED and bring(s, e, draw(s, slots))


@compiled
def _shift(s: State) -> bool:
    """Some meeting goes to some other slot."""
    people, slots = s.at.shape
    e, u = s.at[draw(s, people), draw(s, slots)], draw(s, slots)
    return e != NO_PAIR and s.pair[e].when != u and swap_chain(s, e, u)


@compiled
def _close_up(s: State) -> bool:
    """Some meeting of somebody with more gaps than need be goes to a free slot next to another."""
    people, slots = s.at.shape
    p = draw(s, people)
    for _ in range(s.memory[0].draws):
        if s.person[p].gaps > s.person[p].unavoidable_gaps:
            break
        p = draw(s, people)
    e, u = s.at[p, draw(s, slots)], draw(s, slots)
    for _ in range(s.memory[0].draws):
        if e != NO_PAIR:
            break
        e = s.at[p, draw(s, slots)]
    for _ in range(s.memory[0].draws):
        if s.at[p, u] == NO_PAIR and neighbours(s, p, u) > 0:
            break
        u = draw(s, slots)
    return e != NO_PAIR and s.at[p, u] == NO_PAIR and swap_chain(s, e, u)


@compiled
def _welcome(s: State, before: I64, limits: I64, weights: Weights, heat: float) -> bool:
    """Whether the step under way keeps the limits, is cheap enough, and sound."""
    change = 0.0
    for k in range(COSTS):
        if s.cost[k] > limits[k] and s.cost[k] > before[k]:
            return False
        change += weights[k] * (s.cost[k] - before[k])
    if change > 0 and chance(s) >= math.exp(-change / heat):
        return False
    return sound(s)


@compiled
def _energy(cost: I64, weights: Weights) -> float:
    energy = 0.0
    for k in range(COSTS):
        energy += weights[k] * cost[k]
    return energy


@compiled
def _copy(here: I64, there: I64) -> None:
    for i in range(len(here)):
        there[i] = here[i]


@compiled
def _remember(s: State) -> None:
    """Keep the timetable as it was before the step that leaves the best one."""
    for e in range(len(s.pair) - 1):
        s.pair[e].best = s.pair[e].when
    for i in range(s.memory[0].logged - 1, -1, -1):
        s.pair[s.log[i].pair].best = s.log[i].slot
    s.memory[0].at_best = 0


@compiled
def _within(cost: I64, limits: I64) -> bool:
    for k in range(COSTS):  # noqa: SIM110  (numba compiles no generator)
        if cost[k] > limits[k]:
            return False
    return True


# last, for it is compiled at once and needs all of the above
_SIGNATURE: Final = numba.int64(
    typeof(EMPTY), numba.int64, numba.float64, numba.float64, numba.float64, numba.float64[::1], numba.int64[::1]
)


@loop(_SIGNATURE)
def anneal(s: State, tries: int, hot: float, cold: float, exchanges: float, weights: Weights, limits: I64) -> int:
    """Try `tries` steps while cooling from `hot` to `cold`; a share of them exchanges meetings. Gives the steps taken.

    `limits[k]`: no step raises cost k above it. The best timetable seen that keeps all limits stays in the state.
    """
    best = _energy(s.best_cost, weights) if _within(s.best_cost, limits) else np.inf
    now = _energy(s.cost, weights)
    taken = 0
    for i in range(tries):
        heat = hot * (cold / hot) ** (i / tries)
        _copy(s.cost, s.before)
        s.memory[0].logged = 0
        if not _propose(s, exchanges) or not _welcome(s, s.before, limits, weights, heat):
            undo(s)
            continue
        taken += 1
        change = _energy(s.cost, weights) - now
        now += change
        if now < best - EPSILON and _within(s.cost, limits):
            best = now
            s.memory[0].at_best = 1
            _copy(s.cost, s.best_cost)
        elif change > EPSILON and s.memory[0].at_best:
            _remember(s)
    return taken
