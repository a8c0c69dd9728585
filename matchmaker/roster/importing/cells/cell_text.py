"""Invisible characters, unusual spaces and placeholders in a cell."""

from __future__ import annotations

import re

from matchmaker.text import identity, normalise

# zero-width space, word joiner, byte order mark, soft hyphen, direction marks; joiners are kept between letters only
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\u200c\u200d](?=\\s|\\Z|[\x00-\x7f])|(?:(?<=\\s)|\\A)[\u200c\u200d]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_PLACEHOLDERS = frozenset(
    [
        *("n/a", "n.a.", "n. a.", "n/a.", "na.", "#n/a", "none", "null", "(null)", "nan", "nil", "undefined", "(none)"),
        *("-", "--", "---", "–", "—", "_", ".", "..", "...", "…", "?", "??", "/", "*", "tbd", "tba", "tbc"),
        *("t.b.d.", "t.b.a."),
        *(
            "unknown",
            "not applicable",
            "not available",
            "not provided",
            "not specified",
            "no answer",
            "(blank)",
            "blank",
        ),
        *("empty", "(empty)", "nothing", "k.a.", "k. a.", "keine angabe", "unbekannt", "entfällt", "aucun", "aucune"),
        *("sans objet", "non renseigné", "inconnu", "ninguno", "ninguna", "nessuno", "nessuna", "n/d", "s/d"),
        *("无", "なし"),
    ]
)
_ERRORS = frozenset(
    [
        *("#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#error!", "#spill!", "#calc!"),
        *(
            *("#getting_data", "#nv", "#bezug!", "#wert!", "#zahl!", "#valeur!", "#nom?", "#¡ref!", "#¿nombre?"),
            "#¡valor!",
        ),
    ]
)
_LONGEST_PLACEHOLDER = 20
_ONLY_SIGNS = re.compile("[-–—_=./?*]+")
_MAYBE_A_NAME = frozenset(["none", "null", "nil", "nan", "na.", "unknown", "blank", "nothing"])


def without_invisible(text: str) -> str:
    """Without characters that nobody sees; joiners stay where they form an emoji or a letter."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def with_plain_spaces(text: str) -> str:
    """Every kind of blank as a space; line ends as `\\n`."""
    return normalise(_SPACES.sub(" ", text) if not text.isascii() else text)


def is_placeholder(text: str, *, part_of_name: bool = False) -> bool:
    """Whether the cell says that there is nothing: `N/A`, `-`, `NULL`. A person may be called Null."""
    if len(text) > _LONGEST_PLACEHOLDER:  # nearly all cells
        return False
    key = text.strip().lower() if text.isascii() else identity(text)
    if part_of_name and key in _MAYBE_A_NAME:
        return not text.strip().istitle()
    return key in _PLACEHOLDERS or (not key[:1].isalnum() and _ONLY_SIGNS.fullmatch(key) is not None)


def is_formula_error(text: str) -> bool:
    """`#N/A`, `#REF!`: what a spreadsheet shows instead of a value."""
    if text.startswith("#"):
        return identity(text) in _ERRORS
    return text[:4].casefold() == "err:" and re.fullmatch(r"err:5\d\d", identity(text)) is not None
