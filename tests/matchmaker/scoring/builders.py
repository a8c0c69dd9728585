"""Builders of profiles, and lookups of the scores and reasons of their pairs."""

from __future__ import annotations

from typing import Any

from matchmaker.scoring.pair_reasons import ScoredPair
from matchmaker.scoring.profiles import Profile, Wish
from matchmaker.scoring.score_pairs import ScoringInput, score_pairs

EVERYBODY = 1000
"""More candidates per person than any test has people."""


def a_profile(place: int, **fields: Any) -> Profile:
    return Profile(id=place + 1, **fields)


def seeking(kind: str, topic: str = "") -> dict[str, Any]:
    return {"seeks": (Wish(kind, topic),)}


def offering(kind: str, topic: str = "") -> dict[str, Any]:
    return {"offers": (Wish(kind, topic),)}


def people(*fields: dict[str, Any]) -> list[Profile]:
    return [a_profile(place, **own) for place, own in enumerate(fields)]


def scored(profiles: list[Profile], per_person: int = EVERYBODY, **known: Any) -> dict[tuple[int, int], ScoredPair]:
    """(a, b) -> the scored pair, positions with a < b; `requests` with or without ranks."""
    requests = [(*asked, None)[:4] for asked in known.pop("requests", ())]
    inputs = ScoringInput(profiles, requests=requests, **known)
    return {(pair.a, pair.b): pair for pair in score_pairs(inputs, per_person)}


def scores(profiles: list[Profile], **known: Any) -> dict[tuple[int, int], int]:
    return {pair: found.score for pair, found in scored(profiles, **known).items()}


def reason(pair: ScoredPair, code: str) -> dict[str, Any]:
    """The pair's only reason of this code, without its points."""
    (found,) = [reason for reason in pair.reasons if reason["code"] == code]
    return {key: value for key, value in found.items() if key != "points"}
