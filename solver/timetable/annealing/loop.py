"""Simulated annealing (Kirkpatrick 1983) of timetables: shifts change when people meet, exchanges change who meets.

The energy is a weighted sum of costs; values kept for earlier tiers are limits that no step may exceed.
"""

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.timetable.annealing.compiled import compiled, loop
from solver.timetable.annealing.exchange import force_in
from solver.timetable.annealing.feasibility import feasible
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import neighbours, undo
from solver.timetable.annealing.random_numbers import chance, draw
from solver.timetable.annealing.state import COSTS, EMPTY, I64, State

Weights = NDArray[np.float64]  # (COSTS)
EPSILON: Final = 1e-9


@compiled
def _propose(s: State, exchange_share: float) -> bool:
    """Make one random step; returns False if nothing was changed."""
    random = chance(s)
    if random < exchange_share:
        return _exchange(s)
    return (
        _directed_shift(s) if random < exchange_share + (1 - exchange_share) * s.memory[0].directed_share else _shift(s)
    )


@compiled
def _exchange(s: State) -> bool:
    """Place a random unscheduled pair in a random slot."""
    people, slots = s.at.shape
    p = draw(s, people)
    size = s.person[p + 1].first_pair - s.person[p].first_pair
    if size == 0:
        return False
    e = s.pairs[s.person[p].first_pair + draw(s, size)]
    return s.pair[e].when == UNSCHEDULED and force_in(s, e, draw(s, slots))


@compiled
def _shift(s: State) -> bool:
    """Move a random meeting to a random slot."""
    people, slots = s.at.shape
    e, u = s.at[draw(s, people), draw(s, slots)], draw(s, slots)
    return e != NO_PAIR and s.pair[e].when != u and swap_chain(s, e, u)


@compiled
def _directed_shift(s: State) -> bool:
    """Move a meeting of a person with avoidable gaps to a free slot next to another of their meetings."""
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
def _accepted(s: State, before: I64, limits: I64, weights: Weights, heat: float) -> bool:
    """Whether the current step keeps the limits, passes the Metropolis test and is feasible."""
    change = 0.0
    for k in range(COSTS):
        if s.cost[k] > limits[k] and s.cost[k] > before[k]:
            return False
        change += weights[k] * (s.cost[k] - before[k])
    if change > 0 and chance(s) >= math.exp(-change / heat):
        return False
    return feasible(s)


@compiled
def _energy(cost: I64, weights: Weights) -> float:
    energy = 0.0
    for k in range(COSTS):
        energy += weights[k] * cost[k]
    return energy


@compiled
def _copy(source: I64, target: I64) -> None:
    for i in range(len(source)):
        target[i] = source[i]


@compiled
def _save_best(s: State) -> None:
    """Save the timetable before the current step as the best one."""
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


def _signature(numba: Any) -> Any:
    number, weights, limits = numba.float64, numba.float64[::1], numba.int64[::1]
    return numba.int64(numba.typeof(EMPTY), numba.int64, number, number, number, weights, limits)


@loop(_signature)
def anneal(
    s: State, steps: int, start_heat: float, end_heat: float, exchange_share: float, weights: Weights, limits: I64
) -> int:
    """Try `steps` random steps while cooling; returns the number of accepted steps.

    `exchange_share`: share of exchanges among the steps; `weights`, `limits`: (COSTS), no step raises cost k above
    `limits[k]`. The state holds the best timetable found that keeps all limits.
    """
    best = _energy(s.best_cost, weights) if _within(s.best_cost, limits) else np.inf
    energy = _energy(s.cost, weights)
    accepted = 0
    for i in range(steps):
        heat = start_heat * (end_heat / start_heat) ** (i / steps)
        _copy(s.cost, s.before)
        s.memory[0].logged = 0
        if not _propose(s, exchange_share) or not _accepted(s, s.before, limits, weights, heat):
            undo(s)
            continue
        accepted += 1
        change = _energy(s.cost, weights) - energy
        energy += change
        if energy < best - EPSILON and _within(s.cost, limits):
            best = energy
            s.memory[0].at_best = 1
            _copy(s.cost, s.best_cost)
        elif change > EPSILON and s.memory[0].at_best:
            _save_best(s)
    return accepted
