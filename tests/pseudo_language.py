"""A pseudo-language that shows what cannot be translated: English in Cyrillic letters, a third longer.

It is a catalogue file like any other, for Ukrainian: its dates, numbers, lists and three plural forms are real, its
texts are the English ones letter by letter. Whatever then still shows a word in Latin letters, on a page with data in
another script, did not pass through the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from web.cli.translations import template

CODE = "uk"
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхіжклмнопщрстувшзийАБЦДЕФГХІЖКЛМНОПЩРСТУВШЗИЙ",
)
_UNTOUCHED = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w+;|\\b)")
_VOWELS = re.compile("[аеіоу]")
_WORD = re.compile(r"[A-Za-z]{2,}(?:[’'.-]?\w+)*")
_ADDRESS = re.compile(r"\S+@\S+|\w+://\S+|\b[A-Z]\w+/[A-Z]\w+\b|\{\w+\}")  # also time zones and placeholders
NAMES = {
    "Matchmaker",
    "matchmaker",
    "CSV",
    "JSON",
    "PDF",
    "iCalendar",
    "Excel",
    "xlsx",
    "csv",
    "ods",
    "UTC",
    "UTF-8",
    "UTF-16",
    "Windows-1250",
    "Windows-1251",
    "Windows-1252",
    "Windows-1253",
    "Windows-1254",
    "OK",
    "English",
    "MB",
}
"""Words that are the same in every language: names of programs, languages, file formats and units."""
_SHOWN_ATTRIBUTES = {"title", "alt", "aria-label", "placeholder", "aria-valuetext", "aria-description"}


def pseudo(text: str) -> str:
    """The text in Cyrillic letters with its vowels doubled; placeholders and markup stay."""
    parts = _UNTOUCHED.split(text)
    return "".join(part if _UNTOUCHED.fullmatch(part) else _cyrillic(part) for part in parts)


def _cyrillic(text: str) -> str:
    return _VOWELS.sub(lambda found: found[0] * 2, text.translate(_LETTERS))


def write_catalogue(folder: Path) -> Path:
    """The pseudo-language as a catalogue in the folder, to which TRANSLATIONS_FOLDER then points."""
    catalog = Catalog(locale=CODE, charset="utf-8")
    for entry in template():
        if entry.id:
            catalog.add(entry.id, _translation(entry.id, catalog.num_plurals))
    path = folder / f"{CODE}.po"
    with path.open("wb") as file:
        write_po(file, catalog)
    return path


def _translation(source: str | tuple[str, ...] | list[str], forms: int) -> str | tuple[str, ...]:
    if isinstance(source, str):
        return pseudo(source)
    return tuple(pseudo(source[min(form, 1)]) for form in range(forms))


def english_words(text: str) -> list[str]:
    """The words in Latin letters, except addresses and names."""
    return [word for word in _WORD.findall(_ADDRESS.sub(" ", text)) if word not in NAMES]


def english_on_page(html: str) -> list[str]:
    """The words in Latin letters that somebody sees or hears on the page, outside of `translate="no"`."""
    return [word for text in _Texts(html).found for word in english_words(text)]


class _Texts(HTMLParser):
    """Everything that a page shows or a screen reader speaks."""

    _SILENT = {"script", "style", "noscript-style"}  # noqa: RUF012 - a constant
    _VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}  # noqa: RUF012

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[bool] = []  # per open element: whether it is left out
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        left_out = self._left_out or tag in self._SILENT or values.get("translate") == "no"
        if not left_out:
            self.found.extend(self._attributes(tag, values))
        if tag not in self._VOID:
            self._open.append(left_out)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._left_out:
            self.found.append(data)

    @property
    def _left_out(self) -> bool:
        return bool(self._open) and self._open[-1]

    def _attributes(self, tag: str, values: dict[str, str | None]) -> Iterator[str]:
        yield from (
            text for name, text in values.items() if text and (name in _SHOWN_ATTRIBUTES or _is_for_script(name))
        )
        if tag == "input" and values.get("type") in {"submit", "button", "reset"}:
            yield values.get("value") or ""


def _is_for_script(name: str) -> bool:
    """Texts that a script shows are rendered into attributes like `data-text-stopped`."""
    return name.startswith("data-text")
