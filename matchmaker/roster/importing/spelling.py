"""Simplified spellings, for guesses and questions, never for identifying people."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# after accents are removed: makes Jürgen, Juergen and Jurgen equal, and Århus and Aarhus
_DIGRAPHS = re.compile("([aou])e|a(?=a)")
_NOT_A_WORD = re.compile(r"[\W_]+")
_LEGAL_FORMS = frozenset(
    [
        *("ab", "ag", "aps", "as", "asbl", "bv", "co", "company", "corp", "corporation", "ev", "gmbh", "inc"),
        *("incorporated", "kg", "kgaa", "limited", "llc", "llp", "ltd", "mbh", "nv", "oy", "oyj", "plc", "pty"),
        *("sa", "sarl", "sas", "se", "sl", "spa", "srl", "the"),
    ]
)
_TITLES = frozenset(
    [
        *("dr", "prof", "professor", "mr", "mrs", "ms", "mx", "dipl", "ing", "phd", "md", "msc", "bsc", "mba"),
        *("sir", "dame", "herr", "frau"),
    ]
)


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Lower case, no accents, `ue` as `u`, words separated by single spaces: `Jürgen-Müller` -> `jurgen muller`."""
    marked = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(character for character in marked if not unicodedata.combining(character))
    return _NOT_A_WORD.sub(" ", _DIGRAPHS.sub(r"\1", bare)).strip()


def plain_person(name: str) -> str:
    """The name without titles, its words sorted: `Dr. Lee, Ann` -> `ann lee`."""
    return " ".join(sorted(word for word in plain(name).split() if word not in _TITLES))


def plain_organisation(name: str) -> str:
    """The organisation without its legal form: `ACME, Inc.` -> `acme`; unchanged if nothing else would be left."""
    words = plain(name.replace(".", "")).split()
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or " ".join(words)
