"""The breakdown of a score into parts, in whole points that add up to it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np

from matchmaker.schemas.weights import Weights
from matchmaker.scoring.formula import MIN_SCORE, Affinity, common_share
from matchmaker.scoring.free_text import Text
from matchmaker.scoring.goal_matching import Met
from matchmaker.scoring.goals import GoalMatches
from matchmaker.scoring.interests import Interests
from matchmaker.scoring.pair_sets import PairSet
from matchmaker.scoring.requests import Requests
from matchmaker.scoring.sparse_products import Floats, Hits, Ints


class Part(enum.IntEnum):
    """What points are given for; parts with equal points are listed in this order. Goals have a part for each way in
    which a wish is met: GOAL_A + Met for what person a seeks, GOAL_B + Met for person b."""

    AGREED = 0
    REQUEST = 1
    COLLABORATION = 2
    GOAL_A = 3
    GOAL_B = 7
    INTERESTS = 11
    TEXT = 12
    CHANCE = 13


PART_COUNT = len(Part) + 2 * (len(Met) - 1)


@dataclass(frozen=True)
class PairHits:
    """What the people of each pair have in common. `goals`: what a seeks and b offers, then the reverse, each with its
    first part."""

    interests: Hits
    goals: tuple[tuple[Hits, Part], tuple[Hits, Part]]
    text: Hits


@dataclass(frozen=True)
class Scorer:
    """Everything that a pair's score depends on."""

    weights: Weights
    interests: Interests
    goals: GoalMatches
    text: Text
    affinity: Affinity
    """Its components are interests, goals and text, in this order."""
    requests: Requests
    agreed: PairSet
    met_before: PairSet

    def hits(self, a: Ints, b: Ints) -> PairHits:
        """What the people of each pair (a[k], b[k]) have in common, and what one seeks and the other offers."""
        return PairHits(
            interests=self.interests.hits(a, b),
            goals=((self.goals.hits(a, b), Part.GOAL_A), (self.goals.hits(b, a), Part.GOAL_B)),
            text=self.text.hits(a, b),
        )

    def points(self, a: Ints, b: Ints, pair_hits: PairHits) -> Floats:
        """Points of each part, unrounded: (pairs, PART_COUNT). Each row adds up to the score."""
        points = np.zeros((len(a), PART_COUNT))
        agreed = self.agreed.has(a, b)
        requested = np.where(agreed, 1.0, self.requests.share(a, b)) * self.weights.requests
        points[np.arange(len(a)), np.where(agreed, Part.AGREED, Part.REQUEST)] = requested
        met_before = np.where(self.met_before.has(a, b), self.weights.met_before / 100, 1.0)
        gains = [hits.sums(len(a)) for hits, _ in pair_hits.goals]
        affinities = np.array(
            [pair_hits.interests.sums(len(a)), self.goals.pair_value(*gains), pair_hits.text.sums(len(a))]
        )
        affinities *= np.array(self.affinity.factors)[:, None]
        total = affinities.sum(axis=0)
        per_affinity = (100 - requested) * met_before * common_share(total) / np.where(total > 0, total, 1.0)
        points[:, Part.INTERESTS] = per_affinity * affinities[0]
        points[:, Part.TEXT] = per_affinity * affinities[2]
        for (hits, first), gain, other in zip(pair_hits.goals, gains, gains[::-1], strict=True):
            per_gain = (
                self.goals.gain_part(gain, other)
                / np.where(gain > 0, gain, 1.0)
                * per_affinity
                * self.affinity.factors[1]
            )
            np.add.at(points, (hits.pairs, self.goal_parts(hits, first)), hits.values * per_gain[hits.pairs])
        points[:, Part.CHANCE] = np.maximum(MIN_SCORE - points.sum(axis=1), 0.0)
        return points

    def goal_parts(self, hits: Hits, first: Part) -> Ints:
        """The part of each hit. A wish that only its kind meets counts with the best way in which the pair's wishes of
        this kind are met: after "a mentor in pricing", "a mentor" adds nothing."""
        level = self.goals.levels[hits.right]
        kind = hits.pairs * len(self.goals.kinds) + self.goals.kind[hits.columns]
        _, group = np.unique(kind, return_inverse=True)
        best = np.full(len(level), len(Met), dtype=np.int64)
        np.minimum.at(best, group, level)
        level = np.where(level == Met.KIND, best[group], level)
        mutual = self.goals.mutual[hits.columns] & np.isin(level, (Met.OFFER, Met.KIND))
        return np.where(mutual, int(Part.COLLABORATION), first + level)


def whole_points(points: Floats) -> Ints:
    """Whole points per part that add up to the rounded sum: the largest fractions are rounded up."""
    floor = np.floor(points + 1e-9)
    missing = np.rint(np.round(points.sum(axis=1), 6) - floor.sum(axis=1)).astype(np.int64)
    order = np.argsort(-(np.round(points - floor, 6)), axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    result: Ints = floor.astype(np.int64) + (rank < missing[:, None])
    return result
