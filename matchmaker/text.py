"""Text at the boundary: one normal form, no hidden characters, one identity for look-alike spellings."""

from __future__ import annotations

import re
import unicodedata

# controls but tab and line ends, unpaired surrogates, bidi overrides; a pattern, since whole files are looked through
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def normalise(text: str) -> str:
    """NFC, line ends as `\\n`, outer white space gone."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def forbidden_character(text: str) -> str | None:
    """The first control, bidi-override or unpaired surrogate character, named (`U+202E`); None if clean."""
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def without_hidden(text: str) -> str:
    """For names of files and columns, which nobody can be asked to correct: the text without such characters."""
    return _FORBIDDEN.sub("", normalise(text))


def visible(text: str) -> str:
    """For texts on their way out, into calendars and mails: `without_hidden`, direction marks and other non-characters
    gone as well; every kind of line end becomes `\\n`."""
    return _HIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """`visible`, with each run of white space as a single blank."""
    return " ".join(visible(text).split())


def identity(text: str) -> str:
    """What two spellings of one address, name or keyword have in common: NFKC, casefolded, single spaces."""
    if text.isascii():  # the same, sooner
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())
