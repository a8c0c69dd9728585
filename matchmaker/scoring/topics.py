"""Topics that mean nearly the same: `stem cell` and `stem cells`, `microscopy` and `advanced microscopy`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

import numpy as np

from matchmaker.scoring.profiles import numbered, rarity
from matchmaker.scoring.sparse import Features, Product
from matchmaker.scoring.text import words

NEAR = 0.6
"""From this cosine of their words, weighed by rarity, two topics are near: one word in common of two is not enough."""
_BLOCK = 512


def near_topics(sought: Collection[str], offered: Collection[str]) -> dict[str, dict[str, float]]:
    """offered topic -> sought topics near it, each with the similarity (NEAR to 1). Equal topics are left out."""
    wanted, given = sorted(sought), sorted(offered)
    if not wanted or not given:
        return {}
    product = Product(*_weighed(given, wanted))
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for start in range(0, len(given), _BLOCK):
        people = np.arange(start, min(start + _BLOCK, len(given)))
        block = product.block(people)
        for row, column in zip(*np.nonzero(block >= NEAR), strict=True):
            if given[start + row] != wanted[column]:
                found[given[start + row]][wanted[column]] = min(1.0, round(float(block[row, column]), 4))
    return dict(found)


def _weighed(given: Sequence[str], wanted: Sequence[str]) -> tuple[Features, Features]:
    stems = {topic: {stem for stem, _ in words(topic)} for topic in {*given, *wanted}}
    numbers = numbered([stem for own in stems.values() for stem in own])
    spread = Counter(stem for own in stems.values() for stem in own)
    rare = np.sqrt(rarity(np.array([spread[stem] for stem in numbers], dtype=np.int64), len(stems)))

    def unit(topics: Sequence[str]) -> Features:
        plain = Features.of([{numbers[stem]: 1.0 for stem in stems[topic]} for topic in topics], len(numbers))
        weighed = plain.scaled(np.ones(len(topics)), rare)
        norms = np.sqrt(weighed.row_sums(weighed.values**2))
        return weighed.scaled(1.0 / np.where(norms > 0, norms, 1.0), np.ones(len(numbers)))

    return unit(given), unit(wanted)
