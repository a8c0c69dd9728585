"""Whether two names can be the same person's, in another spelling or with parts left out."""

from __future__ import annotations

from rapidfuzz import fuzz

from matchmaker.spelling import plain_person

_ALIKE = 85


def names_agree(one: str, other: str) -> bool:
    """`Ada Byron` and `Byron, Ada`, `A. Byron` or `Ada B. Byron`; not `Jane Doe` and `John Doe`. No name agrees too."""
    a, b = plain_person(one), plain_person(other)
    if not a or not b or a == b or fuzz.ratio(a, b) >= _ALIKE:
        return True
    shorter, longer = sorted((a.split(), b.split()), key=len)
    return all(any(_same_word(word, known) for known in longer) for word in shorter) and _shares_a_word(shorter, longer)


def _same_word(word: str, known: str) -> bool:
    """An initial stands for its word."""
    return word == known or (len(word) == 1 and known.startswith(word)) or (len(known) == 1 and word.startswith(known))


def _shares_a_word(one: list[str], other: list[str]) -> bool:
    return any(len(word) > 1 and word in other for word in one)
