"""The reasons of pairs: for each part of a score its points and details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from matchmaker.scoring.breakdown import PairHits, Part, Scorer, whole_points
from matchmaker.scoring.goal_matching import Met
from matchmaker.scoring.profiles import Profile, Wish
from matchmaker.scoring.reason_sentences import Reason
from matchmaker.scoring.requests import GRADES
from matchmaker.scoring.sparse_products import Hits, Ints

MAX_INTERESTS = 4
MAX_WORDS = 5
MAX_WISHES = 4
_BY = [met.name.lower() for met in Met]
_CODES = {int(part): part.name.lower() for part in Part}


@dataclass(frozen=True)
class ScoredPair:
    """Two people (positions, a < b), their score, and reasons whose points add up to it, most points first."""

    a: int
    b: int
    score: int
    reasons: list[Reason]


Matches = dict[int, list[dict[str, Any]]]
"""part -> the wishes that are met, the most important first"""


@dataclass(frozen=True)
class _ReasonDetails:
    """The details of the reasons of several pairs; each list is in the order of the pairs."""

    quiet: list[str]
    asked: list[dict[str, Any]]
    agreed: list[bool]
    met_before: list[bool]
    interests: list[list[int]]
    words: list[list[int]]
    matches: list[Matches]


class Reasons:
    """Gives pairs their scores and reasons. Details that many reasons share (an interest, a wish) are built once."""

    def __init__(self, scorer: Scorer, profiles: Sequence[Profile]) -> None:
        self._scorer = scorer
        self._quiet = [profile.quiet for profile in profiles]
        interests, goals = scorer.interests, scorer.goals
        named = zip(interests.labels, interests.counts.tolist(), strict=True)
        self._interests = [{"interest": label, "people": people} for label, people in named]
        offered = enumerate(goals.people.tolist())
        self._wishes = [_wish(goals.wish(column)) | {"people": people} for column, people in offered]

    def of(self, a: Ints, b: Ints) -> Iterator[ScoredPair]:
        """Score these pairs and list the reasons."""
        found = self._scorer.hits(a, b)
        points = whole_points(self._scorer.points(a, b, found))
        details = self._reason_details(a, b, found)
        rows = zip(a.tolist(), b.tolist(), points.sum(axis=1).tolist(), points.tolist(), strict=True)
        for pair, (one, other, score, row) in enumerate(rows):
            yield ScoredPair(one, other, score, self._reasons(details, pair, row))

    def _reason_details(self, a: Ints, b: Ints, found: PairHits) -> _ReasonDetails:
        scorer = self._scorer
        quiet = zip(a.tolist(), b.tolist(), strict=True)
        grades = zip(scorer.requests.grades(a, b).tolist(), scorer.requests.grades(b, a).tolist(), strict=True)
        return _ReasonDetails(
            quiet=[_quiet_side(self._quiet[one], self._quiet[other]) for one, other in quiet],
            asked=[_asked(*both) for both in grades],
            agreed=scorer.agreed.has(a, b).tolist(),
            met_before=scorer.met_before.has(a, b).tolist(),
            interests=_highest_columns(found.interests, len(a), MAX_INTERESTS),
            words=_highest_columns(found.text, len(a), MAX_WORDS),
            matches=self._matches(len(a), found),
        )

    def _reasons(self, details: _ReasonDetails, pair: int, points: list[int]) -> list[Reason]:
        found = [self._reason(details, pair, part, value) for part, value in enumerate(points) if value > 0]
        if details.agreed[pair] and not points[Part.AGREED]:
            found.append({"code": "agreed", "points": 0})
        if details.asked[pair] and not points[Part.REQUEST]:
            found.append(self._reason(details, pair, Part.REQUEST, 0))
        if details.met_before[pair]:
            found.append({"code": "met_before", "points": 0})
        found.sort(key=lambda reason: -int(reason["points"]))
        return found

    def _reason(self, details: _ReasonDetails, pair: int, part: int, points: int) -> Reason:
        if Part.GOAL_A <= part < Part.INTERESTS:
            seeker, first = ("a", Part.GOAL_A) if part < Part.GOAL_B else ("b", Part.GOAL_B)
            goal = {"seeker": seeker, "by": _BY[part - first], "matches": details.matches[pair][part]}
            return {"code": "goal", "points": points, **goal}
        return {"code": _CODES[part], "points": points, **self._details(details, pair, part)}

    def _details(self, details: _ReasonDetails, pair: int, part: int) -> dict[str, Any]:
        match part:
            case Part.REQUEST:
                return details.asked[pair]
            case Part.COLLABORATION:
                return {"matches": details.matches[pair][part]}
            case Part.INTERESTS:
                return {"shared": [self._interests[column] for column in details.interests[pair]]}
            case Part.TEXT:
                return {"words": [self._scorer.text.spellings[column] for column in details.words[pair]]}
            case Part.CHANCE:
                return {"quiet": details.quiet[pair]}
        return {}

    def _matches(self, pairs: int, found: PairHits) -> list[Matches]:
        goals = self._scorer.goals
        by_pair: list[Matches] = [{} for _ in range(pairs)]
        for hits, first in found.goals:
            order = np.lexsort((hits.columns, -hits.values, goals.levels[hits.right], hits.pairs))
            columns = (hits.pairs, self._scorer.goal_parts(hits, first), hits.columns, hits.right)
            for pair, part, column, entry in zip(*(one[order].tolist() for one in columns), strict=True):
                met, offer = goals.match(entry)
                matches = by_pair[pair].setdefault(part, [])
                if met == Met.KIND and part - first != Met.KIND and matches:
                    continue  # already listed with its topic
                match = self._wishes[column]
                if met == Met.NEAR:
                    match = match | {"offered": _wish(offer)}
                if len(matches) < MAX_WISHES and match not in matches:
                    matches.append(match)
        return by_pair


def _wish(wish: Wish) -> dict[str, Any]:
    return {"kind": wish.kind, "topic": wish.topic}


def _asked(grade_a: int, grade_b: int) -> dict[str, Any]:
    return {side: GRADES[grade] for side, grade in (("a", grade_a), ("b", grade_b)) if grade}


def _highest_columns(hits: Hits, pairs: int, most: int) -> list[list[int]]:
    """For each pair, the columns with the highest values, in descending order."""
    order = np.lexsort((hits.columns, -hits.values, hits.pairs))
    starts = np.searchsorted(hits.pairs, np.arange(pairs + 1))
    columns = hits.columns[order].tolist()
    return [columns[start : min(start + most, end)] for start, end in pairwise(starts.tolist())]


def _quiet_side(quiet_a: bool, quiet_b: bool) -> str:
    return {(True, True): "both", (True, False): "a", (False, True): "b"}.get((quiet_a, quiet_b), "neither")
