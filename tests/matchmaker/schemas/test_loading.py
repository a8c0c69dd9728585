"""All input is normalised, strictly typed, and its faults have locations."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import Schema, fields

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.schemas.agenda import BlocksSchema
from matchmaker.schemas.event import EventDetails, EventSchema
from matchmaker.schemas.loading import load
from tests.told import Told

GOOD = {"name": "Spring Forum", "timezone": "Europe/Berlin"}


def faults(schema: Schema, data: Any) -> list[Fault]:
    with pytest.raises(InvalidInputError) as refused:
        load(schema, data)
    return list(refused.value.faults)


def test_missing_fields_get_the_schemas_defaults() -> None:
    assert load(EventSchema(), GOOD) == EventDetails(name="Spring Forum", timezone="Europe/Berlin")


def test_text_is_stripped_and_normalised() -> None:
    assert load(EventSchema(), GOOD | {"name": "  Foru\u0308m\r\n"}).name == "For\u00fcm"


def test_an_empty_field_of_a_form_counts_as_missing() -> None:
    assert load(EventSchema(), GOOD | {"venue": None, "slot_minutes": None}).slot_minutes == 20


def test_an_empty_limit_means_no_limit() -> None:
    assert load(EventSchema(), GOOD | {"default_max_meetings": None}).default_max_meetings is None


def test_digits_from_a_form_are_a_number() -> None:
    assert load(EventSchema(), GOOD | {"slot_minutes": "25"}).slot_minutes == 25


@pytest.mark.parametrize("value", [1.9, "1.9", "a", "", "٣", "1e3", [20]])
def test_a_number_that_is_not_whole_is_rejected(value: object) -> None:
    assert faults(EventSchema(), GOOD | {"slot_minutes": value}) == [
        Told("slot_minutes", "Enter a whole number, like 5.")
    ]


def test_a_boolean_is_not_a_number() -> None:
    assert faults(EventSchema(), GOOD | {"slot_minutes": True}) == [Told("slot_minutes", "Enter a number, like 5.")]


@pytest.mark.parametrize("value", ["yes", "true", 1, 0, "on"])
def test_only_true_and_false_are_booleans(value: object) -> None:
    assert faults(EventSchema(), GOOD | {"colleagues_may_meet": value}) == [
        Told("colleagues_may_meet", "This is either yes or no.")
    ]


@pytest.mark.parametrize(
    ("text", "name"), [("a\x00b", "U+0000"), ("a\u202eb", "U+202E"), ("a\ud800b", "U+D800"), ("a\x1bb", "U+001B")]
)
def test_hidden_characters_are_rejected_and_named(text: str, name: str) -> None:
    assert faults(EventSchema(), GOOD | {"venue": text}) == [
        Told("venue", f"This contains a hidden character ({name}). Please remove it.")
    ]


def test_an_unknown_field_is_rejected() -> None:
    assert faults(EventSchema(), GOOD | {"nmae": "x"}) == [Told("nmae", "There is no such field.")]


def test_every_location_has_its_own_fault() -> None:
    assert faults(EventSchema(), {"timezone": "Europe/Atlantis", "slot_minutes": 0}) == [
        Told("name", "Fill this in."),
        Told("timezone", "There is no time zone “Europe/Atlantis”. Choose one like Europe/Berlin."),
        Told("slot_minutes", "Enter a whole number from 1 to 480."),
    ]


def test_a_minimum_above_the_maximum_is_rejected() -> None:
    assert faults(EventSchema(), GOOD | {"default_min_meetings": 5, "default_max_meetings": 4}) == [
        Told("default_max_meetings", "The maximum must not be less than the minimum.")
    ]


def test_nested_locations_are_joined() -> None:
    good = {"name": "Morning", "day": "2027-05-11", "starts": "09:00", "ends": "12:00"}
    assert faults(BlocksSchema(), {"blocks": [good, good | {"starts": "nine"}]}) == [
        Told("blocks[1].starts", "Enter a time like 09:30.")
    ]
    assert faults(BlocksSchema(), {"blocks": [good | {"name": "\x00"}]})[0].location == "blocks[0].name"


@pytest.mark.parametrize("data", [[], "x", None, 5])
def test_input_that_is_not_a_mapping_is_rejected(data: object) -> None:
    assert faults(EventSchema(), data) == [Told("", "This is not in the expected form.")]


def test_the_depth_of_nesting_is_limited() -> None:
    class Endless(Schema):
        inner = fields.Nested(lambda: Endless())

    data: dict[str, Any] = {}
    for _ in range(100):
        data = {"inner": data}
    assert [str(fault.message) for fault in faults(Endless(), data)] == ["This is not in the expected form."]
