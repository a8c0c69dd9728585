"""A person's answers as scoring uses them, and two weights that all components share: rarity and brevity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.scoring.sparse_products import Floats, Ints


@dataclass(frozen=True, order=True)
class Wish:
    """One thing sought or offered: its kind, and the topic as it was written (`""` is open)."""

    kind: str
    topic: str = ""


@dataclass(frozen=True)
class Profile:
    """One person. Profiles are listed by ascending id; arrays everywhere are in that order."""

    id: int
    group: int | None = None
    organisation: str = ""
    about: str = ""
    interests: tuple[str, ...] = ()
    seeks: tuple[Wish, ...] = ()
    offers: tuple[Wish, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether this person has given no answers that scoring could use."""
        return not (self.about or self.interests or self.seeks or self.offers)


def rarity(counts: Ints, people: int) -> Floats:
    """The weight of a feature that `counts` of all people have: ln((people + 1) / count).

    Decreases with the count, to nearly 0 for a feature that everyone has.
    """
    return np.log((people + 1) / np.maximum(counts, 1))


def brevity(lengths: Sequence[int] | Ints) -> Floats:
    """1 for lists of at most the median length; entries of longer lists count median / length each, so that ticking
    every box gains nothing over choosing well."""
    sizes = np.asarray(lengths, dtype=np.float64)
    median = float(np.median(sizes[sizes > 0])) if np.any(sizes > 0) else 1.0
    result: Floats = np.minimum(1.0, median / np.maximum(sizes, 1.0))
    return result


def numbered(names: Sequence[str]) -> dict[str, int]:
    """Each distinct name's number, in alphabetical order, so that the order of people does not matter."""
    return {name: number for number, name in enumerate(sorted(set(names)))}
