"""Words for lists and counts."""

import pytest

from solver.lists_and_counts import counted, joined, listed


@pytest.mark.parametrize(
    ("names", "words"),
    [([], "none"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_names_everything(names, words):
    assert listed(names) == words
    assert listed(names, most=3) == words


def test_a_long_list_is_shortened_to_the_given_number_of_parts():
    assert listed(list("abcdef"), most=4) == "a, b, c and 3 more"


@pytest.mark.parametrize(("clauses", "words"), [(["a"], "a"), (["a", "b"], "a, and b"), (["a", "b", "c"], "a; b; c")])
def test_clauses_make_one_sentence(clauses, words):
    assert joined(clauses) == words


def test_a_count_of_one_is_singular():
    assert [counted(number, "gap") for number in (0, 1, 2, 1200)] == ["0 gaps", "1 gap", "2 gaps", "1,200 gaps"]
    assert [counted(number, "person", "people") for number in (1, 2)] == ["1 person", "2 people"]
