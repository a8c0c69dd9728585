"""Meetings that swap their slots, or make way for another, keep every rule; what is swapped twice is as it was."""

from dataclasses import replace
from itertools import combinations

import numba
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
from solver.timetable.annealing.compiled import loop, typeof
from solver.timetable.annealing.feasibility import feasible
from solver.timetable.annealing.kempe_chains import swap_chain
from solver.timetable.annealing.moves import undo
from solver.timetable.annealing.state import EMPTY, State, make_state
from solver.timetable.edge_coloring import assign_slots, insert_pairs
from tests.solver.builders import pairs, people, problem, slots
from tests.solver.random_problems import tight_problem

RING = "ann-bob bob-cleo cleo-dan dan-eve eve-fay fay-ann"
PATH = "ann-bob bob-cleo cleo-dan dan-eve eve-fay"
AS_IT_WAS = [(k, k % 2) for k in range(6)]
SWAPPED = [(k, 1 - k % 2) for k in range(6)]


@loop(numba.boolean(typeof(EMPTY), numba.int64, numba.int64))
def swapped(s: State, e: int, u: int) -> bool:
    """Move pair e to slot u with all that hangs on to it, if that can be and every rule is kept."""
    s.memory[0].logged = 0
    if not swap_chain(s, e, u):
        return False
    if feasible(s):
        return True
    undo(s)
    return False


def ring_of_six(places_in_first_slot: int) -> Grid:
    """Six people in a ring, neighbours meeting in turn in s0 and s1; bob and cleo have booths of their own."""
    p = problem("ann bob cleo dan eve fay", RING, slots(2))
    owners = (Person("bob", table="booth of bob"), Person("cleo", table="booth of cleo"))
    tables = (
        Table("booth of bob", reserved=True),
        Table("booth of cleo", reserved=True),
        *(Table(f"t{k}", slots=None if k < places_in_first_slot else ("s1",)) for k in range(2)),
    )
    p = replace(p, people=(*people("ann dan eve fay"), *owners), pairs=pairs(RING), tables=tables)
    return holding(p, *AS_IT_WAS)


def path_of_six() -> Problem:
    return problem("ann bob cleo dan eve fay", PATH, slots(2))


def holding(p: Problem, *meetings: tuple[int, int]) -> Grid:
    grid = Grid(compile_instance(p))
    grid.load(meetings)
    return grid


def after(grid: Grid, e: int, u: int, longest: int = 99) -> list[tuple[int, int]]:
    """The meetings once pair e has moved to slot u, if it could."""
    state = make_state(grid, parameters=replace(DEFAULT_PARAMETERS.annealing, max_chain_meetings=longest))
    swapped(state, e, u)
    return list(state.meetings())


def keeps_every_rule(grid: Grid) -> bool:
    """Whether each meeting would be let into its slot if it came last."""
    for e, t in list(grid.meetings()):
        grid.remove(e)
        if not grid.options(e) >> t & 1:
            return False
        grid.place(e, t)
    return True


def placed(seed: int) -> tuple[Grid, list[int]]:
    """A lively problem's pairs in slots, without its limit on gaps, and those for which none was found."""
    grid = Grid(compile_instance(replace(tight_problem(seed), max_gap_spread=None)))
    return grid, assign_slots(grid, range(grid.instance.pairs), Clock(60.0), DEFAULT_PARAMETERS)


def test_a_ring_swaps_where_the_tables_have_room_in_both_slots() -> None:
    assert after(ring_of_six(places_in_first_slot=2), 0, 1) == SWAPPED


def test_a_ring_stays_where_its_free_meetings_would_find_too_few_tables() -> None:
    assert after(ring_of_six(places_in_first_slot=1), 0, 1) == AS_IT_WAS


@pytest.mark.parametrize(("longest", "moved"), [(4, False), (5, True)])
def test_a_chain_longer_than_the_limit_stays(longest: int, moved: bool) -> None:
    grid = holding(path_of_six(), *AS_IT_WAS[:5])
    assert after(grid, 2, 1, longest) == (SWAPPED if moved else AS_IT_WAS)[:5]


def test_a_chain_stays_where_one_of_its_meetings_is_pinned() -> None:
    grid = holding(path_of_six(), *AS_IT_WAS[:5])
    state = make_state(grid, pinned=np.arange(5) == 4)
    assert (swapped(state, 0, 1), list(state.meetings())) == (False, AS_IT_WAS[:5])


