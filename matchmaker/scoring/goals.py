"""The goals component: what one person seeks and the other offers, in both directions.

What a gains from b is the sum over a's wishes of how well b meets each, times how rarely it is met at this event,
damped for people who seek or offer unusually much. A pair's value is a weighted mean of the arithmetic and the
geometric mean of both gains; the latter is 0 if only one of the two gains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from matchmaker.scoring.goal_matching import COLLABORATION, Goals, Met, Supply
from matchmaker.scoring.profiles import Profile, Wish, brevity, rarity
from matchmaker.scoring.sparse_products import Features, Floats, Hits, Ints, Product, Singles
from matchmaker.text import identity

Array = TypeVar("Array", Singles, Floats)


class GoalMatches:
    """`balance` (0 to 1) is the weight of the geometric mean in a pair's value."""

    def __init__(self, profiles: Sequence[Profile], balance: float) -> None:
        self.balance = balance
        everybody = [Goals.of(profile) for profile in profiles]
        supply = Supply(everybody)
        self.columns = supply.columns
        self._labels = _labels(profiles)
        self.coverage = float(np.mean([bool(own.seeks or own.offers) for own in everybody])) if profiles else 0.0
        self.kinds = sorted({kind for kind, _ in self.columns})
        self.kind = np.array([self.kinds.index(kind) for kind, _ in self.columns], dtype=np.int64)
        """The kind of each wish, as a position in `kinds`."""
        self.mutual = np.array([kind == COLLABORATION for kind, _ in self.columns], dtype=np.bool_)
        """Whether each wish is one that both people seek."""
        numbers = {column: number for number, column in enumerate(self.columns)}
        met = [{numbers[column]: answer for column, answer in supply.answers(own).items()} for own in everybody]
        self._answers = [answer for own in met for _, answer in sorted(own.items(), key=lambda entry: entry[0])]
        self.levels = np.array([answer.met for answer in self._answers], dtype=np.int64)
        """The level (`Met`) of each of the givers' entries (`Hits.right`)."""
        seeks = Features.of(
            [dict.fromkeys((numbers[c] for c in own.columns()), 1.0) for own in everybody], len(numbers)
        )
        offers = Features.of([{n: answer.strength for n, answer in own.items()} for own in met], len(numbers))
        self.people = self._people(offers)
        seeks = seeks.scaled(brevity([len(own.seeks) for own in everybody]), rarity(self.people, len(profiles)))
        offers = offers.scaled(brevity([len(own.offers) for own in everybody]), np.ones(len(numbers)))
        self._gains, self._gives = Product(seeks, offers), Product(offers, seeks)

    def _people(self, offers: Features) -> Ints:
        """For each wish the number of people who meet its topic, or, if there are none, who meet its kind."""
        well = np.bincount(offers.columns[self.levels != Met.KIND], minlength=offers.width)
        return np.where(well > 0, well, offers.counts)

    def block(self, people: Ints) -> Singles:
        return self.mixed(self._gains.block(people), self._gives.block(people))

    def pairs(self, a: Ints, b: Ints) -> Floats:
        return self.mixed(self.hits(a, b).sums(len(a)), self.hits(b, a).sums(len(a)))

    def mixed(self, gain: Array, other: Array) -> Array:
        """A pair's value, from what each of the two gains."""
        mixed: Array = gain + other
        mixed *= (1 - self.balance) / 2
        mixed += self.balance * np.sqrt(gain * other)
        return mixed

    def part_of(self, gain: Floats, other: Floats) -> Floats:
        """The part of a pair's value that comes from the first of the two gains."""
        return (1 - self.balance) / 2 * gain + self.balance / 2 * np.sqrt(gain * other)

    def hits(self, seekers: Ints, givers: Ints) -> Hits:
        """One hit per wish of the seeker that the giver meets; its column is the wish's number."""
        return self._gains.hits(seekers, givers)

    def answer(self, entry: int) -> tuple[Met, Wish]:
        """How a hit's giver meets the wish (`Hits.right`), and with what, as it is spelt here."""
        answer = self._answers[entry]
        return answer.met, Wish(answer.offer.kind, self._labels.get(answer.offer.topic, ""))

    def wish(self, column: int) -> Wish:
        kind, topic = self.columns[column]
        return Wish(kind, self._labels.get(topic or "", ""))


def _labels(profiles: Sequence[Profile]) -> dict[str, str]:
    """For each topic its most used spelling."""
    used = Counter(
        label
        for profile in profiles
        for label in (*(wish.topic for wish in (*profile.seeks, *profile.offers)), *profile.interests)
        if label
    )
    best: dict[str, tuple[int, str]] = {}
    for label, count in used.items():
        key = identity(label)
        best[key] = min(best.get(key, (0, "")), (-count, label))
    return {key: label for key, (_, label) in best.items()}
