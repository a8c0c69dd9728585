"""Laws of scoring, for any people and any relations between them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.schemas.weights import PRESETS
from matchmaker.scoring.free_text import Text
from matchmaker.scoring.goals import GoalMatches
from matchmaker.scoring.interests import Interests
from matchmaker.scoring.profiles import Profile, Wish
from matchmaker.scoring.reason_sentences import reason_message
from matchmaker.scoring.requests import GRADES
from tests.matchmaker.scoring.builders import people, scored, scores

WORDS = ("stroke", "memory", "imaging", "sleep", "yeast")
WISHES = st.builds(
    Wish, st.sampled_from(("job", "mentoring", "knowledge", "collaboration")), st.sampled_from(("", *WORDS))
)
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "about": st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
            "interests": st.lists(st.sampled_from(WORDS), max_size=3, unique=True).map(tuple),
            "seeks": st.lists(WISHES, max_size=2, unique=True).map(tuple),
            "offers": st.lists(WISHES, max_size=2, unique=True).map(tuple),
        }
    ),
    min_size=2,
    max_size=6,
).map(lambda said: people(*said))


@st.composite
def scoring_inputs(draw: st.DrawFn) -> tuple[list[Profile], dict[str, Any]]:
    """People and what is known of pairs of them."""
    profiles = draw(PEOPLE)
    person = st.integers(0, len(profiles) - 1)
    pair = st.tuples(person, person).filter(lambda both: both[0] != both[1])
    graded = draw(st.dictionaries(pair, st.sampled_from(GRADES[1:]), max_size=5))
    known = {
        "requests": [(one, other, grade) for (one, other), grade in graded.items()],
        "met_before": draw(st.lists(pair, max_size=2)),
        "agreed": draw(st.lists(pair, max_size=1)),
        "weights": draw(st.sampled_from([preset.weights for preset in PRESETS.values()])),
    }
    return profiles, known


@given(scoring_inputs())
def test_every_score_is_from_3_to_100_and_is_the_sum_of_its_reasons(inputs: tuple) -> None:
    profiles, known = inputs
    for pair in scored(profiles, **known).values():
        assert 3 <= pair.score <= 100
        assert sum(reason["points"] for reason in pair.reasons) == pair.score
        points = [reason["points"] for reason in pair.reasons]
        assert points == sorted(points, reverse=True)


@given(scoring_inputs())
def test_every_reason_makes_a_sentence_for_everybody(inputs: tuple) -> None:
    profiles, known = inputs
    for pair in scored(profiles, **known).values():
        for reason in pair.reasons:
            for viewer in ("a", "b", None):
                sentence = str(reason_message(reason, viewer, "Ann", "Mara"))
                assert sentence.endswith(".")
                assert sentence[0].isupper()


@given(PEOPLE)
def test_no_part_depends_on_which_of_the_two_is_named_first(profiles: list[Profile]) -> None:
    a, b = (grid.ravel() for grid in np.indices((len(profiles), len(profiles))))
    for part in (Interests(profiles), GoalMatches(profiles, 0.5), Text(profiles)):
        assert np.allclose(part.pairs(a, b), part.pairs(b, a), rtol=1e-12, atol=0)
        assert np.allclose(part.block(np.arange(len(profiles))).ravel(), part.pairs(a, b), rtol=1e-4, atol=1e-5)


@given(scoring_inputs(), st.randoms(use_true_random=False))
def test_relabelling_people_changes_nothing(inputs: tuple, random: Any) -> None:
    profiles, known = inputs
    order = list(range(len(profiles)))
    random.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    moved = [replace(profiles[old], id=new + 1) for new, old in enumerate(order)]
    renamed = {name: [(place[one], place[other], *rest) for one, other, *rest in known[name]] for name in LISTS}
    expected = {tuple(sorted((place[a], place[b]))): score for (a, b), score in scores(profiles, **known).items()}
    assert scores(moved, **known | renamed) == expected


LISTS = ("requests", "met_before", "agreed")


@given(scoring_inputs(), st.data())
def test_asking_for_more_never_lowers_any_score(inputs: tuple, data: st.DataObject) -> None:
    profiles, known = inputs
    one, other = data.draw(st.permutations(range(len(profiles))))[:2]
    asked = {(a, b): grade for a, b, grade in known["requests"]}
    rising = GRADES[max(1, GRADES.index(asked.get((one, other), ""))) :]
    more = asked | {(one, other): data.draw(st.sampled_from(rising))}
    before = scores(profiles, **known)
    after = scores(profiles, **known | {"requests": [(a, b, grade) for (a, b), grade in more.items()]})
    assert all(after[pair] >= score for pair, score in before.items())


@given(st.integers(2, 9), st.integers(2, 9), st.integers(0, 9))
def test_a_rarer_shared_interest_never_counts_less_than_a_commoner_one(one: int, other: int, silent: int) -> None:
    rare, common = min(one, other), max(one, other)
    holders = [*[{"interests": ("rare",)}] * rare, *[{"interests": ("common",)}] * common, *[{}] * silent]
    found = scores(people(*holders))
    assert found[0, 1] >= found[rare, rare + 1]
    if rare < common:
        assert found[0, 1] > found[rare, rare + 1]


@settings(max_examples=30)
@given(scoring_inputs())
def test_the_same_input_gives_the_same_scores_twice(inputs: tuple) -> None:
    profiles, known = inputs
    assert scored(profiles, per_person=1, **known) == scored(profiles, per_person=1, **known)