@pytest.mark.parametrize(("before", "moved"), [((0, 1), False), ((1, 0), True)])
def test_meetings_that_have_an_order_swap_only_into_it(before: tuple[int, int], moved: bool) -> None:
    grid = holding(replace(path_of_six(), before=(before,)), *AS_IT_WAS[:5])
    assert after(grid, 3, 0) == (SWAPPED if moved else AS_IT_WAS)[:5]


def test_a_chain_stays_where_its_end_would_meet_too_often_in_a_row() -> None:
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3))
    hurried = replace(p, people=(Person("ann", max_consecutive=1), *people("bob cleo")))
    assert after(holding(p, (0, 0), (1, 2)), 1, 1) == [(0, 0), (1, 1)]
    assert after(holding(hurried, (0, 0), (1, 2)), 1, 1) == [(0, 0), (1, 2)]


@pytest.mark.parametrize("seed", range(40))
def test_a_chain_keeps_every_rule_and_swapped_twice_is_as_before(seed: int) -> None:
    grid, _ = placed(seed)
    held = list(grid.meetings())
    for e, t in held:
        for u in range(grid.instance.slots):
            state = make_state(grid)
            if u == t or not swapped(state, e, u):
                continue
            assert keeps_every_rule(holding(grid.instance.problem, *state.meetings()))
            assert (swapped(state, e, t), list(state.meetings())) == (True, held)


@pytest.mark.parametrize("seed", range(40))
def test_a_timetable_keeps_every_rule_and_leaves_nothing_that_fits(seed: int) -> None:
    grid, left = placed(seed)
    assert keeps_every_rule(grid)
    assert left == [e for e in left if grid.when[e] == UNSCHEDULED and not grid.options(e)]
    assert len(left) + len(list(grid.meetings())) == grid.instance.pairs


def test_a_meeting_that_finds_no_slot_has_another_make_way() -> None:
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2))
    p = replace(p, people=(*people("ann bob"), Person("cleo", available=("s0",))))
    grid = holding(p, (0, 0))
    insert_pairs(grid, [1], DEFAULT_PARAMETERS)
    assert list(grid.meetings()) == [(0, 1), (1, 0)]


def test_a_timetable_drifts_until_everything_fits() -> None:
    """Ten people who all meet each other in nine slots are never free: one chain for each meeting is not enough."""
    names = [f"p{k}" for k in range(10)]
    everybody = " ".join(f"{a}-{b}" for a, b in combinations(names, 2))
    p = problem(" ".join(names), everybody, slots(9))
    grid = holding(p)
    assert assign_slots(grid, range(45), Clock(60.0), DEFAULT_PARAMETERS) == []
    assert keeps_every_rule(grid)


def test_nothing_makes_way_for_somebody_who_has_all_meetings() -> None:
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2))
    grid = holding(replace(p, people=(Person("ann", max_meetings=1), *people("bob cleo"))), (0, 0))
    insert_pairs(grid, [1], DEFAULT_PARAMETERS)
    assert list(grid.meetings()) == [(0, 0)]


def test_once_time_is_over_nothing_makes_way() -> None:
    over = StopFlag()
    over.set()
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2))
    p = replace(p, people=(*people("ann bob"), Person("cleo", available=("s0",))))
    grid = holding(p, (0, 0))
    assert (assign_slots(grid, [1], Clock(60.0, over), DEFAULT_PARAMETERS), list(grid.meetings())) == ([1], [(0, 0)])
    assert assign_slots(grid, [1], Clock(60.0), DEFAULT_PARAMETERS) == []


def test_a_shuffle_moves_meetings_until_it_is_told_to_stop() -> None:
    stopped = StopFlag()
    stopped.set()
    assert [shuffled(seed, stopped) for seed in range(9)] == [AS_IT_WAS] * 9
    assert {tuple(shuffled(seed, StopFlag())) for seed in range(9)} == {tuple(AS_IT_WAS), tuple(SWAPPED)}


def shuffled(seed: int, stop: StopFlag) -> list[tuple[int, int]]:
    annealer = Annealer(ring_of_six(places_in_first_slot=2), AnnealingInput(seed=seed), DEFAULT_PARAMETERS.annealing)
    annealer.shuffle(20, Clock(60.0, stop))
    return list(annealer.meetings())


@pytest.mark.parametrize("seed", range(20))
def test_a_shuffle_keeps_the_meetings_and_every_rule(seed: int) -> None:
    grid, _ = placed(seed)
    held = [e for e, _ in grid.meetings()]
    annealer = Annealer(grid, AnnealingInput(seed=seed), DEFAULT_PARAMETERS.annealing)
    annealer.shuffle(200, Clock(60.0))
    moved = list(annealer.meetings())
    assert [e for e, _ in moved] == held
    assert keeps_every_rule(holding(grid.instance.problem, *moved))
