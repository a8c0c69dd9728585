"""Several things in one text field survive the way there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.attendee.comma_lists import join, split


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("yeast, stem cells", ["yeast", "stem cells"]),
        ("yeast,\nmoss\r\nalgae", ["yeast", "moss", "algae"]),
        ('"learning, deep", ai', ["learning, deep", "ai"]),
        ('12" wheels, bolts', ['12" wheels', "bolts"]),
        ('"never closed, on', ['"never closed', "on"]),
        (" , ,, ", []),
    ],
)
def test_commas_and_line_ends_part_and_quotes_hold_together(text: str, things: list[str]) -> None:
    assert split(text) == things


@given(st.lists(st.text(alphabet='ab ,"\n').map(str.strip).filter(bool)))
def test_splitting_what_was_joined_gives_the_same_things(things: list[str]) -> None:
    assert split(join(things)) == things
