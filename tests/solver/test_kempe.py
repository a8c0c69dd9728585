"""Meetings that swap their slots keep every table's room, whether they form a chain or a ring."""

from dataclasses import replace

from solver import Person, Table
from solver.grid import Grid
from solver.instance import compile_instance
from solver.kempe import chain, shuffle, swap_fits
from solver.limits import Clock
from solver.progress import StopFlag
from tests.solver.making import pairs, people, problem, slots

RING = "ann-bob bob-cleo cleo-dan dan-eve eve-fay fay-ann"


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
    grid = Grid(compile_instance(p))
    grid.load((k, k % 2) for k in range(6))
    return grid


def test_a_ring_swaps_where_the_tables_have_room_in_both_slots() -> None:
    grid = ring_of_six(places_in_first_slot=2)
    found = chain(grid, 0, 0, 1, 99)
    assert found is not None
    assert (sorted(found[0]), found[1]) == ([0, 1, 2, 3, 4, 5], [])
    assert swap_fits(grid, *found, 0, 1)


def test_a_ring_stays_where_its_free_meetings_would_find_too_few_tables() -> None:
    grid = ring_of_six(places_in_first_slot=1)
    found = chain(grid, 0, 0, 1, 99)
    assert found is not None
    assert not swap_fits(grid, *found, 0, 1)


def test_a_shuffle_moves_meetings_until_it_is_told_to_stop() -> None:
    going, stopped = StopFlag(), StopFlag()
    stopped.set()
    before = [(k, k % 2) for k in range(6)]
    swapped = [(k, 1 - k % 2) for k in range(6)]
    assert [after(tries, stopped) for tries in range(1, 10)] == [before] * 9
    assert swapped in [after(tries, going) for tries in range(1, 10)]


def after(tries: int, stop: StopFlag) -> list[tuple[int, int]]:
    grid = ring_of_six(places_in_first_slot=2)
    shuffle(grid, tries, 0, Clock(60.0, stop))
    return list(grid.meetings())
