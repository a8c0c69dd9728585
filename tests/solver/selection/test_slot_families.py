"""Pairs restricted to the same slots share the capacity of people and tables in these slots."""

from dataclasses import replace

from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.problem.problem import Problem
from solver.progress import StopFlag
from solver.selection.integer_program import SelectionObjective
from solver.selection.selector import Selector
from tests.solver.builders import pairs, problem, slots


def bound(p: Problem) -> int | None:
    selector = Selector(compile_instance(p), DEFAULT_PARAMETERS.selection)
    return selector.select(SelectionObjective(score=1, shortfall=0), Clock(10.0, StopFlag())).bound


def test_a_person_has_no_more_meetings_of_a_family_than_it_has_slots() -> None:
    p = problem("ann bob cleo dan", "ann-bob", slots(3))
    p = replace(p, pairs=(*pairs("ann-bob:9 ann-cleo:8", slots=("s0",)), *pairs("ann-dan:1")))
    assert bound(p) == 10


def test_tables_limit_the_meetings_of_a_family_to_their_capacity_in_its_slots() -> None:
    p = problem("ann bob cleo dan", "ann-bob", slots(3), where=1)
    p = replace(p, pairs=pairs("ann-bob:9 cleo-dan:8", slots=("s0",)))
    assert bound(p) == 9


def test_pairs_without_their_own_slots_are_not_limited() -> None:
    p = problem("ann bob cleo dan", "ann-bob:9 ann-cleo:8 ann-dan:1", slots(3))
    assert bound(p) == 18
