"""What a cell looks like: an address, a name, yes or no, a number, a date."""

from __future__ import annotations

import re
from collections.abc import Callable

from matchmaker.models import AttendeeStatus
from matchmaker.roster.importing.cells.addresses import addresses_in
from matchmaker.roster.importing.cells.limits import limit_of
from matchmaker.roster.importing.cells.times import mentions_time
from matchmaker.text import identity

_YES_OR_NO = frozenset(
    [
        *("yes", "no", "y", "n", "true", "false", "on", "off", "ja", "nein", "j", "oui", "non", "si", "sí", "no"),
        *("sim", "não", "nao", "tak", "nie", "ano", "ne", "да", "нет", "evet", "hayır", "是", "否", "はい", "いいえ"),
        *("x", "✓", "✔", "✗", "✘", "checked", "unchecked"),
    ]
)
_MARKS = frozenset(["x", "✓", "✔", "•", "*", "+", "1", "yes", "y", "ja", "oui", "si", "sí", "true", "ok"])
_HONORIFICS = frozenset(
    [
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "herr", "frau", "hr", "fr"),
        *("m", "mme", "mlle", "monsieur", "madame", "sr", "sra", "señor", "señora", "dhr", "mevr", "sig"),
        *("sigra", "dr.in", "rev", "ing"),
    ]
)
_STATUSES = frozenset(status.value for status in AttendeeStatus)
_NUMBER = re.compile(r"[+-]?\d[\d.,\s]*%?")
_PHONE = re.compile(r"\+?[\d\s()./-]{6,}(?:\s*(?:x|ext\.?)\s*\d+)?", re.I)
_LOST_DIGITS = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.I)
_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.I)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]m)?", re.I)
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:[ ,T].*)?")


def is_address(text: str) -> bool:
    return bool(addresses_in(text).found)


def is_yes_or_no(text: str) -> bool:
    return identity(text).rstrip(".!") in _YES_OR_NO


def is_mark(text: str) -> bool:
    """A cross or a time in a matrix of people by people."""
    return identity(text) in _MARKS or _CLOCK.fullmatch(text.strip()) is not None


def is_honorific(text: str) -> bool:
    return all(word.strip(".,") in _HONORIFICS for word in identity(text).split())


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None


def is_date(text: str) -> bool:
    return _DATE.fullmatch(text.strip()) is not None or _CLOCK.fullmatch(text.strip()) is not None


def is_link(text: str) -> bool:
    return _LINK.fullmatch(text.strip()) is not None


def is_status(text: str) -> bool:
    return identity(text) in _STATUSES


def is_lost_number(text: str) -> bool:
    """`1.23E+10`: a long number whose digits the spreadsheet has dropped."""
    return _LOST_DIGITS.fullmatch(text.strip()) is not None


def is_phone(text: str) -> bool:
    return text.strip().startswith(("+", "(", "00")) and _PHONE.fullmatch(text.strip()) is not None


def is_nearly_address(text: str) -> bool:
    """An address, or one with a mistake that its row will be told."""
    return is_address(text) or re.fullmatch(r"\S+@\S+", text.strip()) is not None


def is_words(text: str) -> bool:
    """Text with letters or signs like emoji that is none of the other kinds."""
    return any(character.isalpha() or character > "\u2000" for character in text) and not any(
        kind(text) for kind in (is_address, is_yes_or_no, is_date, is_link)
    )


def is_name(text: str) -> bool:
    """Could be a person's name: a few words, no honorific alone."""
    return len(text) <= 100 and len(text.split()) <= 8 and is_words(text) and not is_honorific(text)


def is_title(text: str) -> bool:
    """Could be a job title."""
    return is_words(text) and not is_honorific(text)


def is_list_entry(text: str) -> bool:
    """Could be an interest, a goal, or another person."""
    return not (is_yes_or_no(text) or is_date(text) or is_link(text))


def is_limit(text: str) -> bool:
    return limit_of(text) is not None


def is_anything(text: str) -> bool:
    return True


FITTING: dict[str, Callable[[str], bool]] = {
    "reference": lambda text: len(text) <= 100 and not any(k(text) for k in (is_yes_or_no, is_address, is_phone)),
    "name": is_name,
    "first_name": is_name,
    "last_name": is_name,
    "email": is_nearly_address,
    "organisation": is_words,
    "job_title": is_title,
    "about": is_anything,
    "group": lambda text: is_words(text) or (is_number(text) and len(text) <= 3),
    "booth": lambda text: not is_yes_or_no(text) and not is_address(text),
    "status": is_status,
    "interests": lambda text: is_words(text) or (is_list_entry(text) and not is_number(text)),
    "seeks": lambda text: is_list_entry(text) and not is_number(text),
    "offers": lambda text: is_list_entry(text) and not is_number(text),
    "met_before": is_list_entry,
    "keep_apart": is_list_entry,
    "must_meet": is_list_entry,
    "like_to_meet": is_list_entry,
    "ranked_wishes": is_list_entry,
    "no_thanks": is_list_entry,
    "agreed": is_list_entry,
    "min_meetings": is_limit,
    "max_meetings": is_limit,
    "away": mentions_time,
    "available": mentions_time,
    "marks_like": is_mark,
    "marks_agreed": is_mark,
}
"""Field -> whether a cell can be read as it."""
