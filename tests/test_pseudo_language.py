"""The tool that finds untranslated texts finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from matchmaker.messages import language
from tests.pseudo_language import english_on_page, english_words, pseudo, write_catalogue


def test_letters_change_and_placeholders_and_markup_stay() -> None:
    assert (
        pseudo('See <a href="{url}">plan {number}</a> &amp; go') == 'Сееее <a href="{url}">плаан {number}</a> &amp; гоо'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сееее план", []),
        ("Save план", ["Save"]),
        ("ada@example.org https://example.org/a Europe/Berlin", []),
        ("Matchmaker 3 CSV", []),
        ("don’t x", ["don’t"]),
    ],
)
def test_words_in_latin_letters_are_found(text: str, expected: list[str]) -> None:
    assert english_words(text) == expected


def test_texts_attributes_and_buttons_of_a_page_are_read() -> None:
    html = """<title>One</title><p title="Two">Three <b translate="no">left out <i>too</i></b> <br>Four</p>
    <input type="submit" value="Five"><input value="Typed"><script>let six</script><i data-text-seven="Seven"></i>"""
    assert english_on_page(html) == ["One", "Two", "Three", "Four", "Five", "Seven"]


def test_the_catalogue_is_a_language_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_catalogue(tmp_path)
    monkeypatch.setenv("TRANSLATIONS_FOLDER", str(tmp_path))
    assert language("uk").text("none") == pseudo("none")
