"""What two people asked for: mutual counts most, and asking for more never brings less."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.schemas.weights import Weights
from matchmaker.scoring.requests import GRADES, SHARE, Requests
from tests.matchmaker.scoring.builders import people, reason, scored, scores

ANN, MARA = 0, 1


def worth(ann: str, mara: str) -> int:
    requests = [(one, other, grade) for one, other, grade in ((ANN, MARA, ann), (MARA, ANN, mara)) if grade]
    return scores(people({}, {}), requests=requests)[ANN, MARA]


def test_mutual_counts_most() -> None:
    rising = [worth("", ""), worth("like", ""), worth("must", ""), worth("like", "like"), worth("must", "like")]
    assert [*rising, worth("must", "must")] == [3, 21, 36, 42, 51, 60]


@pytest.mark.parametrize(("ann", "mara"), list(product(GRADES, GRADES)))
def test_who_of_the_two_asked_makes_no_difference(ann: str, mara: str) -> None:
    assert worth(ann, mara) == worth(mara, ann)


def test_asking_for_more_always_brings_more() -> None:
    assert all(less < more for row in SHARE.tolist() for less, more in pairwise(row))


def test_a_first_choice_counts_for_more_than_a_second_and_less_than_a_must() -> None:
    ranks = [(ANN, MARA, "like"), *((ANN, MARA, "like", rank) for rank in (4, 3, 2, 1)), (ANN, MARA, "must")]
    assert [scores(people({}, {}), requests=[asked])[ANN, MARA] for asked in ranks] == [21, 21, 24, 27, 30, 36]


def test_two_first_choices_lie_between_two_likes_and_two_musts() -> None:
    both = [(ANN, MARA, "like", 1), (MARA, ANN, "like", 1)]
    assert scores(people({}, {}), requests=both)[ANN, MARA] == round(60 * (0.16 * 0.70 + 0.48 * 0.85 + 0.36 * 1.00))


@given(
    st.lists(st.tuples(st.sampled_from(["like", "must"]), st.none() | st.integers(1, 9)), min_size=2, max_size=2),
    st.integers(1, 9),
)
def test_a_higher_rank_never_counts_for_less(asked: list[tuple[str, int | None]], rank: int) -> None:
    def share(first: tuple[str, int | None]) -> float:
        requests = Requests(2, [(0, 1, *first), (1, 0, *asked[1])])
        return float(requests.share(np.array([0]), np.array([1]))[0])

    assert share(("like", None)) <= share(("like", rank + 1)) <= share(("like", rank)) < share(("must", None))
    assert share(asked[0]) <= 1


def test_what_a_mutual_must_is_worth_is_the_events_to_say() -> None:
    both = [(ANN, MARA, "must"), (MARA, ANN, "must")]
    worths = [scores(people({}, {}), requests=both, weights=Weights(requests=r))[ANN, MARA] for r in (0, 30, 100)]
    assert worths == [3, 30, 100]


def test_the_reason_says_what_each_of_them_asked_for() -> None:
    pair = scored(people({}, {}), requests=[(MARA, ANN, "like")])[ANN, MARA]
    assert reason(pair, "request") == {"code": "request", "b": "like"}


def test_a_request_without_points_is_still_a_reason() -> None:
    pair = scored(people({}, {}), requests=[(MARA, ANN, "like")], weights=Weights(requests=0))[ANN, MARA]
    assert reason(pair, "request") == {"code": "request", "b": "like"}


def test_what_they_have_in_common_shares_the_rest_of_the_points() -> None:
    twins = people({"interests": ("chess",)}, {"interests": ("chess",)})
    assert scores(twins) == {(ANN, MARA): 75}
    assert scores(twins, requests=[(ANN, MARA, "must"), (MARA, ANN, "must")]) == {(ANN, MARA): 60 + 30}


def test_nobody_asked_is_a_share_of_nothing() -> None:
    nobody = Requests(3, [])
    assert nobody.share(np.array([0, 1]), np.array([1, 2])).tolist() == [0.0, 0.0]
    assert len(nobody.pairs) == 0
