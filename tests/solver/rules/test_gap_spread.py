from dataclasses import replace

from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, objective, problem, schedule, slots, values


def split_days(**fields):
    """Ann meets in the first and the last of three slots, and the others have one meeting each."""
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3), objective=objective("score"), **fields)
    first, second = p.pairs
    return replace(p, pairs=(replace(first, slots=("s0",)), replace(second, slots=("s2",))))


def test_without_a_limit_both_meetings_are_held():
    assert values(solve(split_days())) == {"score": 2}


def test_the_numbers_of_gaps_differ_by_no_more_than_the_limit():
    s = solve(split_days(max_gap_spread=0))
    assert (s.status, values(s)) == ("optimal", {"score": 1})


def test_equal_numbers_of_gaps_have_no_spread():
    p = problem("ann bob", "ann-bob:1 ann-bob:1", slots(3), objective=objective("score"), max_gap_spread=0)
    p = replace(
        p,
        pairs=tuple(replace(q, slots=(s,), required=True) for q, s in zip(p.pairs, ("s0", "s2"), strict=True)),
    )
    assert len(solve(p).meetings) == 2


def test_the_verifier_compares_the_gaps_of_all_people():
    p = split_days(max_gap_spread=0)
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (1, "s2", "t0")))) == ["gap-spread"]
