"""Scoring as a pure function: from the data about an event's people to pairs with scores and reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from matchmaker.schemas.weights import BALANCED, Weights
from matchmaker.scoring.breakdown import Scorer
from matchmaker.scoring.candidates import best_partners, with_enough_partners
from matchmaker.scoring.eligibility_matrix import EligibilityMatrix
from matchmaker.scoring.formula import scaled_affinity
from matchmaker.scoring.free_text import Text
from matchmaker.scoring.goals import GoalMatches
from matchmaker.scoring.interests import Interests
from matchmaker.scoring.pair_reasons import Reasons, ScoredPair
from matchmaker.scoring.pair_sets import PairSet
from matchmaker.scoring.profiles import Profile
from matchmaker.scoring.requests import Requests

Observer = Callable[[str, float], None]
"""Called with the stage, in words, and the share of that stage that is done."""

CHUNK = 8192
"""Number of pairs whose reasons are built at once."""


def silent(_stage: str, _share: float) -> None:
    """The observer that ignores every report."""


def any_groups(_one: int | None, _other: int | None) -> bool:
    return True


@dataclass(frozen=True)
class ScoringInput:
    """The people of an event (ascending ids) and the data about pairs of them, by positions in `profiles`."""

    profiles: Sequence[Profile]
    weights: Weights = BALANCED
    requests: Sequence[tuple[int, int, str, int | None]] = ()
    """(from, to, `must` or `like`, rank of a ranked like)"""
    no_thanks: Sequence[tuple[int, int]] = ()
    """Pairs of which one person answered no thanks."""
    kept_apart: Sequence[tuple[int, int]] = ()
    met_before: Sequence[tuple[int, int]] = ()
    agreed: Sequence[tuple[int, int]] = ()
    """Candidates whatever their groups and organisations, but never if kept apart or after a no-thanks."""
    colleagues_may_meet: bool = False
    met_before_may_meet: bool = True
    may_meet: Callable[[int | None, int | None], bool] = field(default=any_groups)
    """Whether members of two groups may meet."""


class Scoring:
    """The scores of one input. Construction measures the event's typical values; the rest is cheap."""

    def __init__(self, inputs: ScoringInput, observer: Observer) -> None:
        self.inputs = inputs
        people = len(inputs.profiles)
        self._kept_apart = PairSet.of(people, inputs.kept_apart)
        self._no_thanks = PairSet.of(people, inputs.no_thanks)
        self._met_before = PairSet.of(people, inputs.met_before)
        self.eligibility = self._eligibility()
        self.scorer = self._scorer(observer)

    def candidates(self, per_person: int, observer: Observer) -> PairSet:
        """At least `per_person` partners for everyone, pairs in which one asked for the other, and agreed pairs."""
        best = best_partners(
            self.scorer.affinity,
            self.eligibility,
            self._met_before,
            self.inputs.weights.met_before / 100,
            per_person,
            lambda share: observer("Comparing all pairs", share),
        )
        asked = self.scorer.requests.pairs
        asked = PairSet(asked.people, asked.keys[self.eligibility.of(asked.a, asked.b)])
        wanted = best | asked | self.scorer.agreed
        return with_enough_partners(wanted, self.eligibility, per_person)

    def scored_pairs(self, pairs: PairSet, observer: Observer) -> Iterator[list[ScoredPair]]:
        """The pairs' scores and reasons, in chunks."""
        a, b = pairs.a, pairs.b
        reasons = Reasons(self.scorer, self.inputs.profiles)
        for start in range(0, len(pairs), CHUNK):
            part = slice(start, start + CHUNK)
            yield list(reasons.of(a[part], b[part]))
            observer("Writing the reasons", min(1.0, (start + CHUNK) / len(pairs)))

    def _eligibility(self) -> EligibilityMatrix:
        inputs = self.inputs
        return EligibilityMatrix(
            inputs.profiles,
            inputs.may_meet,
            colleagues_may_meet=inputs.colleagues_may_meet,
            barred=self._kept_apart if inputs.met_before_may_meet else self._kept_apart | self._met_before,
            no_thanks=self._no_thanks,
        )

    def _scorer(self, observer: Observer) -> Scorer:
        inputs, weights = self.inputs, self.inputs.weights
        interests = Interests(inputs.profiles)
        observer("Reading the answers", 0.1)
        text = Text(inputs.profiles)
        observer("Reading the answers", 0.7)
        goals = GoalMatches(inputs.profiles, weights.balance / 100)
        observer("Reading the answers", 1.0)
        affinity = scaled_affinity(
            (interests, goals, text),
            (weights.interests, weights.goals, weights.text),
            self.eligibility,
            lambda share: observer("Measuring typical values", share),
        )
        return Scorer(
            weights=weights,
            interests=interests,
            goals=goals,
            text=text,
            affinity=affinity,
            requests=Requests(len(inputs.profiles), inputs.requests),
            agreed=PairSet.of(len(inputs.profiles), inputs.agreed) - self._kept_apart - self._no_thanks,
            met_before=self._met_before,
        )


def score_pairs(
    inputs: ScoringInput, per_person: int, observer: Observer = lambda _stage, _share: None
) -> list[ScoredPair]:
    """All candidates with scores and reasons, in order of a and b."""
    scoring = Scoring(inputs, observer)
    chunks = scoring.scored_pairs(scoring.candidates(per_person, observer), observer)
    return [pair for chunk in chunks for pair in chunk]
