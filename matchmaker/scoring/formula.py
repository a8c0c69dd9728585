"""The formula of the score.

For attendees: *what you have in common with a person is compared with what people here typically have in common with
their best partner. As much as that gives 75 of 100 points, half as much 50, twice as much 94. Requests come first:
they take their share of the 100 points, and what you have in common counts for the rest.*

In full, for a pair and the components c (interests, goals, text), each with a raw value x_c:

1. unit_c = the median, over all people, of each person's highest x_c with anyone they may meet.
2. weight_c = the event's weight times the share of its people who gave such answers. Parts that nobody answered do
   not count, parts that few answered count little, and neither lowers any score.
3. u = the sum of weight_c x_c / unit_c, divided by the median of each person's highest such sum.
4. common = 1 - 0.25 ** u, times `met_before` percent where the two have met before.
5. r = `requests` percent times the pair's share by `requests.SHARE` (1 for a meeting that is agreed).
6. score = 100 (r + (1 - r) common), at least MIN_SCORE.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matchmaker.scoring.eligibility_matrix import EligibilityMatrix
from matchmaker.scoring.sparse_products import Floats, Ints, Singles

MIN_SCORE = 3
"""The lowest score of a pair that may meet: strangers are a chance, too."""
TYPICAL_REST = 0.25
SAMPLE = 1024
"""Size of the sample on which typical values are measured: people evenly spread over the list, with everyone they
may meet."""
BLOCK = 256


class Component(Protocol):
    """One way in which two people may suit each other. Its values are raw, non-negative and symmetric."""

    coverage: float

    def block(self, people: Ints) -> Singles:
        """These people's values with everybody: (len(people), everybody), in single precision."""
        ...

    def pairs(self, a: Ints, b: Ints) -> Floats:
        """The value of each pair (a[k], b[k]), exactly."""
        ...


@dataclass(frozen=True)
class Affinity:
    """What two people have in common; 1.0 is typical of best partners."""

    components: tuple[Component, ...]
    factors: tuple[float, ...]
    """One factor per component, 0 if the component does not count."""

    def block(self, people: Ints) -> Singles | None:
        """(len(people), everybody); None if no component counts."""
        total: Singles | None = None
        for component, factor in zip(self.components, self.factors, strict=True):
            if factor:
                part = component.block(people)
                part *= np.float32(factor)
                total = part if total is None else total + part
        return total

    def pairs(self, a: Ints, b: Ints) -> Floats:
        """The affinity of each pair (a[k], b[k]), exactly."""
        total = np.zeros(len(a))
        for component, factor in zip(self.components, self.factors, strict=True):
            if factor:
                total += factor * component.pairs(a, b)
        return total


def scaled_affinity(
    components: Sequence[Component],
    weights: Sequence[float],
    eligibility: EligibilityMatrix,
    observer: Callable[[float], None],
) -> Affinity:
    """The weighted sum of the components, scaled to what is typical of the event."""
    done = 0.0

    def step(share: float) -> None:
        observer((done + share) / (len(components) + 1))

    factors = []
    for component, weight in zip(components, weights, strict=True):
        unit = _typical_best(Affinity((component,), (1.0,)), eligibility, step) if weight * component.coverage else 0.0
        factors.append(weight * component.coverage / unit if unit else 0.0)
        done += 1
    plain = Affinity(tuple(components), tuple(factors))
    unit = _typical_best(plain, eligibility, step)
    return Affinity(plain.components, tuple(factor / unit if unit else 0.0 for factor in factors))


def common_share(affinity: Floats) -> Floats:
    """Affinity (0 and more) as a share of the points (0 to 1)."""
    return 1.0 - TYPICAL_REST**affinity


def affinity_of(share: Floats) -> Floats:
    """The inverse of `common`."""
    inverse: Floats = np.log(1.0 - share) / np.log(TYPICAL_REST)
    return inverse


def _typical_best(affinity: Affinity, eligibility: EligibilityMatrix, observer: Callable[[float], None]) -> float:
    """The median of people's highest affinity with anyone, over those who have any; 0 if there are none."""
    people = eligibility.people
    sample = np.unique(np.linspace(0, people - 1, min(people, SAMPLE)).astype(np.int64)) if people else np.zeros(0, int)
    best = [np.zeros(0)]
    for start in range(0, len(sample), BLOCK):
        rows = sample[start : start + BLOCK]
        block = affinity.block(rows)
        if block is None:
            return 0.0
        block[~eligibility.block(rows, heed_no_thanks=False)] = 0.0
        partner = block.argmax(axis=1)
        there = block[np.arange(len(rows)), partner] > 0
        # recomputed in double precision, so that the result does not depend on the block size
        best.append(affinity.pairs(rows[there], partner[there]))
        observer((start + len(rows)) / len(sample))
    reached = np.concatenate(best)
    return float(np.median(reached)) if len(reached) else 0.0
