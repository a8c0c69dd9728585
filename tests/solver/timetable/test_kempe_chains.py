"""Kempe chains and the insertion of pairs keep every rule; swapping a chain twice restores the timetable."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from solver import Person, Problem, Table
from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.instance.grid import Grid
from solver.instance.sentinels import UNSCHEDULED
from solver.parameters import DEFAULT_PARAMETERS
from solver.progress import StopFlag
from solver.timetable.annealing.annealer import Annealer, AnnealingInput
from solver.timetable.annealing.compiled import loop
from solver.timetable.annealing.feasibility import feasible
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import undo
from solver.timetable.annealing.state import EMPTY, State, make_state
from solver.timetable.edge_coloring import assign_slots, insert_pairs
from tests.solver.builders import pairs, people, problem, slots
from tests.solver.random_problems import tight_problem

RING = "ann-bob bob-cleo cleo-dan dan-eve eve-fay fay-ann"
PATH = "ann-bob bob-cleo cleo-dan dan-eve eve-fay"
ORIGINAL = [(k, k % 2) for k in range(6)]
SWAPPED = [(k, 1 - k % 2) for k in range(6)]


@loop(lambda numba: numba.boolean(numba.typeof(EMPTY), numba.int64, numba.int64))
def swap(s: State, e: int, u: int) -> bool:
    """Move pair e to slot u with its chain, if that is possible and keeps every rule."""
    s.memory[0].logged = 0
    if not swap_chain(s, e, u):
        return False
    if feasible(s):
        return True
    undo(s)
    return False


def ring_of_six(places_in_first_slot: int) -> Grid:
    """Six people in a ring, neighbours meeting in turn in s0 and s1; bob and cleo have their own booths."""
    p = problem("ann bob cleo dan eve fay", RING, slots(2))
    owners = (Person("bob", table="booth of bob"), Person("cleo", table="booth of cleo"))
    tables = (
        Table("booth of bob", reserved=True),
        Table("booth of cleo", reserved=True),
        *(Table(f"t{k}", slots=None if k < places_in_first_slot else ("s1",)) for k in range(2)),
    )
    p = replace(p, people=(*people("ann dan eve fay"), *owners), pairs=pairs(RING), tables=tables)
    return grid_with(p, *ORIGINAL)


def path_of_six() -> Problem:
    return problem("ann bob cleo dan eve fay", PATH, slots(2))


def grid_with(p: Problem, *meetings: tuple[int, int]) -> Grid:
    grid = Grid(compile_instance(p))
    grid.load(meetings)
    return grid


def meetings_after_swap(grid: Grid, e: int, u: int, longest: int = 99) -> list[tuple[int, int]]:
    """The meetings after the attempt to move pair e to slot u."""
    state = make_state(grid, parameters=replace(DEFAULT_PARAMETERS.annealing, max_chain_meetings=longest))
    swap(state, e, u)
    return list(state.meetings())


def keeps_every_rule(grid: Grid) -> bool:
    """Whether the grid would allow each meeting in its slot if it were placed last."""
    for e, t in list(grid.meetings()):
        grid.remove(e)
        if not grid.options(e) >> t & 1:
            return False
        grid.place(e, t)
    return True


def colored(seed: int) -> tuple[Grid, list[int]]:
    """A grid of a tight problem (without its limit on gaps), and the pairs without a slot."""
    grid = Grid(compile_instance(replace(tight_problem(seed), max_gap_spread=None)))
    return grid, assign_slots(grid, range(grid.instance.pairs), Clock(60.0), DEFAULT_PARAMETERS)


def test_a_ring_swaps_if_tables_have_capacity_in_both_slots() -> None:
    assert meetings_after_swap(ring_of_six(places_in_first_slot=2), 0, 1) == SWAPPED


def test_a_ring_does_not_swap_if_tables_are_missing() -> None:
    assert meetings_after_swap(ring_of_six(places_in_first_slot=1), 0, 1) == ORIGINAL


@pytest.mark.parametrize(("longest", "moved"), [(4, False), (5, True)])
def test_a_chain_longer_than_the_limit_does_not_swap(longest: int, moved: bool) -> None:
    grid = grid_with(path_of_six(), *ORIGINAL[:5])
    assert meetings_after_swap(grid, 2, 1, longest) == (SWAPPED if moved else ORIGINAL)[:5]


def test_a_chain_with_a_pinned_meeting_does_not_swap() -> None:
    grid = grid_with(path_of_six(), *ORIGINAL[:5])
    state = make_state(grid, pinned=np.arange(5) == 4)
    assert (swap(state, 0, 1), list(state.meetings())) == (False, ORIGINAL[:5])


@pytest.mark.parametrize(("before", "moved"), [((0, 1), False), ((1, 0), True)])
def test_meetings_with_a_precedence_rule_swap_only_into_the_right_order(before: tuple[int, int], moved: bool) -> None:
    grid = grid_with(replace(path_of_six(), before=(before,)), *ORIGINAL[:5])
    assert meetings_after_swap(grid, 3, 0) == (SWAPPED if moved else ORIGINAL)[:5]


def test_a_chain_does_not_swap_if_a_person_would_exceed_max_consecutive() -> None:
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3))
    limited = replace(p, people=(Person("ann", max_consecutive=1), *people("bob cleo")))
    assert meetings_after_swap(grid_with(p, (0, 0), (1, 2)), 1, 1) == [(0, 0), (1, 1)]
    assert meetings_after_swap(grid_with(limited, (0, 0), (1, 2)), 1, 1) == [(0, 0), (1, 2)]


@pytest.mark.parametrize("seed", range(40))
def test_swapping_a_chain_keeps_every_rule_and_swapping_it_back_restores_the_timetable(seed: int) -> None:
    grid, _ = colored(seed)
    meetings = list(grid.meetings())
    for e, t in meetings:
        for u in range(grid.instance.slots):
            state = make_state(grid)
            if u == t or not swap(state, e, u):
                continue
            assert keeps_every_rule(grid_with(grid.instance.problem, *state.meetings()))
            assert (swap(state, e, t), list(state.meetings())) == (True, meetings)


@pytest.mark.parametrize("seed", range(40))
def test_edge_colouring_keeps_every_rule_and_leaves_out_only_pairs_that_do_not_fit(seed: int) -> None:
    grid, left = colored(seed)
    assert keeps_every_rule(grid)
    assert left == [e for e in left if grid.when[e] == UNSCHEDULED and not grid.options(e)]
    assert len(left) + len(list(grid.meetings())) == grid.instance.pairs


def test_another_meeting_moves_to_make_room_for_one_without_a_slot() -> None:
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2))
    p = replace(p, people=(*people("ann bob"), Person("cleo", available=("s0",))))
    grid = grid_with(p, (0, 0))
    insert_pairs(grid, [1], DEFAULT_PARAMETERS)
    assert list(grid.meetings()) == [(0, 1), (1, 0)]


def test_random_chains_are_swapped_until_all_pairs_fit() -> None:
    """Ten people who all meet each other in nine slots are never free: a single chain per meeting is not enough."""
    names = [f"p{k}" for k in range(10)]
    all_pairs = " ".join(f"{a}-{b}" for a, b in combinations(names, 2))
    p = problem(" ".join(names), all_pairs, slots(9))
    grid = grid_with(p)
    assert assign_slots(grid, range(45), Clock(60.0), DEFAULT_PARAMETERS) == []
    assert keeps_every_rule(grid)


def test_no_room_is_made_for_a_person_who_has_all_meetings() -> None:
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2))
    grid = grid_with(replace(p, people=(Person("ann", max_meetings=1), *people("bob cleo"))), (0, 0))
    insert_pairs(grid, [1], DEFAULT_PARAMETERS)
    assert list(grid.meetings()) == [(0, 0)]


def test_no_room_is_made_after_the_time_is_over() -> None:
    stopped = StopFlag()
    stopped.set()
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2))
    p = replace(p, people=(*people("ann bob"), Person("cleo", available=("s0",))))
    grid = grid_with(p, (0, 0))
    assert (assign_slots(grid, [1], Clock(60.0, stopped), DEFAULT_PARAMETERS), list(grid.meetings())) == ([1], [(0, 0)])
    assert assign_slots(grid, [1], Clock(60.0), DEFAULT_PARAMETERS) == []


def test_a_shuffle_moves_meetings_until_a_stop_is_requested() -> None:
    stopped = StopFlag()
    stopped.set()
    assert [shuffled(seed, stopped) for seed in range(9)] == [ORIGINAL] * 9
    assert {tuple(shuffled(seed, StopFlag())) for seed in range(9)} == {tuple(ORIGINAL), tuple(SWAPPED)}


def shuffled(seed: int, stop: StopFlag) -> list[tuple[int, int]]:
    annealer = Annealer(ring_of_six(places_in_first_slot=2), AnnealingInput(seed=seed), DEFAULT_PARAMETERS.annealing)
    annealer.shuffle(20, Clock(60.0, stop))
    return list(annealer.meetings())


@pytest.mark.parametrize("seed", range(20))
def test_a_shuffle_keeps_the_meetings_and_every_rule(seed: int) -> None:
    grid, _ = colored(seed)
    meetings = [e for e, _ in grid.meetings()]
    annealer = Annealer(grid, AnnealingInput(seed=seed), DEFAULT_PARAMETERS.annealing)
    annealer.shuffle(200, Clock(60.0))
    moved = list(annealer.meetings())
    assert [e for e, _ in moved] == meetings
    assert keeps_every_rule(grid_with(grid.instance.problem, *moved))
