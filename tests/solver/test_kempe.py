"""Meetings that swap their slots keep every table's room, whether they form a chain or a ring."""

from dataclasses import replace

from solver import Person, Table
from solver.grid import Grid
from solver.instance import compile_instance
from solver.kempe import chain, swap_fits
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
