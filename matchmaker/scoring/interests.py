"""Shared interests: the rarer an interest, the more it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matchmaker.scoring.profiles import Profile, brevity, numbered, rarity
from matchmaker.scoring.shared_features import SharedFeatures
from matchmaker.scoring.sparse_products import Features, Product
from matchmaker.text import identity


class Interests(SharedFeatures):
    """A pair's value is the sum of the rarities of its shared interests, damped for people with unusually many."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        keys = [{identity(label) for label in profile.interests} for profile in profiles]
        self.numbers = numbered([key for named in keys for key in named])
        self.labels = _labels(profiles, self.numbers)
        named = Features.of([{self.numbers[key]: 1.0 for key in own} for own in keys], len(self.numbers))
        self.counts = named.counts
        self.coverage = float(np.mean(named.lengths > 0)) if profiles else 0.0
        weighted = named.scaled(brevity(named.lengths), np.sqrt(rarity(named.counts, len(profiles))))
        super().__init__(Product(weighted, weighted))


def _labels(profiles: Sequence[Profile], numbers: dict[str, int]) -> list[str]:
    """For each interest its most used spelling."""
    spellings: list[Counter[str]] = [Counter() for _ in numbers]
    for profile in profiles:
        for label in profile.interests:
            spellings[numbers[identity(label)]][label] += 1
    return [min(spelling, key=lambda label: (-spelling[label], label)) for spelling in spellings]
