"""Languages: English, the source of all texts, and every language that has a gettext catalogue.

A catalogue is a file `LANGUAGE.po` in `matchmaker/messages/catalogues/`, or in the folder that TRANSLATIONS_FOLDER
names. It is read when its language is first needed. No other change is necessary for a new language.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.messages.sentence import placeholders

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Message

DEFAULT_LANGUAGE = "en"
FOLDER_VARIABLE = "TRANSLATIONS_FOLDER"
_OWN_CATALOGUES = Path(__file__).parent / "catalogues"
_SOURCE_LOCALE = "en_GB"  # 24 hours, the day before the month
log = logging.getLogger(__name__)


class Language:
    """One language. `translations`: its texts; `locale`: its conventions for dates, numbers and lists."""

    def __init__(self, code: str, translations: NullTranslations) -> None:
        self.code = code
        self.translations = translations

    @property
    def locale(self) -> Locale:
        """The conventions of CLDR, the Unicode Common Locale Data Repository."""
        return _locale(_SOURCE_LOCALE if self.code == DEFAULT_LANGUAGE else self.code)

    @property
    def name(self) -> str:
        """What its speakers call it: `English`, `українська`."""
        return str(_locale(self.code).get_display_name())

    @property
    def direction(self) -> str:
        """The direction of its script, `ltr` or `rtl`, as HTML names it."""
        return str(self.locale.text_direction)

    def text(self, source: str) -> str:
        """The translation of an English text; the text itself if it has none."""
        return self.translations.gettext(source) if source else ""

    def plural(self, one: str, many: str, count: int) -> str:
        """The form of the translation that fits the number."""
        return self.translations.ngettext(one, many, count)


def known_languages() -> list[str]:
    """The codes of all languages, English first."""
    return [DEFAULT_LANGUAGE, *sorted(_catalogues())]


def language(code: str | None) -> Language:
    """The language with this code; English for None and for one whose catalogue has been removed."""
    path = _catalogues().get(code or DEFAULT_LANGUAGE)
    return ENGLISH if path is None else _language(path, path.stat().st_mtime_ns)


def preferred_language(wanted: Sequence[str]) -> Language:
    """The first of the wanted languages (`de-AT`, `de`, `en`) that is known, else English."""
    known = known_languages()
    if len(known) == 1:
        return ENGLISH
    from babel import negotiate_locale

    return language(negotiate_locale([code.replace("-", "_") for code in wanted], known))


def _catalogues() -> dict[str, Path]:
    folders = [_OWN_CATALOGUES, *(Path(folder) for folder in [os.environ.get(FOLDER_VARIABLE)] if folder)]
    return {path.stem: path for folder in folders for path in folder.glob("*.po")}


@lru_cache(maxsize=32)
def _language(path: Path, _changed: int) -> Language:
    return Language(path.stem, _read(path))


@lru_cache(maxsize=32)
def _locale(code: str) -> Locale:
    from babel import Locale

    return Locale.parse(code)


def _read(path: Path) -> GNUTranslations:
    """The catalogue's translations without those that would break a sentence."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem)
    for entry in [entry for entry in catalog if entry.id and not _is_sound(entry)]:
        log.warning("%s: the translation of %r has other placeholders and is not used", path, entry.id)
        catalog.delete(entry.id)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _is_sound(entry: Message) -> bool:
    """Whether the translation needs no parameter that the English text does not have."""
    try:
        return _all_placeholders(entry.string or "") <= _all_placeholders(entry.id)
    except ValueError:  # unmatched braces
        return False


def _all_placeholders(texts: str | Sequence[str]) -> frozenset[str]:
    return frozenset().union(*map(placeholders, [texts] if isinstance(texts, str) else texts))


ENGLISH = Language(DEFAULT_LANGUAGE, NullTranslations())
