"""Each person's limit of meetings in a row."""

from dataclasses import replace

from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, objective, people, problem, schedule, slots

RESTING = people("ann", max_consecutive=2) + people("bob cleo dan eve")
WHOM = "ann-bob ann-cleo ann-dan ann-eve"


def test_a_person_has_a_break_after_the_longest_run():
    p = problem("ann", "", slots(4), people=RESTING, pairs=problem("ann bob cleo dan eve", WHOM, slots(1)).pairs)
    s = solve(replace(p, objective=objective("score")))
    assert len(s.meetings) == 3
    assert s.status == "optimal"


def test_a_new_block_begins_a_new_run():
    p = problem("ann", "", slots(2, 2), people=RESTING, pairs=problem("ann bob cleo dan eve", WHOM, slots(1)).pairs)
    assert len(solve(p).meetings) == 4


def test_the_verifier_measures_runs():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2), people=people("ann bob cleo", max_consecutive=1))
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (1, "s1", "t0")))) == ["max-consecutive"]
