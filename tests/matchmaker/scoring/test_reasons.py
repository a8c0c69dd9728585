"""Each reason makes a natural sentence for either of the two, and for the organizer."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.messages.sentence import SENTENCES as DECLARED
from matchmaker.scoring.reason_sentences import Viewer, reason_message


def goal(by: str, *matches: dict[str, Any], seeker: str = "a") -> dict[str, Any]:
    return {"code": "goal", "points": 9, "seeker": seeker, "by": by, "matches": list(matches)}


def wish(kind: str, topic: str = "", people: int = 7, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "topic": topic, "people": people, **more}


def interests(*shared: tuple[str, int]) -> dict[str, Any]:
    return {"code": "interests", "points": 9, "shared": [{"interest": name, "people": n} for name, n in shared]}


SENTENCES: list[tuple[dict[str, Any], Viewer, str]] = [
    ({"code": "request", "a": "must", "b": "must"}, "a", "You asked to meet Mara, and Mara asked to meet you."),
    ({"code": "request", "a": "must", "b": "like"}, "b", "You would like to meet Ann, and Ann asked to meet you."),
    ({"code": "request", "b": "like"}, "a", "Mara would like to meet you."),
    ({"code": "request", "a": "must"}, None, "Ann asked to meet Mara."),
    ({"code": "agreed"}, "b", "The organizers have arranged for you and Ann to meet."),
    (goal("offer", wish("mentoring", "pricing")), "a", "You are looking for a mentor in pricing; Mara offers it."),
    (goal("offer", wish("mentoring", "pricing")), "b", "Ann is looking for a mentor in pricing; you offer it."),
    (goal("offer", wish("mentoring", "pricing")), None, "Ann is looking for a mentor in pricing; Mara offers it."),
    (
        goal("offer", wish("job", "sales", people=1), seeker="b"),
        "a",
        "Mara is looking for a job in sales; you are the only one here who offers it.",
    ),
    (
        goal("offer", wish("knowledge", "yeast"), wish("knowledge", "mice")),
        "a",
        "You are looking for know-how in yeast and mice; Mara offers both.",
    ),
    (
        goal("offer", wish("knowledge", "yeast"), wish("other", "a lift home"), wish("investment")),
        "a",
        "You are looking for know-how in yeast, a lift home and investment; Mara offers all of it.",
    ),
    (
        goal("near", wish("knowledge", "yeast", offered={"kind": "mentoring", "topic": "yeast genetics"})),
        "b",
        "Ann is looking for know-how in yeast; you offer mentoring in yeast genetics.",
    ),
    (
        goal("interest", wish("knowledge", "yeast")),
        "a",
        "You are looking for know-how in yeast, which Mara cares about.",
    ),
    (goal("kind", wish("introductions")), "a", "You are looking for introductions; Mara offers it."),
    (
        {"code": "collaboration", "matches": [wish("collaboration", "optics")]},
        "b",
        "You are both looking for collaboration in optics.",
    ),
    (interests(("gene arrays", 3)), "a", "You both care about gene arrays, which only 3 people here do."),
    (interests(("gene arrays", 2)), "b", "You both care about gene arrays, and nobody else here does."),
    (interests(("yeast", 40)), None, "Ann and Mara both care about yeast."),
    (
        interests(("gene arrays", 2), ("mice", 4), ("yeast", 40)),
        "a",
        "You both care about gene arrays (nobody else here does), mice (only 4 people here) and yeast.",
    ),
    (
        {"code": "text", "words": ["stroke", "memory"]},
        "a",
        "You and Mara wrote about similar things, such as “stroke” and “memory”.",
    ),
    ({"code": "met_before"}, "a", "You and Mara have met before, so what you share counts for less."),
    ({"code": "met_before"}, None, "Ann and Mara have met before, so what they share counts for less."),
    ({"code": "chance", "quiet": "both"}, "a", "Neither of you has said much yet: meet to find out more."),
    ({"code": "chance", "quiet": "both"}, None, "Neither of them has said much yet: meet to find out more."),
    ({"code": "chance", "quiet": "b"}, "a", "Mara has not said much yet: meet to find out more."),
    ({"code": "chance", "quiet": "b"}, "b", "You have not said much yet: meet to find out more."),
    (
        {"code": "chance", "quiet": "neither"},
        "a",
        "You and Mara come from different fields: a chance for something new.",
    ),
]


@pytest.mark.parametrize(("reason", "viewer", "sentence"), SENTENCES)
def test_a_reason_reads_naturally(reason: dict[str, Any], viewer: Viewer, sentence: str) -> None:
    assert str(reason_message({"points": 9} | reason, viewer, "Ann", "Mara")) == sentence


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError, match="horoscope"):
        reason_message({"code": "horoscope", "points": 3}, "a", "Ann", "Mara")


NAMES = {"things", "offered", "interests", "interest", "words", "word", "subject", "other", "a", "b", "topics", "count"}


def test_no_sentence_about_a_reason_joins_fragments_of_others() -> None:
    declared = [one for code, one in DECLARED.items() if code.startswith("reason.") and "in-list" not in code]
    whole = [one for one in declared if one.code != "reason.word"]
    assert [one.code for one in whole if not one.text.endswith(".") or one.placeholders - NAMES] == []
