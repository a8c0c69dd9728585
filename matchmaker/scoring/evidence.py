"""The reasons of kept pairs: for each part of a score its points, and what they are given for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from matchmaker.scoring.points import Part, Scorer, whole
from matchmaker.scoring.profiles import Profile, Wish
from matchmaker.scoring.reasons import Reason
from matchmaker.scoring.requests import GRADES
from matchmaker.scoring.sparse import Hits, Ints
from matchmaker.scoring.wishes import Met

MOST_INTERESTS = 4
MOST_WORDS = 5
MOST_WISHES = 4
_BY = {Met.OFFER: "offer", Met.NEAR: "near", Met.INTEREST: "interest", Met.KIND: "kind"}


@dataclass(frozen=True)
class ScoredPair:
    """Two people (positions, a < b), their score, and the reasons whose points add up to it, most points first."""

    a: int
    b: int
    score: int
    reasons: list[Reason]


def scored_pairs(scorer: Scorer, profiles: Sequence[Profile], a: Ints, b: Ints) -> Iterator[ScoredPair]:
    """Score these pairs and say why."""
    points = whole(scorer.shares(a, b))
    evidence = _Evidence(scorer, profiles, a, b)
    scores = points.sum(axis=1).tolist()
    for pair, (one, other, row) in enumerate(zip(a.tolist(), b.tolist(), points.tolist(), strict=True)):
        yield ScoredPair(one, other, scores[pair], evidence.reasons(pair, row))


class _Evidence:
    """What is needed to give the reasons of a number of pairs, gathered for all of them at once."""

    def __init__(self, scorer: Scorer, profiles: Sequence[Profile], a: Ints, b: Ints) -> None:
        self._scorer = scorer
        self._quiet = [(profiles[one].quiet, profiles[other].quiet) for one, other in zip(a, b, strict=True)]
        self._asked = list(zip(*(g.tolist() for g in _grades(scorer, a, b)), strict=True))
        self._agreed = scorer.agreed.has(a, b).tolist()
        self._met_before = scorer.met_before.has(a, b).tolist()
        self._interests = _telling(scorer.interests.hits(a, b), len(a), MOST_INTERESTS)
        self._words = _telling(scorer.text.hits(a, b), len(a), MOST_WORDS)
        self._matches = self._goals(a, b)

    def reasons(self, pair: int, points: list[int]) -> list[Reason]:
        found = [self._reason(pair, part, worth) for part, worth in enumerate(points) if worth > 0]
        if self._agreed[pair] and not points[Part.AGREED]:
            found.append({"code": "agreed", "points": 0})
        if any(self._asked[pair]) and not points[Part.REQUEST]:
            found.append(self._reason(pair, Part.REQUEST, 0))
        if self._met_before[pair]:
            found.append({"code": "met_before", "points": 0})
        return sorted(found, key=lambda reason: -int(reason["points"]))

    def _reason(self, pair: int, part: int, points: int) -> Reason:
        if Part.GOAL_A <= part < Part.INTERESTS:
            return self._goal(pair, part, points)
        code = Part(part)
        return {"code": code.name.lower(), "points": points} | self._details(pair, code)

    def _details(self, pair: int, part: Part) -> dict[str, Any]:
        match part:
            case Part.REQUEST:
                grades = zip("ab", self._asked[pair], strict=True)
                return {side: GRADES[grade] for side, grade in grades if grade}
            case Part.COLLABORATION:
                return {"matches": self._matches[pair][part]}
            case Part.INTERESTS:
                interests = self._scorer.interests
                columns = self._interests[pair]
                return {
                    "shared": [{"interest": interests.labels[c], "people": int(interests.counts[c])} for c in columns]
                }
            case Part.TEXT:
                return {"words": [self._scorer.text.spellings[column] for column in self._words[pair]]}
            case Part.CHANCE:
                return {"quiet": _who(*self._quiet[pair])}
        return {}

    def _goal(self, pair: int, part: int, points: int) -> Reason:
        seeker, first = ("a", Part.GOAL_A) if part < Part.GOAL_B else ("b", Part.GOAL_B)
        matches = self._matches[pair][part]
        return {"code": "goal", "points": points, "seeker": seeker, "by": _BY[Met(part - first)], "matches": matches}

    def _goals(self, a: Ints, b: Ints) -> list[dict[int, list[dict[str, Any]]]]:
        """For each pair and part the wishes that are met, the most telling first."""
        found: list[dict[int, list[dict[str, Any]]]] = [{} for _ in range(len(a))]
        for hits, first in ((self._scorer.goals.hits(a, b), Part.GOAL_A), (self._scorer.goals.hits(b, a), Part.GOAL_B)):
            parts = self._scorer.goal_parts(hits, first).tolist()
            for hit in np.lexsort((hits.columns, -hits.values, hits.pairs)).tolist():
                part = parts[hit]
                matches = found[hits.pairs[hit]].setdefault(part, [])
                self._add_match(matches, part - first, int(hits.columns[hit]), int(hits.right[hit]))
        return found

    def _add_match(self, matches: list[dict[str, Any]], by: int, column: int, entry: int) -> None:
        goals = self._scorer.goals
        met, offer = goals.answer(entry)
        if met == Met.KIND and by in (Met.OFFER, Met.NEAR, Met.INTEREST):
            return
        match = _wish(goals.wish(column)) | {"people": int(goals.people[column])}
        if met == Met.NEAR:
            match["offered"] = _wish(offer)
        if len(matches) < MOST_WISHES and match not in matches:
            matches.append(match)


def _wish(wish: Wish) -> dict[str, Any]:
    return {"kind": wish.kind, "topic": wish.topic}


def _grades(scorer: Scorer, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    return scorer.requests.grades(a, b), scorer.requests.grades(b, a)


def _telling(hits: Hits, pairs: int, most: int) -> list[list[int]]:
    """For each pair the columns that add most, the most telling first."""
    order = np.lexsort((hits.columns, -hits.values, hits.pairs))
    starts = np.searchsorted(hits.pairs, np.arange(pairs + 1))
    columns = hits.columns[order].tolist()
    return [columns[start : min(start + most, end)] for start, end in pairwise(starts.tolist())]


def _who(quiet_a: bool, quiet_b: bool) -> str:
    return {(True, True): "both", (True, False): "a", (False, True): "b"}.get((quiet_a, quiet_b), "neither")
