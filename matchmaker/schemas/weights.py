"""The weights of the scores, presets for them, and their input schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validates_schema

from matchmaker.messages import mark
from matchmaker.messages.texts.schemas import NO_WEIGHT, PERCENTAGE
from matchmaker.models import Aim
from matchmaker.schemas.rules import between, refused


@dataclass(frozen=True)
class Weights:
    """All from 0 to 100. `interests`, `goals` and `text` count only relative to each other."""

    requests: int = 60
    """Points, out of 100, for a meeting that both people requested as a must."""
    interests: int = 30
    """Shared interests; rare ones count for more."""
    goals: int = 40
    """Goals that one person seeks and the other offers, in both directions."""
    text: int = 30
    """Characteristic words shared by both people's texts."""
    balance: int = 50
    """How far both people must gain: 0 adds up both gains, 100 requires equal gains."""
    met_before: int = 50
    """Percentage of the common ground that counts if the two have met before (and may meet again)."""

    def as_json(self) -> dict[str, int]:
        """The form stored in `Event.weights`."""
        return asdict(self)


@dataclass(frozen=True)
class Preset:
    """Weights for a kind of event, with a name and a description, and what comes first in its plans."""

    name: str
    description: str
    weights: Weights
    aim: Aim = Aim.EVERYBODY


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            mark("balanced"),
            mark("For a mixed audience: requests first, then matching goals, interests and texts in similar measure."),
            Weights(),
        ),
        Preset(
            mark("business"),
            mark("For trade: requests are met if possible, and one side should offer what the other seeks."),
            Weights(requests=75, interests=15, goals=70, text=15, balance=40, met_before=70),
        ),
        Preset(
            mark("research"),
            mark("For science: people with related work or complementary methods, who have not met yet."),
            Weights(requests=50, interests=30, goals=40, text=50, balance=60, met_before=25),
        ),
        Preset(
            mark("hiring"),
            mark(
                "For job fairs: open positions meet people who look for them, even if only one side made requests. "
                "Most points come first."
            ),
            Weights(requests=60, interests=15, goals=70, text=30, balance=15, met_before=50),
            Aim.POINTS,
        ),
        Preset(
            mark("mentoring"),
            mark("For mentoring: one person seeks what the other can teach; the mentor need not gain as much."),
            Weights(requests=50, interests=25, goals=70, text=20, balance=10, met_before=30),
        ),
        Preset(
            mark("community"),
            mark(
                "For getting to know each other: shared interests count most, rare ones above all; acquaintances last."
            ),
            Weights(requests=40, interests=60, goals=20, text=30, balance=50, met_before=20),
        ),
    )
}
BALANCED = PRESETS["balanced"].weights


def _percent(default: int) -> fields.Integer:
    return fields.Integer(
        strict=True,
        load_default=default,
        validate=between(PERCENTAGE, 0, 100),
        error_messages={"invalid": [PERCENTAGE()]},
    )


class WeightsSchema(Schema):
    """Weights from a form, a file or the API; missing ones are as in the balanced preset."""

    requests = _percent(BALANCED.requests)
    interests = _percent(BALANCED.interests)
    goals = _percent(BALANCED.goals)
    text = _percent(BALANCED.text)
    balance = _percent(BALANCED.balance)
    met_before = _percent(BALANCED.met_before)

    @validates_schema
    def _something_counts(self, data: Mapping[str, Any], **_: Any) -> None:
        if not any(data[name] for name in ("requests", "interests", "goals", "text")):
            raise refused(NO_WEIGHT(), "requests")

    @post_load
    def _build(self, data: dict[str, Any], **_: Any) -> Weights:
        return Weights(**data)


def weights_of(stored: Mapping[str, Any]) -> Weights:
    """The weights stored in `Event.weights`; balanced if none were chosen."""
    weights: Weights = WeightsSchema().load(dict(stored))
    return weights


def preset_of(weights: Weights) -> Preset | None:
    """The preset with exactly these weights; None if the organizer chose others."""
    return next((preset for preset in PRESETS.values() if preset.weights == weights), None)
