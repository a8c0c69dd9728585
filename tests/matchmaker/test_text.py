"""Text has one normal form, no hidden characters, and one identity for equivalent spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.text import forbidden_character, identity, normalise, one_line, visible


def test_two_encodings_of_an_accent_are_equal() -> None:
    assert normalise("Jose\u0301\r\nLisboa ") == "José\nLisboa"


@pytest.mark.parametrize(
    ("text", "named"),
    [("a\x00b", "U+0000"), ("invoice\u202egnp", "U+202E"), ("half\ud800", "U+D800"), ("two\nlines\tand a tab", None)],
)
def test_a_hidden_character_is_named(text: str, named: str | None) -> None:
    assert forbidden_character(text) == named


@given(st.text())
def test_identity_is_idempotent(text: str) -> None:
    assert identity(identity(text)) == identity(text)


@given(st.text())
def test_normalising_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_spellings_of_one_address_share_an_identity() -> None:
    assert identity(" Ann.Lee@EXAMPLE.org") == identity("ann.lee@example.org")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë", "Zoë"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("nul\x00 bell\x07 escape\x1b delete\x7f", "nul bell escape delete"),
        ("half \ud83d", "half "),
        ("family 👩\u200d👧 stays", "family 👩\u200d👧 stays"),
    ],
)
def test_visible_text_has_no_hidden_characters(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line_has_single_spaces() -> None:
    assert one_line("  two\n lines\tand \x00 blanks ") == "two lines and blanks"
