"""What counts how much at an event: the weights, the presets to start from, and the schema that judges them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema
from marshmallow.validate import Range


@dataclass(frozen=True)
class Weights:
    """All from 0 to 100. `interests`, `goals` and `text` only count relative to each other."""

    requests: int = 60
    """Points of the 100 that two people get for asking, both of them, for a meeting they must have."""
    interests: int = 30
    """Interests that both have; rare ones count for more."""
    goals: int = 40
    """What one seeks and the other offers, in both directions."""
    text: int = 30
    """Telling words that what both wrote has in common."""
    balance: int = 50
    """How much a meeting has to be worth it for both: 0 only adds up what both gain, 100 asks for equal gain."""
    met_before: int = 50
    """Percent that is left of what two people have in common where they have met before (and may meet again)."""

    def as_json(self) -> dict[str, int]:
        """What is kept in `Event.weights`."""
        return asdict(self)


@dataclass(frozen=True)
class Preset:
    """Weights that suit a kind of event, with a name and a sentence to choose by."""

    name: str
    description: str
    weights: Weights


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "balanced",
            "For a mixed crowd: wishes first, then what one seeks and the other offers, interests and texts alike.",
            Weights(),
        ),
        Preset(
            "business",
            "For trade: whoever asked for a meeting gets it if possible, and what one seeks the other should offer.",
            Weights(requests=75, interests=15, goals=70, text=15, balance=40, met_before=70),
        ),
        Preset(
            "research",
            "For science: people whose work is close or whose methods complement each other, and who are new to each "
            "other.",
            Weights(requests=50, interests=30, goals=40, text=50, balance=60, met_before=25),
        ),
        Preset(
            "hiring",
            "For job fairs: an open position meets somebody who looks for it, even where only one side has a list.",
            Weights(requests=60, interests=15, goals=70, text=30, balance=15, met_before=50),
        ),
        Preset(
            "mentoring",
            "For mentoring: somebody seeks what the other can teach; the mentor need not gain as much.",
            Weights(requests=50, interests=25, goals=70, text=20, balance=10, met_before=30),
        ),
        Preset(
            "community",
            "For getting to know each other: shared interests count most, above all rare ones; old acquaintances wait.",
            Weights(requests=40, interests=60, goals=20, text=30, balance=50, met_before=20),
        ),
    )
}
BALANCED = PRESETS["balanced"].weights


def _percent(default: int) -> fields.Integer:
    return fields.Integer(
        strict=True,
        load_default=default,
        validate=Range(0, 100, error="Choose a whole number from 0 to 100."),
        error_messages={"invalid": "Choose a whole number from 0 to 100."},
    )


class WeightsSchema(Schema):
    """Judges weights from a form, a file or the API; what is not said is as in the balanced preset."""

    requests = _percent(BALANCED.requests)
    interests = _percent(BALANCED.interests)
    goals = _percent(BALANCED.goals)
    text = _percent(BALANCED.text)
    balance = _percent(BALANCED.balance)
    met_before = _percent(BALANCED.met_before)

    @validates_schema
    def _something_counts(self, data: Mapping[str, Any], **_: Any) -> None:
        if not any(data[name] for name in ("requests", "interests", "goals", "text")):
            raise ValidationError("Something has to count: raise at least one weight above 0.", "requests")

    @post_load
    def _build(self, data: dict[str, Any], **_: Any) -> Weights:
        return Weights(**data)


def weights_of(kept: Mapping[str, Any]) -> Weights:
    """The weights that `Event.weights` stands for; an event that never chose has the balanced ones."""
    weights: Weights = WeightsSchema().load(dict(kept))
    return weights


def preset_of(weights: Weights) -> Preset | None:
    """The preset that has just these weights; None where the organizer chose their own."""
    return next((preset for preset in PRESETS.values() if preset.weights == weights), None)
