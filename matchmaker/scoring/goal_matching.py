"""Whether one person's offers meet another's wishes, and how well.

Each distinct wish at the event is a column: its kind and topic. The topic `""` is an open wish; the topic None stands
for any wish of this kind that names a topic (which an offer without a topic may also meet).
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.scoring.near_topics import near_topics
from matchmaker.scoring.profiles import Profile, Wish
from matchmaker.text import identity

Column = tuple[str, str | None]
COLLABORATION = "collaboration"
_TOPIC_DECIDES = frozenset({"knowledge", COLLABORATION, "other"})
"""Different topics of these kinds do not match; of other kinds, the kind alone counts a little."""


class Met(enum.IntEnum):
    """How a wish is met, the best way first."""

    OFFER = 0
    """Kind and topic are offered (collaboration: both seek it)."""
    NEAR = 1
    """The topic is offered under another kind, or a topic that means nearly the same."""
    INTEREST = 2
    """The topic is one of the other person's interests."""
    KIND = 3
    """The kind is offered, but a topic is open or differs."""


_STRENGTH = {Met.OFFER: 1.0, Met.NEAR: 0.6, Met.INTEREST: 0.5, Met.KIND: 0.25}
_KIND_OF_ANOTHER_TOPIC = 0.05


@dataclass(frozen=True)
class Match:
    """How a person meets a wish: strength (0 to 1), level, and the offer."""

    strength: float
    met: Met
    offer: Wish

    def rank(self) -> tuple[float, int, Wish]:
        return (-self.strength, self.met, self.offer)


@dataclass(frozen=True)
class Goals:
    """One person's wishes and offers, compared by `identity`. Collaboration sought is also offered, and vice versa."""

    seeks: frozenset[Wish]
    offers: frozenset[Wish]
    interests: frozenset[str]

    @classmethod
    def of(cls, profile: Profile) -> Goals:
        seeks, offers = (
            frozenset(Wish(w.kind, identity(w.topic)) for w in own) for own in (profile.seeks, profile.offers)
        )
        both = {wish for wish in seeks | offers if wish.kind == COLLABORATION}
        return cls(seeks | both, offers | both, frozenset(map(identity, profile.interests)))

    def columns(self) -> set[Column]:
        exact = {(wish.kind, wish.topic) for wish in self.seeks if wish.topic or wish.kind != "other"}
        return exact | {(wish.kind, None) for wish in self.seeks if wish.topic}


class WishMatcher:
    """Finds which of the event's wishes each person meets."""

    def __init__(self, all_goals: Sequence[Goals]) -> None:
        self.columns = sorted(
            {c for goals in all_goals for c in goals.columns()}, key=lambda c: (c[0], c[1] is None, c[1])
        )
        self._columns = frozenset(self.columns)
        self._kinds: dict[str, list[str]] = defaultdict(list)
        for kind, topic in self.columns:
            if topic:
                self._kinds[topic].append(kind)
        offered = {wish.topic for goals in all_goals for wish in goals.offers if wish.topic}
        self._near = near_topics(self._kinds, offered)

    def matches(self, goals: Goals) -> dict[Column, Match]:
        """The wishes that this person meets, each in the best way."""
        best: dict[Column, Match] = {}
        for column, match in self._all_matches(goals):
            if column in self._columns and (column not in best or match.rank() < best[column].rank()):
                best[column] = match
        return best

    def _all_matches(self, goals: Goals) -> Iterator[tuple[Column, Match]]:
        for offer in goals.offers:
            yield from _by_kind(offer)
            if offer.topic:
                yield from self._by_topic(offer)
        for topic in goals.interests:
            for kind in self._kinds.get(topic, ()):
                yield (kind, topic), Match(_STRENGTH[Met.INTEREST], Met.INTEREST, Wish(kind, topic))

    def _by_topic(self, offer: Wish) -> Iterator[tuple[Column, Match]]:
        yield (offer.kind, offer.topic), Match(_STRENGTH[Met.OFFER], Met.OFFER, offer)
        near: Mapping[str, float] = {offer.topic: 1.0, **self._near.get(offer.topic, {})}
        for topic, similarity in near.items():
            for kind in self._kinds.get(topic, ()):
                yield (kind, topic), Match(_STRENGTH[Met.NEAR] * similarity, Met.NEAR, offer)


def _by_kind(offer: Wish) -> Iterable[tuple[Column, Match]]:
    if offer.kind == "other":
        return
    match = Match(_STRENGTH[Met.KIND], Met.KIND, Wish(offer.kind))
    yield (offer.kind, ""), match
    if not offer.topic:
        yield (offer.kind, None), match
    elif offer.kind not in _TOPIC_DECIDES:
        yield (offer.kind, None), Match(_KIND_OF_ANOTHER_TOPIC, Met.KIND, Wish(offer.kind))
