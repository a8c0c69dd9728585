"""Shared interests count by rarity; a long list does not make everybody a friend."""

from __future__ import annotations

import numpy as np

from matchmaker.scoring.interests import Interests
from matchmaker.scoring.profiles import Profile
from tests.matchmaker.scoring.builders import people, reason, scored


def values(profiles: list[Profile], *pairs: tuple[int, int]) -> list[float]:
    a, b = np.array(pairs).T
    return Interests(profiles).pairs(a, b).tolist()


def test_a_rare_interest_counts_for_more_than_a_common_one() -> None:
    profiles = people(*[{"interests": ("rare",)}] * 2, *[{"interests": ("common",)}] * 6)
    rare, common = values(profiles, (0, 1), (2, 3))
    assert rare > common > 0


def test_what_everybody_cares_about_says_nearly_nothing() -> None:
    profiles = people(
        *[{"interests": ("all", f"own {k}")} for k in range(50)], {"interests": ("two",)}, {"interests": ("two",)}
    )
    everybody, two = values(profiles, (0, 1), (50, 51))
    assert everybody < two / 50


def test_spellings_that_differ_in_case_and_spacing_are_one_interest() -> None:
    profiles = people({"interests": ("Stem  Cells",)}, {"interests": ("stem cells",)}, {"interests": ("Stem Cells",)})
    pair = scored(profiles)[0, 1]
    assert reason(pair, "interests")["shared"] == [{"interest": "Stem  Cells", "people": 3}]


def test_the_most_used_spelling_is_shown() -> None:
    profiles = people({"interests": ("ai",)}, {"interests": ("AI",)}, {"interests": ("AI",)})
    assert Interests(profiles).labels == ["AI"]


def test_somebody_who_ticks_all_boxes_is_no_better_a_match_than_somebody_who_chose() -> None:
    boxes = tuple(f"box {k}" for k in range(12))
    profiles = people({"interests": boxes}, *[{"interests": (boxes[k], boxes[(k + 1) % 12])} for k in range(12)])
    ticked, chosen = values(profiles, (0, 1), (1, 2))
    assert ticked < chosen


def test_reasons_name_the_rarest_first() -> None:
    both = {"interests": ("common", "rare")}
    profiles = people(both, both, *[{"interests": ("common",)}] * 3)
    shared = reason(scored(profiles)[0, 1], "interests")["shared"]
    assert shared == [{"interest": "rare", "people": 2}, {"interest": "common", "people": 5}]
