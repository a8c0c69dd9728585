"""The messages of reasons why two people should meet, to either of them or to the organizer.

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

from matchmaker.messages import Message, Sentence
from matchmaker.messages.texts import reasons as texts
from matchmaker.messages.texts.reasons import PairVoices, Thing, Voices

Reason = dict[str, Any]
Viewer = Literal["a", "b"] | None
FEW = 5
"""The largest number of people for which a sentence calls an interest rare."""


@dataclass(frozen=True)
class _Voice:
    """Who is told: the viewer is `you`; for the organizer, both go by their names."""

    viewer: Viewer
    names: Mapping[str, str]

    def about(self, side: str, voices: Voices, **params: Any) -> Message:
        """A sentence whose subject is the person on this side."""
        chosen = voices.named if self.viewer is None else voices.you if side == self.viewer else voices.them
        return _filled(chosen, subject=self.names[side], other=self.names[_other(side)], **params)

    def about_both(self, voices: PairVoices, **params: Any) -> Message:
        """A sentence about the two."""
        if self.viewer is None:
            return _filled(voices.named, **self.names, **params)
        return _filled(voices.you, other=self.names[_other(self.viewer)], **params)


def reason_message(reason: Mapping[str, Any], viewer: Viewer, name_a: str, name_b: str) -> Message:
    """The reason in one sentence, addressed to person a, person b, or (viewer None) the organizer.

    Raises KeyError for a code that is not in the table above.
    """
    return _MESSAGES[reason["code"]](reason, _Voice(viewer, {"a": name_a, "b": name_b}))


def _filled(declared: Sentence, **params: Any) -> Message:
    return declared(**{name: value for name, value in params.items() if name in declared.placeholders})


def _agreed(_reason: Mapping[str, Any], voice: _Voice) -> Message:
    return voice.about_both(texts.AGREED)


def _request(reason: Mapping[str, Any], voice: _Voice) -> Message:
    first, second = ("b", "a") if voice.viewer == "b" else ("a", "b")
    if first in reason and second in reason:
        return voice.about_both(texts.MUTUAL_REQUESTS[reason[first], reason[second]])
    side = first if first in reason else second
    return voice.about(side, texts.REQUESTS[reason[side]])


def _goal(reason: Mapping[str, Any], voice: _Voice) -> Message:
    matches = reason["matches"]
    offered = [match["offered"] for match in matches] if reason["by"] == "near" else []
    voices = texts.GOALS[_how_met(reason["by"], matches)]
    return voice.about(
        reason["seeker"], voices, things=_things(matches, texts.SOUGHT), offered=_things(offered, texts.OFFERED)
    )


def _how_met(by: str, matches: Sequence[Mapping[str, Any]]) -> str:
    if by in {"interest", "near"}:
        return by
    if len(matches) == 1 and matches[0].get("people") == 1:
        return "only"
    return {1: "it", 2: "both"}.get(len(matches), "all")


def _collaboration(reason: Mapping[str, Any], voice: _Voice) -> Message:
    return voice.about_both(texts.COLLABORATION, things=_things(reason["matches"], texts.SOUGHT))


def _interests(reason: Mapping[str, Any], voice: _Voice) -> Message:
    shared = reason["shared"]
    if len(shared) > 1:
        return voice.about_both(texts.INTERESTS, interests=[_in_list(one) for one in shared])
    interest, people = str(shared[0]["interest"]), int(shared[0]["people"])
    if people <= 2:
        return voice.about_both(texts.UNIQUE_INTEREST, interest=interest)
    if people <= FEW:
        return voice.about_both(texts.RARE_INTEREST, interest=interest, count=people)
    return voice.about_both(texts.INTERESTS, interests=[interest])


def _in_list(shared: Mapping[str, Any]) -> Message | str:
    """An interest among others, with how rare it is."""
    interest, people = str(shared["interest"]), int(shared["people"])
    if people <= 2:
        return texts.UNIQUE_IN_LIST(interest=interest)
    return texts.RARE_IN_LIST(interest=interest, count=people) if people <= FEW else interest


def _text(reason: Mapping[str, Any], voice: _Voice) -> Message:
    return voice.about_both(texts.TEXT, words=[texts.WORD(word=word) for word in reason["words"]])


def _met_before(_reason: Mapping[str, Any], voice: _Voice) -> Message:
    return voice.about_both(texts.MET_BEFORE)


def _chance(reason: Mapping[str, Any], voice: _Voice) -> Message:
    quiet: str = reason["quiet"]
    if quiet in {"both", "neither"}:
        return voice.about_both(texts.BOTH_QUIET if quiet == "both" else texts.DIFFERENT)
    return voice.about(quiet, texts.QUIET)


def _things(matches: Sequence[Mapping[str, Any]], names: Mapping[str, Thing]) -> list[Message]:
    """`know-how in yeast and stem cells` and `a mentor`: topics grouped by kind, in the order given."""
    topics: dict[str, list[str]] = {}
    for match in matches:
        named = topics.setdefault(match["kind"], [])
        if match["topic"] and match["topic"] not in named:
            named.append(match["topic"])
    return [names[kind].with_topics(topics=named) if named else names[kind].alone() for kind, named in topics.items()]


def _other(side: str) -> str:
    return "b" if side == "a" else "a"


_MESSAGES: dict[str, Callable[[Mapping[str, Any], _Voice], Message]] = {
    "agreed": _agreed,
    "request": _request,
    "goal": _goal,
    "collaboration": _collaboration,
    "interests": _interests,
    "text": _text,
    "met_before": _met_before,
    "chance": _chance,
}
