"""How likely a text is: whether its letters beyond ASCII form words of one language and one script."""

from __future__ import annotations

import itertools
import re
import unicodedata

_LANGUAGES = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "äöüß",  # German
        "éèêëàâçîïôûùœ",  # French
        "áéíóúñü",  # Spanish
        "ãõáâàéêíóôúç",  # Portuguese
        "àèéìòù",  # Italian
        "åäöæøé",  # Nordic
        "áðéíóúýþæö",  # Icelandic
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "ąćęłńóśźż",  # Polish
        "áéíóöőúüű",  # Hungarian
        "ăâîșțşţ",  # Romanian
        "čćđšž",  # Croatian
        "çğıöşüâî",  # Turkish
    )
)
_WORD = re.compile(r"[^\W\d_](?:[^\s,;|\t@.:/()\"]*[^\W\d_])?|[^\x00-\x7f]+")
_MARKS_IN_WORDS = "’'-–·´`"


def plausibility(text: str) -> float:
    """Points of all words with letters beyond ASCII; the higher, the likelier."""
    return sum(_word_points(word) for word in _WORD.findall(text) if not word.isascii())


def _word_points(word: str) -> float:
    beyond = [character for character in word if character > "\x7f"]
    letters = [character for character in word if character.isalpha()]
    odd = sum(not character.isalpha() and character not in _MARKS_IN_WORDS for character in beyond)
    scripts = {_script(character) for character in letters}
    points = -4.0 * odd - 3.0 * (len(scripts) - 1 if scripts else 0) - 3.0 * _capitals_inside(word)
    if scripts == {"LATIN"}:
        return points + _latin_points(letters, beyond)
    return points + sum(_FREQUENT.get(_script(character), _no)(character) for character in beyond)


def _latin_points(letters: list[str], beyond: list[str]) -> float:
    accented = [character for character in beyond if character.isalpha()]
    if len(letters) > 2 and len(accented) > 0.6 * len(letters):
        return -2.0 * len(accented)
    known = any(language.issuperset(accented) for language in _LANGUAGES)
    return float(len(accented)) if known else -0.5 * len(accented)


def _capitals_inside(word: str) -> int:
    """Capital letters inside a word that has small ones: `JŸrgen`, but not `McLean`."""
    if word.isupper():
        return 0
    return sum(
        here.isupper() and here > "\x7f" and following.islower() for here, following in itertools.pairwise(word[1:])
    ) + sum(before.islower() and here.isupper() and here > "\x7f" for before, here in itertools.pairwise(word))


def _script(character: str) -> str:
    name = unicodedata.name(character, "?").split(" ")[0].split("-")[0]
    return "KANA" if name in {"HIRAGANA", "KATAKANA"} else name


def _frequent_ideograph(character: str) -> float:
    """Of the first level of a national standard, which holds the common characters."""
    chinese = _lead(character, "gb2312") in range(0xB0, 0xD8) or _lead(character, "big5") in range(0xA4, 0xC7)
    return 1.0 if chinese else 0.8 * (_lead(character, "shift_jis") in range(0x88, 0x98))


def _frequent_hangul(character: str) -> float:
    return float(_lead(character, "euc-kr") in range(0xB0, 0xC9))


def _lead(character: str, encoding: str) -> int:
    try:
        return character.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0


def _yes(character: str) -> float:
    return 1.0


def _no(character: str) -> float:
    return -1.0


_FREQUENT = {
    "CYRILLIC": _yes,
    "GREEK": _yes,
    "KANA": _yes,
    "CJK": _frequent_ideograph,
    "HANGUL": _frequent_hangul,
}
