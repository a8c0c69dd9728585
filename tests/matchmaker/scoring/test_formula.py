"""The scale: a typical person's best partner is worth 75, whatever it was that people filled in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.schemas.weights import Weights
from matchmaker.scoring.breakdown import PART_COUNT, whole_points
from matchmaker.scoring.formula import affinity_of, common_share
from tests.matchmaker.scoring.builders import people, scored, scores


def test_common_points_are_as_the_sentence_for_attendees_says() -> None:
    assert common_share(np.array([0.0, 0.5, 1.0, 2.0])).tolist() == [0.0, 0.5, 0.75, 0.9375]


@given(st.floats(0, 8))
def test_affinity_can_be_read_back(affinity: float) -> None:
    assert affinity_of(common_share(np.array([affinity])))[0] == pytest.approx(affinity, abs=1e-6)


@pytest.mark.parametrize(
    "said",
    [
        [{"interests": ("a",)}, {"interests": ("a",)}],
        [{"about": "granular flows"}, {"about": "granular flows"}],
        [{"about": "granular flows", "interests": ("a",)}, {"about": "granular flows", "interests": ("a",)}],
    ],
)
def test_the_best_match_of_an_event_is_worth_the_same_whatever_people_were_asked(said: list) -> None:
    assert scores(people(*said)) == {(0, 1): 75}


def test_parts_that_nobody_answered_lower_no_score() -> None:
    texts = people(*({"about": text} for text in ("stroke memory", "stroke imaging", "memory imaging sleep")))
    assert scores(texts, weights=Weights(interests=0, goals=0)) == scores(texts)


def test_what_few_filled_in_counts_little() -> None:
    few = people(*[{"about": "stroke", "interests": ("chess",)}] * 2, *[{"about": "stroke"}] * 8)
    chess = {reason["code"]: reason["points"] for reason in scored(few)[0, 1].reasons}
    assert 0 < chess["interests"] < chess["text"]


def test_a_weight_of_nothing_switches_a_part_off() -> None:
    profiles = people(*[{"about": "stroke", "interests": ("chess",)}] * 2, {"about": "sleep"})
    found = scored(profiles, weights=Weights(interests=0))
    assert [reason["code"] for reason in found[0, 1].reasons] == ["text"]


def test_strangers_are_a_chance_and_the_reason_is_honest() -> None:
    talker, shy = {"about": "stroke"}, {}
    found = scored(people(talker, shy, {}, {"about": "sleep"}))
    quiet = {pair: one.reasons for pair, one in found.items()}
    assert quiet[1, 2] == [{"code": "chance", "points": 3, "quiet": "both"}]
    assert quiet[0, 1] == [{"code": "chance", "points": 3, "quiet": "b"}]
    assert quiet[1, 3] == [{"code": "chance", "points": 3, "quiet": "a"}]
    assert quiet[0, 3] == [{"code": "chance", "points": 3, "quiet": "neither"}]


@given(st.lists(st.lists(st.floats(0, 9), min_size=PART_COUNT, max_size=PART_COUNT), min_size=1, max_size=5))
def test_whole_points_add_up_to_the_rounded_score_and_are_never_off_by_one(points: list[list[float]]) -> None:
    exact = np.array(points)
    rounded = whole_points(exact)
    assert np.abs(rounded.sum(axis=1) - exact.sum(axis=1)).max() <= 0.5 + 1e-6
    assert np.abs(rounded - exact).max() <= 1 + 1e-6
