"""The sentences for reasons why two people should meet, worded for either of them or for the organizer.

A reason is a JSON object with a `code`, `points` and details; the points of a pair's reasons add up to its score.

| code | details |
| --- | --- |
| `agreed` | none: the organizers arranged this meeting |
| `request` | `a`, `b`: what each asked for (`must`, `like`), only where they asked |
| `goal` | `seeker` (`a` or `b`), `by` (how the other person meets it), `matches`: list of `kind`, `topic`, `people` |
| `collaboration` | `matches` as above: both seek it |
| `interests` | `shared`: list of `interest` and `people` |
| `text` | `words`: list of words, the most significant first |
| `met_before` | none: they have met before, so what they have in common counts for less |
| `chance` | `quiet`: who has given few answers (`a`, `b`, `both`, `neither`) |

`people`: how many people at the event have or offer it, including these two. A goal is met `by` an exact `offer`, by a
`near` one (the match then has `offered`, with its `kind` and `topic`), by an `interest` spelt like the topic, or by
the `kind` alone.

A no-thanks is never a reason: such a pair has no score, and looks like any other pair without one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from solver.lists_and_counts import joined, listed

Reason = dict[str, Any]
Viewer = Literal["a", "b"] | None
FEW = 5
"""The largest number of people for which a sentence calls an interest rare."""

_SOUGHT = {
    "business": "business",
    "investment": "investment",
    "job": "a job",
    "mentoring": "a mentor",
    "knowledge": "know-how",
    "collaboration": "collaboration",
    "introductions": "introductions",
    "other": "something",
}
_OFFERED = _SOUGHT | {"mentoring": "mentoring"}


@dataclass(frozen=True)
class _Voice:
    """How a sentence names the two people: the viewer is `you`; for the organizer, both go by their names."""

    viewer: Viewer
    names: Mapping[str, str]

    def who(self, side: str) -> str:
        return "you" if side == self.viewer else self.names[side]

    def does(self, side: str, plural: str, singular: str) -> str:
        """Subject and verb: `you offer`, `Mara offers`."""
        return f"{self.who(side)} {plural if side == self.viewer else singular}"

    def both(self) -> str:
        return "you both" if self.viewer else f"{self.names['a']} and {self.names['b']} both"

    def are_both(self) -> str:
        return "you are both" if self.viewer else f"{self.names['a']} and {self.names['b']} are both"

    def pair(self) -> str:
        return (
            f"you and {self.names[_other(self.viewer)]}" if self.viewer else f"{self.names['a']} and {self.names['b']}"
        )


def reason_sentence(reason: Mapping[str, Any], viewer: Viewer, name_a: str, name_b: str) -> str:
    """The reason in one sentence, addressed to person a, person b, or (viewer None) the organizer.

    Raises KeyError for a code that is not in the table above.
    """
    text: str = _SENTENCES[reason["code"]](reason, _Voice(viewer, {"a": name_a, "b": name_b}))
    return text[0].upper() + text[1:] + "."


def _agreed(_reason: Mapping[str, Any], voice: _Voice) -> str:
    return f"the organizers have arranged for {voice.pair()} to meet"


def _request(reason: Mapping[str, Any], voice: _Voice) -> str:
    sides = [side for side in _viewer_first(voice) if side in reason]
    return joined([_asks(reason[side], side, voice) for side in sides])


def _asks(grade: str, side: str, voice: _Voice) -> str:
    other = voice.who(_other(side))
    if grade == "must":
        return f"{voice.who(side)} asked to meet {other}"
    return f"{voice.who(side)} would like to meet {other}"


def _goal(reason: Mapping[str, Any], voice: _Voice) -> str:
    seeker: str = reason["seeker"]
    sought = f"{voice.does(seeker, 'are', 'is')} looking for {_things(reason['matches'], _SOUGHT)}"
    return sought + _met(reason, voice, _other(seeker))


def _met(reason: Mapping[str, Any], voice: _Voice, giver: str) -> str:
    matches = reason["matches"]
    if reason["by"] == "interest":
        return f", which {voice.does(giver, 'care', 'cares')} about"
    if reason["by"] == "near":
        return f"; {voice.does(giver, 'offer', 'offers')} {_things([match['offered'] for match in matches], _OFFERED)}"
    if len(matches) == 1 and matches[0].get("people") == 1:
        return f"; {voice.does(giver, 'are', 'is')} the only one here who offers it"
    thing = {1: "it", 2: "both"}.get(len(matches), "all of it")
    return f"; {voice.does(giver, 'offer', 'offers')} {thing}"


def _collaboration(reason: Mapping[str, Any], voice: _Voice) -> str:
    return f"{voice.are_both()} looking for {_things(reason['matches'], _SOUGHT)}"


def _interests(reason: Mapping[str, Any], voice: _Voice) -> str:
    shared = reason["shared"]
    start = f"{voice.both()} care about "
    if len(shared) > 1:
        return start + listed([one["interest"] + _rarity(one["people"]) for one in shared])
    interest, people = str(shared[0]["interest"]), int(shared[0]["people"])
    if people <= 2:
        return f"{start}{interest}, and nobody else here does"
    return start + interest + (f", which only {people} people here do" if people <= FEW else "")


def _rarity(people: int) -> str:
    if people <= 2:
        return " (nobody else here does)"
    return f" (only {people} people here)" if people <= FEW else ""


def _text(reason: Mapping[str, Any], voice: _Voice) -> str:
    words = listed([f"“{word}”" for word in reason["words"]])
    return f"{voice.pair()} wrote about similar things, such as {words}"


def _met_before(_reason: Mapping[str, Any], voice: _Voice) -> str:
    return f"{voice.pair()} have met before, so what {'you' if voice.viewer else 'they'} share counts for less"


def _chance(reason: Mapping[str, Any], voice: _Voice) -> str:
    quiet: str = reason["quiet"]
    if quiet == "both":
        return f"neither of {'you' if voice.viewer else 'them'} has said much yet: meet to find out more"
    if quiet == "neither":
        return f"{voice.pair()} come from different fields: a chance for something new"
    return f"{voice.does(quiet, 'have', 'has')} not said much yet: meet to find out more"


def _things(matches: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """`know-how in yeast and stem cells, and a mentor`: topics grouped by kind, in the order given."""
    topics: dict[str, list[str]] = {}
    for match in matches:
        named = topics.setdefault(match["kind"], [])
        if match["topic"] and match["topic"] not in named:
            named.append(match["topic"])
    return listed([_thing(kind, names[kind], named) for kind, named in topics.items()])


def _thing(kind: str, name: str, topics: list[str]) -> str:
    if not topics:
        return name
    return listed(topics) if kind == "other" else f"{name} in {listed(topics)}"


def _other(side: str | None) -> str:
    return "b" if side == "a" else "a"


def _viewer_first(voice: _Voice) -> tuple[str, str]:
    return ("b", "a") if voice.viewer == "b" else ("a", "b")


_SENTENCES: dict[str, Callable[[Mapping[str, Any], _Voice], str]] = {
    "agreed": _agreed,
    "request": _request,
    "goal": _goal,
    "collaboration": _collaboration,
    "interests": _interests,
    "text": _text,
    "met_before": _met_before,
    "chance": _chance,
}
