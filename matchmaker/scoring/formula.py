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
from matchmaker.scoring.sparse_products import Floats, Floats32, Ints

MIN_SCORE = 3
"""The lowest score of a pair that may meet: even strangers may have something to offer each other."""
TYPICAL_REMAINDER = 0.25
"""The share of the points that a typical best partner does not get."""
SAMPLE = 1024
"""Size of the sample on which typical values are measured: people at even distances in the list, each with everyone
they may meet."""
BLOCK = 256


class Component(Protocol):
    """One way in which two people may suit each other. Its values are raw, non-negative and symmetric."""

    coverage: float

    def block(self, people: Ints) -> Floats32:
        """These people's values with each person of the event: (len(people), all people), in single precision."""
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

    def block(self, people: Ints) -> Floats32 | None:
        """Like `Component.block`; None if no component counts."""
        total: Floats32 | None = None
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
    """The weighted sum of the components, scaled so that 1.0 is typical of the event's best partners."""
    done = 0.0

    def step(share: float) -> None:
        observer((done + share) / (len(components) + 1))

    factors = []
    for component, weight in zip(components, weights, strict=True):
        unit = _typical_best(Affinity((component,), (1.0,)), eligibility, step) if weight * component.coverage else 0.0
        factors.append(weight * component.coverage / unit if unit else 0.0)
        done += 1
    unscaled = Affinity(tuple(components), tuple(factors))
    unit = _typical_best(unscaled, eligibility, step)
    return Affinity(unscaled.components, tuple(factor / unit if unit else 0.0 for factor in factors))


def common_share(affinity: Floats) -> Floats:
    """Affinity (0 and more) as a share of the points (0 to 1)."""
    return 1.0 - TYPICAL_REMAINDER**affinity


def affinity_of(share: Floats) -> Floats:
    """The inverse of `common_share`."""
    inverse: Floats = np.log(1.0 - share) / np.log(TYPICAL_REMAINDER)
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
        block[~eligibility.block(rows, respect_no_thanks=False)] = 0.0
        partner = block.argmax(axis=1)
        positive = block[np.arange(len(rows)), partner] > 0
        # recomputed in double precision, so that the result does not depend on the block size
        best.append(affinity.pairs(rows[positive], partner[positive]))
        observer((start + len(rows)) / len(sample))
    values = np.concatenate(best)
    return float(np.median(values)) if len(values) else 0.0
