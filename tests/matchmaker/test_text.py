"""Text has one normal form, no hidden characters, and an identity that survives spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.text import forbidden_character, identity, normalise


def test_accents_written_in_two_ways_are_one() -> None:
    assert normalise("Jose\u0301\r\nLisboa ") == "José\nLisboa"


@pytest.mark.parametrize(
    ("text", "named"),
    [("a\x00b", "U+0000"), ("invoice\u202egnp", "U+202E"), ("half\ud800", "U+D800"), ("two\nlines\tand a tab", None)],
)
def test_a_hidden_character_is_named(text: str, named: str | None) -> None:
    assert forbidden_character(text) == named


@given(st.text())
def test_an_identity_is_its_own_identity(text: str) -> None:
    assert identity(identity(text)) == identity(text)


@given(st.text())
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_spellings_of_one_address_share_an_identity() -> None:
    assert identity(" Ann.Lee@EXAMPLE.org") == identity("ann.lee@example.org")
