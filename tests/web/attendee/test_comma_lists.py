"""Comma-separated lists in one text field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.attendee.comma_lists import MOST_ITEMS, join, split


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("yeast, stem cells", ["yeast", "stem cells"]),
        ("yeast,\nmoss\r\nalgae", ["yeast", "moss", "algae"]),
        ('"learning, deep", ai', ["learning, deep", "ai"]),
        ('12" wheels, bolts', ['12" wheels', "bolts"]),
        ('"never closed, on', ['"never closed', "on"]),
        (" , ,, ", []),
    ],
)
def test_commas_and_line_ends_separate_items_and_quotes_protect_commas(text: str, items: list[str]) -> None:
    assert split(text) == items


@given(st.lists(st.text(alphabet='ab ,"\n').map(str.strip).filter(bool)))
def test_splitting_what_was_joined_gives_the_same_items(items: list[str]) -> None:
    assert split(join(items)) == items


def test_blank_items_take_no_items_place() -> None:
    assert split(" , " * 1000 + "yeast") == ["yeast"]


def test_of_very_many_items_the_first_are_read() -> None:
    assert split("a, " * 1000) == ["a"] * MOST_ITEMS
