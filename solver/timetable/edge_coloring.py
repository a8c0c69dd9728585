"""Assigns slots by list edge colouring: slots are the colours; a person's meetings and closed slots restrict them.

Greedy by least freedom into the emptiest slot; a meeting that finds no slot frees one by a Kempe chain.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from solver.arrays import Ints
from solver.clock import Clock
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.parameters import AnnealingParameters, EdgeColoringParameters, SearchParameters
from solver.timetable.annealing import insertion
from solver.timetable.annealing.annealer import Annealer, AnnealingInput, CostLimits, CostWeights
from solver.timetable.annealing.loop import anneal
from solver.timetable.annealing.state import State, make_state

PORTION: Final = 500  # meetings between two checks of the clock


def assign_slots(grid: Grid, pairs: Iterable[int], clock: Clock, parameters: SearchParameters) -> list[int]:
    """Place the pairs where they fit; returns those without a slot (the rest, once time is over)."""
    order = np.array(most_constrained_first(grid.instance, np.fromiter(pairs, dtype=np.int64)), dtype=np.int64)
    if not len(order):
        return []
    state = make_state(grid, parameters=parameters.annealing)
    insertion.insert(state, order, 0)
    left = _left(state, order)
    for begin in range(0, len(left), PORTION):
        if not clock.over():
            insertion.insert(state, left[begin : begin + PORTION], parameters.edge_coloring.chains_per_person)
    left = _drift(state, _left(state, left), clock, parameters.edge_coloring)
    replace_meetings(grid, state.meetings())
    rest: list[int] = left.tolist()
    return rest


def _drift(state: State, left: Ints, clock: Clock, parameters: EdgeColoringParameters) -> Ints:
    """Swap random chains until the remaining pairs fit too, or all rounds are done: many timetables of the same
    meetings have room for one more. Returns the pairs that still have no slot."""
    meetings = int(np.count_nonzero(state.at != NO_PAIR)) // 2
    steps = max(parameters.min_steps, int(parameters.steps_per_meeting * meetings))
    rounds = min(parameters.rounds_per_meeting * meetings, parameters.max_rounds, parameters.total_steps // steps)
    for _ in range(rounds):
        if not len(left) or clock.over():
            break
        anneal(state, steps, 1.0, 1.0, 0.0, CostWeights().array(), CostLimits().array())
        insertion.insert(state, left, parameters.chains_per_person)
        left = _left(state, left)
    return left


def insert_pairs(grid: Grid, pairs: Sequence[int], parameters: SearchParameters) -> None:
    """Place a few pairs in this order, each if necessary after swapping one Kempe chain out of its way."""
    if pairs:
        state = make_state(grid, parameters=parameters.annealing)
        insertion.insert(state, np.array(pairs, dtype=np.int64), parameters.edge_coloring.chains_per_person)
        replace_meetings(grid, state.meetings())


def _left(state: State, pairs: Ints) -> Ints:
    """The pairs that have no slot."""
    left: Ints = pairs[state.pair["when"][pairs] == UNSCHEDULED]
    return left


def most_constrained_first(instance: Instance, pairs: Ints) -> list[int]:
    """Required pairs first, then those whose people or slots leave the least choice."""
    spare = instance.available.sum(axis=1) - instance.meetings_of(pairs)
    tight = np.minimum(spare[instance.a[pairs]], spare[instance.b[pairs]])
    choice = np.minimum(instance.allowed[pairs].sum(axis=1), tight)
    order = np.lexsort((-instance.score[pairs], choice, ~instance.required[pairs]))
    return [int(e) for e in pairs[order]]


def shuffle(grid: Grid, tries: int, seed: int, clock: Clock, parameters: AnnealingParameters) -> None:
    """Swap random chains: the same meetings in other slots, a new start for other searches."""
    annealer = Annealer(grid, AnnealingInput(seed=seed), parameters)
    annealer.shuffle(tries, clock)
    replace_meetings(grid, annealer.meetings())


def replace_meetings(grid: Grid, meetings: Iterable[tuple[int, int]]) -> None:
    """Make the grid hold exactly these (pair, slot) entries; meetings already in their slot stay."""
    wanted = dict(meetings)
    for e, t in list(grid.meetings()):
        if wanted.get(e) == t:
            del wanted[e]
        else:
            grid.remove(e)
    grid.load(wanted.items())
