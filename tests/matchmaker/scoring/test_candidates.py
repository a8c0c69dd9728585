"""Everybody gets enough candidates: the best, whoever asked, and company for the quiet."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.scoring.candidates import _highest
from matchmaker.scoring.pair_sets import PairSet
from tests.matchmaker.scoring.builders import people, scored


def degrees(pairs: Any, count: int) -> list[int]:
    seen = Counter(person for pair in pairs for person in pair)
    return [seen[person] for person in range(count)]


def test_the_best_partners_are_kept() -> None:
    profiles = people(*[{"interests": (f"club {k // 4}",)} for k in range(40)])
    found = scored(profiles, per_person=3)
    assert set(found) == {(a, b) for a in range(40) for b in range(a + 1, 40) if a // 4 == b // 4}


def test_ties_go_to_the_smaller_id() -> None:
    star = people({"interests": tuple(f"i{k}" for k in range(6))}, *[{"interests": (f"i{k}",)} for k in range(6)])
    found = scored(star, per_person=1)
    assert set(found) == {(0, k) for k in range(1, 7)}
    everyone_alike = scored(people(*[{"interests": ("same",)}] * 6), per_person=1)
    assert set(everyone_alike) == {(0, k) for k in range(1, 6)}


@pytest.mark.parametrize("quiet", [1, 5, 12])
def test_the_quiet_get_as_many_candidates_as_anybody(quiet: int) -> None:
    talkers = [{"interests": (f"club {k // 4}",)} for k in range(28)]
    found = scored(people(*talkers, *[{}] * quiet), per_person=3)
    assert min(degrees(found, 28 + quiet)) >= 3


def test_candidates_are_spread_so_that_nobody_becomes_everyones_partner() -> None:
    counts = degrees(scored(people(*[{}] * 60), per_person=4), 60)
    assert min(counts) == 4
    assert max(counts) <= 5


@given(st.integers(2, 9), st.integers(1, 5), st.data())
def test_everybody_gets_enough_or_all_whom_they_may_meet(count: int, per_person: int, data: st.DataObject) -> None:
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    no_thanks = data.draw(st.lists(st.sampled_from(pairs), unique=True))
    found = degrees(scored(people(*[{}] * count), per_person=per_person, no_thanks=no_thanks), count)
    open_to = degrees(set(pairs) - set(no_thanks), count)
    assert [min(have, per_person) for have in found] == [min(may, per_person) for may in open_to]


def test_everybody_who_exists_is_taken_where_there_are_too_few() -> None:
    assert set(scored(people({}, {}, {}), per_person=20)) == {(0, 1), (0, 2), (1, 2)}


def test_the_quiet_only_meet_whom_they_may() -> None:
    found = scored(
        people({"group": 1}, {"group": 2}, {"group": 1}, {"group": 2}),
        may_meet=lambda one, other: one != other,
        no_thanks=[(0, 1)],
    )
    assert set(found) == {(0, 3), (1, 2), (2, 3)}


def test_a_person_who_asked_is_a_candidate_beside_the_best() -> None:
    profiles = people(*[{"interests": (f"club {k // 4}",)} for k in range(16)])
    found = scored(profiles, per_person=1, requests=[(15, 0, "like")], agreed=[(2, 9)])
    assert {(0, 15), (2, 9)} <= set(found)


def test_those_who_met_before_rank_by_what_is_left() -> None:
    profiles = people(
        {"interests": ("a", "b")}, {"interests": ("a", "b")}, {"interests": ("a", "c")}, {"interests": ("c", "d")}
    )
    assert (0, 1) in scored(profiles, per_person=1)
    met = scored(profiles, per_person=1, met_before=[(0, 1)])
    assert (0, 2) in met


def test_an_empty_event_has_no_pairs() -> None:
    assert scored(people({})) == {}


@given(st.lists(st.lists(st.integers(0, 4), min_size=7, max_size=7), min_size=1, max_size=4), st.integers(1, 9))
def test_the_highest_of_a_row_are_its_first_highest(rows: list[list[int]], count: int) -> None:
    expected = []
    for row in rows:
        best = sorted((place for place in range(7) if row[place] > 0), key=lambda place: (-row[place], place))[:count]
        expected.append([place in best for place in range(7)])
    assert _highest(np.array(rows, dtype=np.int32), count).tolist() == expected


def test_a_set_of_pairs_knows_its_partners() -> None:
    pairs = PairSet.of(5, [(3, 1), (1, 3), (0, 4), (1, 4)])
    assert list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)) == [(0, 4), (1, 3), (1, 4)]
    assert pairs.degrees.tolist() == [1, 2, 0, 1, 2]
    assert pairs.partners(4).tolist() == [0, 1]
    assert [place.tolist() for place in pairs.cells(np.array([4, 2, 1]))] == [[0, 0, 2, 2], [0, 1, 3, 4]]
    assert pairs.has(np.array([3, 0]), np.array([1, 1])).tolist() == [True, False]
