"""Simplified spellings, for guesses and questions, never for identifying people."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# after accents are removed: makes Jürgen, Juergen and Jurgen equal, and Århus and Aarhus
_DIGRAPHS = re.compile("([aou])e|a(?=a)")
_ALIKE = 85
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


def look_alike(one: str, other: str) -> bool:
    """Whether two short names are probably the same: `Buyer` and `Buyers`, `Startup`, `Start-up`; not `A 1`, `A 2`."""
    a, b = plain(one), plain(other)
    same_numbers = _numbers(one) == _numbers(other)
    return same_numbers and (a.replace(" ", "") == b.replace(" ", "") or fuzz.ratio(a, b) >= _ALIKE)


def _numbers(name: str) -> str:
    return "".join(character for character in name if character.isdigit())


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
