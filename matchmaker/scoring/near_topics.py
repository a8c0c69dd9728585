"""Topics that mean nearly the same: `stem cell` and `stem cells`, `microscopy` and `advanced microscopy`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np

from matchmaker.scoring.free_text import words
from matchmaker.scoring.profiles import numbered
from matchmaker.scoring.sparse_products import Features, Product

NEAR = 0.6
"""The least cosine of near topics' words: one extra word on one side, or two of three words in common."""
_BLOCK = 512


def near_topics(sought: Collection[str], offered: Collection[str]) -> dict[str, dict[str, float]]:
    """offered topic -> sought topics near it, each with the similarity (NEAR to 1). Without equal topics."""
    wanted, given = sorted(sought), sorted(offered)
    if not wanted or not given:
        return {}
    numbers = numbered([stem for topic in (*given, *wanted) for stem, _ in words(topic)])
    product = Product(_of_unit_length(given, numbers), _of_unit_length(wanted, numbers))
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for start in range(0, len(given), _BLOCK):
        block = product.block(np.arange(start, min(start + _BLOCK, len(given))))
        for row, column in zip(*np.nonzero(block >= NEAR), strict=True):
            if given[start + row] != wanted[column]:
                found[given[start + row]][wanted[column]] = min(1.0, round(float(block[row, column]), 4))
    return dict(found)


def _of_unit_length(topics: Sequence[str], numbers: dict[str, int]) -> Features:
    own = [{numbers[stem] for stem, _ in words(topic)} for topic in topics]
    return Features.of([dict.fromkeys(stems, max(1, len(stems)) ** -0.5) for stems in own], len(numbers))
