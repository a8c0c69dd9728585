"""Assigns slots by list edge colouring: pairs are the edges, slots the colours, and each pair has its allowed slots.

Greedy, most constrained pairs first, into the emptiest slot; if a pair fits nowhere, a Kempe chain makes room for it.
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
from solver.timetable.annealing.annealer import Annealer, AnnealingInput, CostLimits, CostWeights
from solver.timetable.annealing.compiled import for_python
from solver.timetable.annealing.insertion import insert
from solver.timetable.annealing.loop import anneal
from solver.timetable.annealing.state import State, make_state

BATCH: Final = 500  # meetings between two checks of the clock


def assign_slots(grid: Grid, pairs: Iterable[int], clock: Clock, parameters: SearchParameters) -> list[int]:
    """Place the pairs where they fit; returns those without a slot, also those not tried because the time was over."""
    order = np.array(most_constrained_first(grid.instance, np.fromiter(pairs, dtype=np.int64)), dtype=np.int64)
    if not len(order):
        return []
    state = make_state(grid, parameters=parameters.annealing)
    _insert(state, order, 0)
    unplaced = _unplaced(state, order)
    for start in range(0, len(unplaced), BATCH):
        if not clock.over():
            _insert(state, unplaced[start : start + BATCH], parameters.edge_coloring.chains_per_person)
    unplaced = _insert_after_random_chains(state, _unplaced(state, unplaced), clock, parameters.edge_coloring)
    replace_meetings(grid, state.meetings())
    result: list[int] = unplaced.tolist()
    return result


def _insert_after_random_chains(state: State, unplaced: Ints, clock: Clock, parameters: EdgeColoringParameters) -> Ints:
    """Swap random chains until the remaining pairs fit, too, or all rounds are done.

    Many timetables of the same meetings have room for one more. Returns the pairs that still have no slot.
    """
    meetings = int(np.count_nonzero(state.at != NO_PAIR)) // 2
    steps = max(parameters.min_steps, int(parameters.steps_per_meeting * meetings))
    rounds = min(parameters.rounds_per_meeting * meetings, parameters.max_rounds, parameters.total_steps // steps)
    for _ in range(rounds):
        if not len(unplaced) or clock.over():
            break
        anneal(state, steps, 1.0, 1.0, 0.0, CostWeights().array(), CostLimits().array())
        _insert(state, unplaced, parameters.chains_per_person)
        unplaced = _unplaced(state, unplaced)
    return unplaced


def insert_pairs(grid: Grid, pairs: Sequence[int], parameters: SearchParameters) -> None:
    """Place a few pairs in this order, each after swapping a Kempe chain out of its way if necessary."""
    if pairs:
        state = make_state(grid, parameters=parameters.annealing)
        _insert(state, np.array(pairs, dtype=np.int64), parameters.edge_coloring.chains_per_person)
        replace_meetings(grid, state.meetings())


def _insert(state: State, pairs: Ints, chains: int) -> None:
    """`insert`, as machine code if that is worth loading it."""
    if insert.earns_compiling(len(pairs) * state.at.shape[1] * (1 + chains)):
        insert(state, pairs, chains)
    else:
        insert.plain(for_python(state), pairs, chains)


def _unplaced(state: State, pairs: Ints) -> Ints:
    """The pairs that have no slot."""
    unplaced: Ints = pairs[state.pair["when"][pairs] == UNSCHEDULED]
    return unplaced


def most_constrained_first(instance: Instance, pairs: Ints) -> list[int]:
    """The pairs (indexes), required ones first, then by the number of slots that the pair and its people allow."""
    spare = instance.available.sum(axis=1) - instance.meetings_of(pairs)
    spare_of_pair = np.minimum(spare[instance.a[pairs]], spare[instance.b[pairs]])
    choice = np.minimum(instance.allowed[pairs].sum(axis=1), spare_of_pair)
    order = np.lexsort((-instance.score[pairs], choice, ~instance.required[pairs]))
    return [int(e) for e in pairs[order]]


def shuffle(grid: Grid, steps: int, seed: int, clock: Clock, parameters: AnnealingParameters) -> None:
    """Swap random chains: the same meetings in other slots, as a new start for other searches."""
    annealer = Annealer(grid, AnnealingInput(seed=seed), parameters)
    annealer.shuffle(steps, clock)
    replace_meetings(grid, annealer.meetings())


def replace_meetings(grid: Grid, meetings: Iterable[tuple[int, int]]) -> None:
    """Replace the meetings of the grid by these (pair, slot) entries; unchanged meetings stay in place."""
    wanted = dict(meetings)
    for e, t in list(grid.meetings()):
        if wanted.get(e) == t:
            del wanted[e]
        else:
            grid.remove(e)
    grid.load(wanted.items())
