"""Scoring as a pure function: what is known of an event's people in, pairs with scores and reasons out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from matchmaker.schemas.weights import BALANCED, Weights
from matchmaker.scoring.breakdown import Scorer
from matchmaker.scoring.candidates import best_partners, with_company
from matchmaker.scoring.eligibility import Eligibility
from matchmaker.scoring.formula import measured
from matchmaker.scoring.free_text import Text
from matchmaker.scoring.goals import GoalMatches
from matchmaker.scoring.interests import Interests
from matchmaker.scoring.pair_reasons import Reasons, ScoredPair
from matchmaker.scoring.pair_sets import PairSet
from matchmaker.scoring.profiles import Profile
from matchmaker.scoring.requests import Requests

Observer = Callable[[str, float], None]
"""Told the stage, in words, and the share of that stage that is done."""

CHUNK = 8192
"""Pairs whose reasons are made at once."""


def everybody(_one: int | None, _other: int | None) -> bool:
    return True


@dataclass(frozen=True)
class Crowd:
    """The people of an event (ascending ids) and what is known of pairs of them, by positions in `profiles`."""

    profiles: Sequence[Profile]
    weights: Weights = BALANCED
    requests: Sequence[tuple[int, int, str]] = ()
    """(from, to, `must` or `like`)"""
    refused: Sequence[tuple[int, int]] = ()
    """Pairs of whom one said no thanks."""
    kept_apart: Sequence[tuple[int, int]] = ()
    met_before: Sequence[tuple[int, int]] = ()
    agreed: Sequence[tuple[int, int]] = ()
    """Candidates whatever groups and organisations say, but never against a no-thanks or the organizers' own word."""
    colleagues_may_meet: bool = False
    met_before_may_meet: bool = True
    may_meet: Callable[[int | None, int | None], bool] = field(default=everybody)
    """Judges two groups."""


class Scoring:
    """The scores of one crowd. Making one does the measuring; the rest is cheap."""

    def __init__(self, crowd: Crowd, observer: Observer) -> None:
        self.crowd = crowd
        people = len(crowd.profiles)
        self._apart = PairSet.of(people, crowd.kept_apart)
        self._refused = PairSet.of(people, crowd.refused)
        self._met_before = PairSet.of(people, crowd.met_before)
        self.eligibility = self._eligibility()
        self.scorer = self._scorer(observer)

    def candidates(self, per_person: int, observer: Observer) -> PairSet:
        """Everybody's `per_person` best partners at least, all who asked, and the agreed pairs."""
        kept = self.crowd.weights.met_before / 100
        best = best_partners(
            self.scorer.affinity,
            self.eligibility,
            self._met_before,
            kept,
            per_person,
            lambda share: observer("Comparing everybody with everybody", share),
        )
        asked = self.scorer.requests.pairs
        asked = PairSet(asked.people, asked.keys[self.eligibility.of(asked.a, asked.b)])
        wanted = best | asked | self.scorer.agreed
        return with_company(wanted, self.eligibility, per_person)

    def scored(self, pairs: PairSet, observer: Observer) -> Iterator[list[ScoredPair]]:
        """The pairs' scores and reasons, in chunks."""
        a, b = pairs.a, pairs.b
        reasons = Reasons(self.scorer, self.crowd.profiles)
        for start in range(0, len(pairs), CHUNK):
            part = slice(start, start + CHUNK)
            yield list(reasons.of(a[part], b[part]))
            observer("Writing down the reasons", min(1.0, (start + CHUNK) / len(pairs)))

    def _eligibility(self) -> Eligibility:
        crowd = self.crowd
        return Eligibility(
            crowd.profiles,
            crowd.may_meet,
            colleagues_may_meet=crowd.colleagues_may_meet,
            barred=self._apart if crowd.met_before_may_meet else self._apart | self._met_before,
            refused=self._refused,
        )

    def _scorer(self, observer: Observer) -> Scorer:
        crowd, weights = self.crowd, self.crowd.weights
        interests = Interests(crowd.profiles)
        observer("Reading what people wrote", 0.1)
        text = Text(crowd.profiles)
        observer("Reading what people wrote", 0.7)
        goals = GoalMatches(crowd.profiles, weights.balance / 100)
        observer("Reading what people wrote", 1.0)
        affinity = measured(
            (interests, goals, text),
            (weights.interests, weights.goals, weights.text),
            self.eligibility,
            lambda share: observer("Measuring what is typical here", share),
        )
        return Scorer(
            weights=weights,
            interests=interests,
            goals=goals,
            text=text,
            affinity=affinity,
            requests=Requests(len(crowd.profiles), crowd.requests),
            agreed=PairSet.of(len(crowd.profiles), crowd.agreed) - self._apart - self._refused,
            met_before=self._met_before,
        )


def score_crowd(crowd: Crowd, per_person: int, observer: Observer = lambda _stage, _share: None) -> list[ScoredPair]:
    """All candidates of a crowd with scores and reasons, in order of a and b."""
    scoring = Scoring(crowd, observer)
    chunks = scoring.scored(scoring.candidates(per_person, observer), observer)
    return [pair for chunk in chunks for pair in chunk]
