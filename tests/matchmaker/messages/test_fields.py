"""Places of faults are named in words; a new field needs a word."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from marshmallow import Schema, fields

from matchmaker import schemas
from matchmaker.messages.texts.fields import FIELD_WORDS, place_of


def every_schema() -> Iterator[type[Schema]]:
    for module in pkgutil.iter_modules(schemas.__path__, f"{schemas.__name__}."):
        found = vars(importlib.import_module(module.name)).values()
        yield from (
            each for each in found if isinstance(each, type) and issubclass(each, Schema) and each is not Schema
        )


def names_of(schema: type[Schema]) -> Iterator[str]:
    for name, field in schema._declared_fields.items():
        yield field.data_key or name
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested) and isinstance(inner.nested, type) and issubclass(inner.nested, Schema):
            yield from names_of(inner.nested)


def test_every_field_of_every_schema_has_a_word() -> None:
    names = {name for schema in every_schema() for name in names_of(schema)}
    assert len(names) > 50
    assert sorted(names - FIELD_WORDS.keys()) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("rules[0]", "rule 1"),
        ("blocks[2].ends", "block 3, end"),
        ("slot_minutes", "slot length"),
        ("event.timezone", "event, time zone"),
        ("interests[4]", "interests 5"),
        ("mapping[Hat]", "mapping[Hat]"),
        ("--map", "--map"),
        ("list.csv:3", "list.csv:3"),
        ("people.csv", "people.csv"),
    ],
)
def test_a_path_becomes_words_and_other_text_stays(path: str, words: str) -> None:
    assert str(place_of(path)) == words
