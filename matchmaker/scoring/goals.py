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

from matchmaker.scoring.goal_matching import COLLABORATION, Goals, Met, WishMatcher
from matchmaker.scoring.profiles import Profile, Wish, brevity, rarity
from matchmaker.scoring.sparse_products import Features, Floats, Floats32, Hits, Ints, Product
from matchmaker.text import identity

Array = TypeVar("Array", Floats32, Floats)


class GoalMatches:
    """`balance` (0 to 1) is the weight of the geometric mean in a pair's value."""

    def __init__(self, profiles: Sequence[Profile], balance: float) -> None:
        self.balance = balance
        all_goals = [Goals.of(profile) for profile in profiles]
        matcher = WishMatcher(all_goals)
        self.columns = matcher.columns
        self._labels = _labels(profiles)
        self.coverage = float(np.mean([bool(goals.seeks or goals.offers) for goals in all_goals])) if profiles else 0.0
        self.kinds = sorted({kind for kind, _ in self.columns})
        self.kind = np.array([self.kinds.index(kind) for kind, _ in self.columns], dtype=np.int64)
        """The kind of each wish, as a position in `kinds`."""
        self.mutual = np.array([kind == COLLABORATION for kind, _ in self.columns], dtype=np.bool_)
        """Whether each wish is for something that both people seek (collaboration)."""
        numbers = {column: number for number, column in enumerate(self.columns)}
        matches = [{numbers[c]: match for c, match in matcher.matches(goals).items()} for goals in all_goals]
        self._matches = [match for own in matches for _, match in sorted(own.items(), key=lambda entry: entry[0])]
        self.levels = np.array([match.met for match in self._matches], dtype=np.int64)
        """The level (`Met`) of each of the givers' entries (`Hits.right`)."""
        seeks = Features.of(
            [dict.fromkeys((numbers[c] for c in goals.columns()), 1.0) for goals in all_goals], len(numbers)
        )
        offers = Features.of([{n: match.strength for n, match in own.items()} for own in matches], len(numbers))
        self.people = self._people(offers)
        seeks = seeks.scaled(brevity([len(goals.seeks) for goals in all_goals]), rarity(self.people, len(profiles)))
        offers = offers.scaled(brevity([len(goals.offers) for goals in all_goals]), np.ones(len(numbers)))
        self._gains, self._gives = Product(seeks, offers), Product(offers, seeks)

    def _people(self, offers: Features) -> Ints:
        """For each wish the number of people who meet its topic, or, if there are none, who meet its kind."""
        exact = np.bincount(offers.columns[self.levels != Met.KIND], minlength=offers.width)
        return np.where(exact > 0, exact, offers.counts)

    def block(self, people: Ints) -> Floats32:
        return self.pair_value(self._gains.block(people), self._gives.block(people))

    def pairs(self, a: Ints, b: Ints) -> Floats:
        return self.pair_value(self.hits(a, b).sums(len(a)), self.hits(b, a).sums(len(a)))

    def pair_value(self, gain: Array, other: Array) -> Array:
        """A pair's value, from what each of the two gains."""
        value: Array = gain + other
        value *= (1 - self.balance) / 2
        value += self.balance * np.sqrt(gain * other)
        return value

    def gain_part(self, gain: Floats, other: Floats) -> Floats:
        """The part of a pair's value that comes from the first of the two gains."""
        return (1 - self.balance) / 2 * gain + self.balance / 2 * np.sqrt(gain * other)

    def hits(self, seekers: Ints, givers: Ints) -> Hits:
        """One hit per wish of the seeker that the giver meets; its column is the wish's number."""
        return self._gains.hits(seekers, givers)

    def match(self, entry: int) -> tuple[Met, Wish]:
        """How a hit's giver meets the wish (`Hits.right`), and with what, as it is spelt here."""
        match = self._matches[entry]
        return match.met, Wish(match.offer.kind, self._labels.get(match.offer.topic, ""))

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
