"""Odd-set cuts: the selection and its bound respect the slots that an odd set of people has."""

from itertools import combinations

import numpy as np
import pytest

from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.selection.capacity_prices import Prices
from solver.selection.odd_set_cuts import odd_sets
from solver.selection.selector import Selector
from solver.selection.shared_capacity import SharedCapacity
from solver.solve import solve
from solver.tiers.pair_choice import choose_pairs
from solver.tiers.solve_state import SolveState
from tests.solver.builders import bounds, objective, problem, slots, values

PARAMETERS = DEFAULT_PARAMETERS.selection
FIVE = [f"p{i}" for i in range(5)]
CLIQUE = " ".join(f"{a}-{b}:3" for a, b in combinations(FIVE, 2))
PEOPLE = " ".join([*FIVE, *(f"q{i}" for i in range(5))])
CLOSE = problem(PEOPLE, CLIQUE + "".join(f" p{i}-q{i}:1" for i in range(5)), slots(4), objective=objective("score"))


def test_five_people_cannot_hold_all_ten_of_their_meetings_in_four_slots():
    """Four slots hold eight of them; in each slot the fifth person meets an outsider."""
    s = solve(CLOSE)
    assert (values(s), bounds(s), s.status) == ({"score": 28}, {"score": 28}, "optimal")


def test_an_odd_set_is_found_if_the_selection_exceeds_its_capacity():
    instance = compile_instance(CLOSE)
    (found,) = odd_sets(instance, np.arange(15) < 10, PARAMETERS.odd_set_people)
    assert (found.limit, np.flatnonzero(found.pairs).tolist()) == (8, list(range(10)))
    assert odd_sets(instance, np.arange(15) < 8, PARAMETERS.odd_set_people) == ()
    assert odd_sets(instance, np.zeros(15, dtype=bool), PARAMETERS.odd_set_people) == ()


def test_a_cut_lowers_the_bound_of_the_score_through_its_price():
    instance = compile_instance(CLOSE)
    found = odd_sets(instance, np.arange(15) < 10, PARAMETERS.odd_set_people)
    plain, cut = Selector(instance, PARAMETERS), Selector(instance, PARAMETERS, found)
    assert (plain.score_bound(None), cut.score_bound(None)) == (30, 28)
    assert Prices(instance, [SharedCapacity(np.arange(15) < 10, 6)], PARAMETERS).at(0).bound == 6 * 3 + 5


@pytest.mark.parametrize("seed", [0, 1])
def test_pairs_are_chosen_again_with_the_cut(seed):
    state = SolveState(compile_instance(CLOSE), Clock(10.0), seed, None)
    state.tier = "score"
    state.offer([])
    choose_pairs(state, "score")
    assert state.closed("score")
