"""Weights are judged field by field; presets are complete and told apart."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from marshmallow import ValidationError

from matchmaker.models import Aim
from matchmaker.schemas.weights import BALANCED, PRESETS, Weights, WeightsSchema, preset_of, weights_of


def test_an_event_that_never_chose_has_the_balanced_preset() -> None:
    assert weights_of({}) == PRESETS["balanced"].weights == BALANCED


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_every_preset_survives_being_kept_and_is_found_again(preset) -> None:
    assert weights_of(preset.weights.as_json()) == preset.weights
    assert preset_of(preset.weights) is preset


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_every_preset_is_described_in_one_sentence(preset) -> None:
    assert re.fullmatch(r"For [^.]+\.( Most points come first\.)?", preset.description)
    assert ("Most points" in preset.description) == (preset.aim is Aim.POINTS)


def test_own_weights_are_no_preset() -> None:
    assert preset_of(Weights(requests=1)) is None


def test_missing_weights_are_those_of_the_balanced_preset() -> None:
    assert WeightsSchema().load({"text": 5}) == Weights(text=5)


@pytest.mark.parametrize("value", [-1, 101, 1.5, "many", True, None])
@pytest.mark.parametrize("name", [field.name for field in fields(Weights)])
def test_a_weight_out_of_range_is_refused_at_its_field(name: str, value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        WeightsSchema().load({name: value})
    assert list(refused.value.messages) == [name]


def test_all_weights_zero_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"weights\.none"):
        WeightsSchema().load({"requests": 0, "interests": 0, "goals": 0, "text": 0})


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        WeightsSchema().load({"charm": 50})
    assert list(refused.value.messages) == ["charm"]
