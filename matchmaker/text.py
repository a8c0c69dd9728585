"""Text going in and out: one normal form, no hidden characters, one key for equivalent spellings."""

from __future__ import annotations

import re
import unicodedata

# control characters except tab and line ends, unpaired surrogates, bidi overrides; a pattern is fast on whole files
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def normalise(text: str) -> str:
    """NFC, line ends as `\\n`, without leading and trailing white space."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def forbidden_character(text: str) -> str | None:
    """The first control, bidi-override or unpaired surrogate character, named (`U+202E`); None if clean."""
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def without_hidden(text: str) -> str:
    """The normalised text without forbidden characters; for file and column names, which users need not correct."""
    return _FORBIDDEN.sub("", normalise(text))


def visible(text: str) -> str:
    """For calendars and mails: the text without control characters, direction marks and non-characters.

    Every kind of line end becomes `\\n`.
    """
    return _HIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """`visible` text with each run of white space replaced by a single space."""
    return " ".join(visible(text).split())


def identity(text: str) -> str:
    """The key that equivalent spellings of an address, name or keyword share: NFKC, casefolded, single spaces."""
    if text.isascii():  # same result, faster
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())
