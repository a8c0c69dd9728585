"""Seek meets offer: by topic far more than by kind, and worth more where both gain."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from matchmaker.scoring.goals import GoalMatches
from matchmaker.scoring.profiles import Profile, Wish
from tests.matchmaker.scoring.builders import offering, people, reason, scored, seeking

SEEKER = seeking("mentoring", "pricing")


def value(profiles: list[Profile], a: int, b: int, balance: float = 0.5) -> float:
    return float(GoalMatches(profiles, balance).pairs(np.array([a]), np.array([b]))[0])


def met(giver: dict[str, Any], seeker: dict[str, Any] = SEEKER) -> float:
    """What the pair is worth, where nobody else offers anything."""
    return value(people(seeker, giver, *[{"about": "x"}] * 20), 0, 1)


def test_the_levels_at_which_a_wish_is_met_come_in_order() -> None:
    levels = [
        met(offering("mentoring", "pricing")),
        met(offering("knowledge", "pricing")),
        met({"interests": ("Pricing",)}),
        met(offering("mentoring")),
        met(offering("mentoring", "fundraising")),
        met(offering("job", "fundraising")),
    ]
    assert levels == sorted(levels, reverse=True)
    assert len(set(levels)) == len(levels)
    assert levels[-1] == 0


def test_the_same_topic_counts_far_more_than_the_same_kind() -> None:
    assert met(offering("mentoring", "pricing")) > 3 * met(offering("mentoring"))


@pytest.mark.parametrize("kind", ["knowledge", "collaboration", "other"])
def test_kinds_that_depend_on_their_topic_do_not_match_across_topics(kind: str) -> None:
    assert met(offering(kind, "yeast"), seeking(kind, "stem cells")) == 0


@pytest.mark.parametrize(
    ("offered", "near"),
    [("stem cell", True), ("yeast genetics", True), ("machine yeast learning of many things", False), ("beast", False)],
)
def test_a_topic_is_also_met_by_one_that_means_nearly_the_same(offered: str, near: bool) -> None:
    sought = "stem cells" if "cell" in offered else "yeast"
    assert (met(offering("knowledge", offered), seeking("knowledge", sought)) > 0) is near


def test_a_near_topic_is_named_as_it_is_offered() -> None:
    pair = scored(people(seeking("knowledge", "yeast"), offering("knowledge", "Yeast genetics")))[0, 1]
    assert reason(pair, "goal") == {
        "code": "goal",
        "seeker": "a",
        "by": "near",
        "matches": [
            {
                "kind": "knowledge",
                "topic": "yeast",
                "people": 1,
                "offered": {"kind": "knowledge", "topic": "Yeast genetics"},
            }
        ],
    }


def test_a_wish_that_few_can_meet_counts_for_more() -> None:
    seekers = [seeking("job", "rare"), seeking("job", "common")]
    profiles = people(*seekers, offering("job", "rare"), *[offering("job", "common")] * 5)
    assert value(profiles, 0, 2) > value(profiles, 1, 3)


def test_a_meeting_in_which_both_gain_beats_one_with_the_same_sum_for_one_of_them() -> None:
    one = {"seeks": (Wish("job", "x"), Wish("job", "nowhere")), "offers": (Wish("job", "y"), Wish("job", "unsought"))}
    other = {"seeks": (Wish("job", "y"), Wish("job", "no")), "offers": (Wish("job", "x"), Wish("job", "unwanted"))}
    taker, giver = {"seeks": (Wish("job", "v"), Wish("job", "w"))}, {"offers": (Wish("job", "v"), Wish("job", "w"))}
    profiles = people(one, other, taker, giver)
    only_added_up = [value(profiles, *pair, balance=0) for pair in ((0, 1), (2, 3))]
    assert only_added_up[0] == pytest.approx(only_added_up[1], rel=0.1)
    assert value(profiles, 0, 1) > 1.5 * value(profiles, 2, 3) > 0


def test_how_much_both_have_to_gain_is_the_events_to_say() -> None:
    profiles = people(seeking("job", "x"), offering("job", "x"))
    one_sided = [value(profiles, 0, 1, balance) for balance in (0.0, 0.5, 1.0)]
    assert one_sided == [pytest.approx(one_sided[0]), pytest.approx(one_sided[0] / 2), 0.0]


def test_two_people_who_seek_collaboration_match() -> None:
    profiles = people(seeking("collaboration", "optics"), seeking("collaboration", "Optics"), seeking("job", "optics"))
    found = scored(profiles)
    assert reason(found[0, 1], "collaboration")["matches"] == [
        {"kind": "collaboration", "topic": "optics", "people": 2}
    ]
    assert [reason["code"] for reason in found[1, 2].reasons] == ["goal"]
    assert found[0, 1].score > found[1, 2].score


def test_each_direction_has_its_own_reason() -> None:
    one = {"seeks": (Wish("job", "x"),), "offers": (Wish("mentoring", "y"),)}
    other = {"seeks": (Wish("mentoring", "y"),), "offers": (Wish("job", "x"),)}
    reasons = scored(people(one, other))[0, 1].reasons
    assert {(reason["seeker"], reason["matches"][0]["topic"]) for reason in reasons} == {("a", "x"), ("b", "y")}


def test_a_kind_is_not_repeated_after_its_topic() -> None:
    both = {"offers": (Wish("mentoring", "pricing"), Wish("mentoring"))}
    (told,) = scored(people(SEEKER, both))[0, 1].reasons
    assert (told["by"], [match["topic"] for match in told["matches"]]) == ("offer", ["pricing"])


def test_seeking_everything_brings_no_more_than_choosing() -> None:
    topics = [f"t{k}" for k in range(10)]
    everything = {"seeks": tuple(Wish("job", topic) for topic in topics)}
    profiles = people(everything, *[seeking("job", topic) for topic in topics], *[offering("job", t) for t in topics])
    assert value(profiles, 0, 11) < value(profiles, 1, 11)


def test_topics_of_stop_words_alone_change_no_score() -> None:
    assert met(offering("job", "the"), seeking("job", "how")) == met(offering("job", "x"), seeking("job", "y"))
