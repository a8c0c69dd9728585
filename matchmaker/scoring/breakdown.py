"""A score taken apart into whole points per part, which add up to it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np

from matchmaker.schemas.weights import Weights
from matchmaker.scoring.formula import LEAST, Affinity, common
from matchmaker.scoring.free_text import Text
from matchmaker.scoring.goal_matching import Met
from matchmaker.scoring.goals import GoalMatches
from matchmaker.scoring.interests import Interests
from matchmaker.scoring.pair_sets import PairSet
from matchmaker.scoring.requests import Requests
from matchmaker.scoring.sparse_products import Floats, Hits, Ints


class Part(enum.IntEnum):
    """What points are given for, in the order in which equal points are named. Goals take one part per way a wish is
    met: GOAL_A + Met for what person a seeks, GOAL_B + Met for b."""

    AGREED = 0
    REQUEST = 1
    COLLABORATION = 2
    GOAL_A = 3
    GOAL_B = 7
    INTERESTS = 11
    TEXT = 12
    CHANCE = 13


PARTS = len(Part) + 2 * (len(Met) - 1)


@dataclass(frozen=True)
class Found:
    """The hits of a number of pairs. `goals`: what a seeks of b, then what b seeks of a, each with its first part."""

    interests: Hits
    goals: tuple[tuple[Hits, Part], tuple[Hits, Part]]
    text: Hits


@dataclass(frozen=True)
class Scorer:
    """All that a pair's score depends on."""

    weights: Weights
    interests: Interests
    goals: GoalMatches
    text: Text
    affinity: Affinity
    """Its components are interests, goals, text, in this order."""
    requests: Requests
    agreed: PairSet
    met_before: PairSet

    def found(self, a: Ints, b: Ints) -> Found:
        """What the two of each pair have in common, and what each seeks and the other offers."""
        return Found(
            interests=self.interests.hits(a, b),
            goals=((self.goals.hits(a, b), Part.GOAL_A), (self.goals.hits(b, a), Part.GOAL_B)),
            text=self.text.hits(a, b),
        )

    def shares(self, a: Ints, b: Ints, found: Found) -> Floats:
        """Points of each part, as real numbers: (pairs, PARTS). Each row adds up to the score."""
        points = np.zeros((len(a), PARTS))
        agreed = self.agreed.has(a, b)
        asked = np.where(agreed, 1.0, self.requests.share(a, b)) * self.weights.requests
        points[np.arange(len(a)), np.where(agreed, Part.AGREED, Part.REQUEST)] = asked
        kept = np.where(self.met_before.has(a, b), self.weights.met_before / 100, 1.0)
        gains = [hits.sums(len(a)) for hits, _ in found.goals]
        parts = np.array([found.interests.sums(len(a)), self.goals.mixed(*gains), found.text.sums(len(a))])
        parts *= np.array(self.affinity.factors)[:, None]
        total = parts.sum(axis=0)
        worth = (100 - asked) * kept * common(total) / np.where(total > 0, total, 1.0)
        points[:, Part.INTERESTS] = worth * parts[0]
        points[:, Part.TEXT] = worth * parts[2]
        for (hits, first), gain, other in zip(found.goals, gains, gains[::-1], strict=True):
            of_gain = self.goals.part_of(gain, other) / np.where(gain > 0, gain, 1.0) * worth * self.affinity.factors[1]
            np.add.at(points, (hits.pairs, self.goal_parts(hits, first)), hits.values * of_gain[hits.pairs])
        points[:, Part.CHANCE] = np.maximum(LEAST - points.sum(axis=1), 0.0)
        return points

    def goal_parts(self, hits: Hits, first: Part) -> Ints:
        """The part of each hit. A kind as such counts with the best way in which the pair's wishes of this kind are
        met: nobody needs to be told of the mentor in pricing, and then of a mentor."""
        level = self.goals.levels[hits.right]
        kind = hits.pairs * len(self.goals.kinds) + self.goals.kind[hits.columns]
        _, group = np.unique(kind, return_inverse=True)
        best = np.full(len(level), len(Met), dtype=np.int64)
        np.minimum.at(best, group, level)
        level = np.where(level == Met.KIND, best[group], level)
        mutual = self.goals.mutual[hits.columns] & np.isin(level, (Met.OFFER, Met.KIND))
        return np.where(mutual, int(Part.COLLABORATION), first + level)


def whole(points: Floats) -> Ints:
    """Whole points per part whose sum is the rounded sum; the largest fractions are rounded up."""
    floor = np.floor(points + 1e-9)
    lacking = np.rint(np.round(points.sum(axis=1), 6) - floor.sum(axis=1)).astype(np.int64)
    order = np.argsort(-(np.round(points - floor, 6)), axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    result: Ints = floor.astype(np.int64) + (rank < lacking[:, None])
    return result
