"""Reading is strict and reports the path of a fault; a written file reads back equal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.messages.texts.problem import refusal
from solver import Fixed, Pair, Person, Problem, ProblemError, Table, Tier
from solver.files.formats import read_problem, read_schedule, write_problem, write_schedule
from solver.solve import solve
from tests.solver.builders import problem, slots
from tests.solver.random_problems import random_problem
from tests.solver.refusals import refused

TIERS = "minimums, score, gaps, moves, fairness"
NOT_TEXT = "name: holds a character that is not text (NUL or half a surrogate pair)"
MINIMAL = {
    "format": "meeting-problem/1",
    "name": "minimal",
    "slots": [{"id": "s0"}],
    "tables": [{"id": "t0"}],
    "people": [{"id": "ann"}, {"id": "bob"}],
    "pairs": [{"a": "ann", "b": "bob"}],
}


def changed(**fields):
    return json.dumps({**MINIMAL, **fields})


def error_of(text):
    with pytest.raises(ProblemError) as error:
        read_problem(text)
    return str(refusal(error.value))


def test_omitted_fields_get_their_defaults():
    p = read_problem(json.dumps(MINIMAL))
    assert p.pairs == (Pair("ann", "bob"),)
    assert p.tables == (Table("t0", capacity=1),)
    assert [t.tier for t in p.objective] == ["minimums", "score", "gaps", "moves"]


@given(st.integers(0, 400))
def test_a_problem_reads_back_equal(seed):
    p = random_problem(seed)
    assert read_problem(write_problem(p)) == p
    assert read_problem(write_problem(p).encode()) == p


def test_a_schedule_reads_back_equal():
    s = solve(problem("ann bob cleo", "ann-bob ann-cleo", slots(2)))
    assert read_schedule(write_schedule(s)) == s


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (changed(pairs=[{"a": "ann", "b": "p99"}]), 'pairs[0].b: no person "p99"'),
        (changed(pairs=[{"a": "ann", "b": "ann"}]), 'pairs[0]: "ann" is paired with itself'),
        (
            changed(pairs=[{"a": "ann", "b": "bob", "score": 1.9}]),
            "pairs[0].score: must be a whole number, not 1.9",
        ),
        (
            changed(pairs=[{"a": "ann", "b": "bob", "score": True}]),
            "pairs[0].score: must be a whole number, not true",
        ),
        (
            changed(pairs=[{"a": "ann", "b": "bob", "score": -1}]),
            "pairs[0].score: must be from 0 to 1000000000, not -1",
        ),
        (
            changed(pairs=[{"a": "ann", "b": "bob", "required": 1}]),
            "pairs[0].required: must be true or false, not 1",
        ),
        (
            changed(pairs=[{"a": "ann", "b": "bob", "fixed": {}}]),
            "pairs[0].fixed: must name a slot, a table or both",
        ),
        (changed(pairs=[{"a": "ann", "b": "bob", "slots": ["s9"]}]), 'pairs[0].slots[0]: no slot "s9"'),
        (
            changed(people=[{"id": "ann"}, {"id": "ann"}]),
            'people[1].id: "ann" is already the id of people[0]',
        ),
        (changed(people=[{"id": "ann", "agee": 3}]), "people[0].agee: unknown key"),
        (changed(people={}), "people: must be a list, not an object"),
        (
            changed(tables=[{"id": "t0", "capacity": -1}]),
            "tables[0].capacity: must be from 0 to 1000000000, not -1",
        ),
        (changed(before=[[0, 5]]), "before[0][1]: no pair 5"),
        (changed(before=[[0]]), "before[0]: must be two indexes of pairs, not 1"),
        (
            changed(objective=[{"tier": "speed"}]),
            f'objective[0].tier: no tier "speed"; there are {TIERS}',
        ),
        (
            changed(objective=[{"tier": "score"}, {"tier": "score"}]),
            'objective[1].tier: "score" is listed twice',
        ),
        (changed(format="meeting-problem/2"), 'format: must be "meeting-problem/1", not "meeting-problem/2"'),
        (changed(name="a\0b"), NOT_TEXT),
        (
            '{"format":"meeting-problem/1","name":"\\ud800"}',
            "name: holds a character that is not text (NUL or half a surrogate pair)",
        ),
        ('{"name":"a","name":"b"}', "name: the key occurs twice"),
        ('{"format":"meeting-problem/1","name":NaN}', "name: must be a text, not NaN"),
        ('{"format":"meeting-problem/1"}', "name: is missing"),
        ("[]", "the file: must be an object, not a list"),
        ("{", "line 1, column 2: not JSON"),
        ("[" * 100_000, "the file is nested too deeply"),
        (b"\xff\xfe", "byte 0: not UTF-8"),
    ],
)
def test_the_error_gives_the_path_of_the_fault(text, message):
    assert error_of(text) == message


@pytest.mark.parametrize("slack", ["NaN", "1e999", "-0.1"])
def test_slack_must_be_finite_and_not_negative(slack):
    text = changed(objective="X").replace('"X"', f'[{{"tier":"score","slack":{slack}}}]')
    assert error_of(text).startswith("objective[0].slack: must be a number")


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
keys = st.sampled_from(["id", "a", "score", "name"])
json_values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner))


@given(json_values, st.sampled_from(sorted(MINIMAL)))
def test_any_value_in_any_field_is_either_read_or_rejected(value, key):
    try:
        assert isinstance(read_problem(changed(**{key: value})), Problem)
    except ProblemError:
        return


def test_objects_made_in_code_are_validated_in_the_same_way():
    with refused('people[0].table: no table "x"'):
        problem("ann bob", "ann-bob", slots(1), people=(Person("ann", table="x"), Person("bob")))
    with refused('pairs[0].fixed.slot: no slot "x"'):
        problem("ann bob", "", slots(1), pairs=(Pair("ann", "bob", fixed=Fixed("x")),))
    with refused("objective[0].slack"):
        problem("ann bob", "", slots(1), objective=(Tier("score", float("inf")),))
