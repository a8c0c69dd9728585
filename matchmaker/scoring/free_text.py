"""Free text: the TF-IDF similarity of what two people wrote, and the words they share.

Words are compared without case, accents and English plural endings. A word counts by how often it was written
(1 + ln) and by its rarity among the event's authors (Salton & Buckley 1988). Similarity is the cosine, but texts
shorter than the median are treated as of median length: one shared word does not make two one-line texts similar.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from matchmaker.scoring.profiles import Profile, numbered, rarity
from matchmaker.scoring.shared_features import SharedFeatures
from matchmaker.scoring.sparse_products import Features, Product
from matchmaker.scoring.stopwords import STOP_WORDS

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")  # kana and Han are written without spaces
_LONGEST_WORD = 40


class Text(SharedFeatures):
    """The text component: what people wrote about themselves, with the topics they named."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        written = [Counter(words(_text_of(profile))) for profile in profiles]
        self.numbers = numbered([stem for own in written for stem, _ in own])
        self.spellings = _spellings(written, self.numbers)
        self.coverage = float(np.mean([bool(profile.about) for profile in profiles])) if profiles else 0.0
        weighted = _unit_length(_tf_idf([_by_number(own, self.numbers) for own in written], len(self.numbers)))
        super().__init__(Product(weighted, weighted))


def words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text as (stem, as written), without stop words, numbers and single letters."""
    for written in _WORD.findall(unicodedata.normalize("NFC", text)):
        for stem in _stems(written):
            yield stem, stem if _UNSPACED.search(stem) else written


@lru_cache(maxsize=65_536)
def _stems(written: str) -> tuple[str, ...]:
    """What a word is compared by: nothing, one stem, or the pairs of characters of a script without spaces."""
    plain = _plain(written)
    if _UNSPACED.search(plain):
        return tuple(map("".join, pairwise(plain)))
    significant = 1 < len(plain) <= _LONGEST_WORD and plain not in STOP_WORDS and not plain.isdecimal()
    return (_stem(plain),) if significant else ()


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _stem(word: str) -> str:
    """Harman's S-stemmer (1991): removes plural endings only."""
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    return word if word.endswith(("us", "ss", "is")) else word[:-1]


def _text_of(profile: Profile) -> str:
    topics = [wish.topic for wish in (*profile.seeks, *profile.offers)]
    return "\n".join((profile.about, *profile.interests, *topics))


def _by_number(own: Counter[tuple[str, str]], numbers: dict[str, int]) -> dict[int, float]:
    times: Counter[int] = Counter()
    for (stem, _), count in own.items():
        times[numbers[stem]] += count
    return {number: float(count) for number, count in times.items()}


def _tf_idf(times: Sequence[dict[int, float]], width: int) -> Features:
    raw = Features.of(times, width)
    log_counts = Features(raw.starts, raw.columns, 1.0 + np.log(raw.values), width)
    authors = int(np.count_nonzero(raw.lengths))
    return log_counts.scaled(np.ones(raw.people), rarity(raw.counts, authors))


def _unit_length(weighted: Features) -> Features:
    norms = np.sqrt(weighted.row_sums(weighted.values**2))
    median = float(np.median(norms[norms > 0])) if np.any(norms > 0) else 1.0
    return weighted.scaled(1.0 / np.maximum(norms, median), np.ones(weighted.width))


def _spellings(written: Sequence[Counter[tuple[str, str]]], numbers: dict[str, int]) -> list[str]:
    """For each stem its most frequent spelling; ties go to the first in alphabetical order."""
    best: dict[str, tuple[int, str]] = {}
    total: Counter[tuple[str, str]] = Counter()
    for own in written:
        total.update(own)
    for (stem, spelling), count in total.items():
        best[stem] = min(best.get(stem, (0, "")), (-count, spelling))
    return [best[stem][1] for stem in numbers]
