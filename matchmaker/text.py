"""Text at the boundary: one normal form, no hidden characters, one identity for look-alike spellings."""

from __future__ import annotations

import unicodedata

_KEPT_CONTROLS = "\n\t"


def normalise(text: str) -> str:
    """NFC, line ends as `\\n`, outer white space gone."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def forbidden_character(text: str) -> str | None:
    """The first control, bidi-override or unpaired surrogate character, named (`U+202E`); None if clean."""
    for character in text:
        if character in _KEPT_CONTROLS or character == "\r":
            continue
        if (
            unicodedata.category(character) in {"Cc", "Cs"}
            or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        ):
            return f"U+{ord(character):04X}"
    return None


def identity(text: str) -> str:
    """What two spellings of one address, name or keyword have in common: NFKC, casefolded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())
