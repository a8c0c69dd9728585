"""Times as people write them, made into the ISO form that the schema reads.

The event's days give what is left out: the year, the date of a Saturday, whether 5/6 is in May or in June.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from matchmaker.text import identity

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
_CLOCK = r"(\d{1,2})(?:\s*[:.h]\s*(\d\d))?(?::\d\d)?\s*(a\.?m\.?|p\.?m\.?|uhr|h|o'clock)?"
_RANGE = re.compile(rf"(?:from |von |de |between )?{_CLOCK}\s*(?:-|–|—|to|until|till|bis|à|a|and)\s*{_CLOCK}\Z")
_FROM = re.compile(rf"(?:at|from|after|ab|um|dès|à partir de|starting)?\s*{_CLOCK}\Z")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})([./-])\s?(\d{1,2})(?:\2\s?(\d{4})\b|\2(\d\d)\b)?(?:\.(?=\s|\Z))?")
_DAY_OF_EVENT = re.compile(r"\b(?:day|tag|jour|día|giorno)\s*(\d{1,2})\b")
_PARTS_OF_DAY = {
    **dict.fromkeys(("morning", "mornings", "am", "vormittag", "vormittags", "matin", "mañana"), (time(0), time(12))),
    **dict.fromkeys(
        ("afternoon", "afternoons", "pm", "nachmittag", "nachmittags", "après-midi", "tarde"), (time(12), time(18))
    ),
    **dict.fromkeys(("evening", "evenings", "abend", "abends", "soir", "noche"), (time(18), None)),
    **dict.fromkeys(
        (
            "all day",
            "any time",
            "anytime",
            "always",
            "jederzeit",
            "all days",
            "every day",
            "both days",
            "whole day",
            "full day",
            "ganztägig",
            "ganzer tag",
            "toute la journée",
        ),
        (time(0), None),
    ),
}


@dataclass(frozen=True)
class EventDays:
    """The days of the event's agenda, in order, and the length of its slots in minutes."""

    days: tuple[date, ...] = ()
    slot_minutes: int = 60


@dataclass(frozen=True)
class DayTime:
    """Part of a day; `ends` None: until its end."""

    day: date
    starts: time = time(0)
    ends: time | None = None

    def as_text(self) -> str:
        """`2027-05-18`, or `2027-05-18 09:30-10:30`."""
        if self.starts == time(0) and self.ends is None:
            return self.day.isoformat()
        until = f"-{self.ends:%H:%M}" if self.ends else f" - {self.day + timedelta(days=1)} 00:00"
        return f"{self.day} {self.starts:%H:%M}{until}"


def day_times(text: str, event: EventDays) -> list[DayTime] | None:
    """The parts of days that the text names; None if some part of it cannot be read or has several meanings."""
    found: list[DayTime] = []
    for part in filter(None, (part.strip() for part in re.split(r"[;|\n]", text))):
        whole = _one(part, event)
        pieces = (
            [whole]
            if whole
            else [
                _one(piece, event) for piece in re.split(r"\s*(?:,(?!\s*\d{4}\b)|&|\band\b|\bund\b)\s*", part) if piece
            ]
        )
        if not pieces or None in pieces:
            return None
        found += [each for piece in pieces if piece for each in piece]
    return found or None


def mentions_time(text: str) -> bool:
    """Whether the text has a number, or names a day or a part of one."""
    words = identity(text)
    named = _weekdays().keys() | _months().keys() | _PARTS_OF_DAY.keys()
    return any(character.isdigit() for character in words) or words in named or not named.isdisjoint(words.split())


def away_texts(available: Sequence[DayTime], event: EventDays) -> list[str]:
    """When somebody is away who is there only at these times: the rest of the event's days."""
    away = []
    for day in event.days:
        free = sorted((part.starts, part.ends or time.max) for part in available if part.day == day)
        at = time(0)
        for starts, ends in free:
            if starts > at:
                away.append(DayTime(day, at, starts))
            at = max(at, ends)
        if at < time.max:
            away.append(DayTime(day, at))
    return [part.as_text() for part in away]


def _one(text: str, event: EventDays) -> list[DayTime] | None:
    words = identity(text)
    if words in _PARTS_OF_DAY and event.days:
        return [DayTime(day, *_PARTS_OF_DAY[words]) for day in event.days]
    days, rest = _days(words, event)
    if not days:
        return None
    hours = _hours(rest.strip(" ,-–—:()@"), event)
    return None if hours is None else [DayTime(day, *hours) for day in days]


def _days(words: str, event: EventDays) -> tuple[list[date], str]:
    """The days that are named, and the text without them."""
    for find in (_iso, _numeric, _by_month, _by_number, _by_weekday):
        days, rest = find(words, event)
        if days:
            return days, _without_weekdays(rest)
    if len(event.days) == 1 and re.search(r"\d|[a-z]{4}", words):
        return list(event.days), words
    return [], words


def _iso(words: str, event: EventDays) -> tuple[list[date], str]:
    found = _ISO.search(words)
    return _dates([(found[1], found[2], found[3])] if found else []), _ISO.sub(" ", words, count=1)


def _numeric(words: str, event: EventDays) -> tuple[list[date], str]:
    """`18.05.2027`, `5/18/2027`; of two meanings, the one on a day of the event."""
    found = next((each for each in _NUMERIC.finditer(words) if each[4] or each[5] or each[2] != "-"), None)
    year = (found[4] or (found[5] and f"20{found[5]}")) if found else None
    if not found or (not year and (not event.days or _CLOCK_LIKE.match(words[found.start() :]))):
        return [], words
    years = [year] if year else sorted({str(day.year) for day in event.days})
    orders = [(found[3], found[1])] if found[2] == "." else [(found[3], found[1]), (found[1], found[3])]
    days = sorted({day for year in years for month, number in orders for day in _dates([(year, month, number)])})
    on_event = [day for day in days if day in event.days]
    chosen = on_event or days
    return (chosen if len(chosen) == 1 else []), words[: found.start()] + " " + words[found.end() :]


_CLOCK_LIKE = re.compile(r"\d{1,2}\.\d\d\s*(?:-|–|to|bis|uhr|am|pm|\Z)")


def _by_month(words: str, event: EventDays) -> tuple[list[date], str]:
    """`May 18`, `18th of May 2027`, `18. Mai`."""
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day, year = r"(\d{1,2})(?:st|nd|rd|th|er|\.|º)?", r"(?:,?\s*(\d{4}))?"
    found = re.search(
        rf"\b(?:({months})\.?\s+{day}|{day}\s*(?:of |de )?({months})\.?)(?![\w:]){year}(?!\s*[:.]\d)", words
    )
    if not found:
        return [], words
    month, number = _months()[found[1] or found[4]], found[2] or found[3]
    years = [found[5]] if found[5] else sorted({str(each.year) for each in event.days})
    days = _dates([(each, str(month), number) for each in years])
    return days if len(days) == 1 else [each for each in days if each in event.days][:1], (
        words[: found.start()] + " " + words[found.end() :]
    )


def _by_number(words: str, event: EventDays) -> tuple[list[date], str]:
    found = _DAY_OF_EVENT.search(words)
    index = int(found[1]) - 1 if found else -1
    return ([event.days[index]] if 0 <= index < len(event.days) else []), _DAY_OF_EVENT.sub(" ", words, count=1)


def _by_weekday(words: str, event: EventDays) -> tuple[list[date], str]:
    named = {_weekdays()[word] for word in re.findall(r"[^\W\d]+", words) if word in _weekdays()}
    return [day for day in event.days if day.weekday() in named], words


def _without_weekdays(words: str) -> str:
    return " ".join(word for word in words.split() if word.strip(".,:") not in _weekdays())


def _dates(parts: Sequence[tuple[str, str, str]]) -> list[date]:
    found = []
    for year, month, day in parts:
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def _hours(text: str, event: EventDays) -> tuple[time, time | None] | None:
    text = re.sub(r"\s+", " ", text)
    if not text:
        return time(0), None
    if text in _PARTS_OF_DAY:
        return _PARTS_OF_DAY[text]
    if found := _RANGE.match(text):
        ends = _time(found[4], found[5], found[6])
        starts = _time(found[1], found[2], found[3] or (found[6] if int(found[1]) <= int(found[4]) else None))
        return (starts, ends) if starts and ends and starts < ends else None
    if found := _FROM.match(text):
        if not (found[2] or found[3]):
            return None
        starts = _time(found[1], found[2], found[3])
        return (starts, _later(starts, event.slot_minutes)) if starts else None
    return None


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half and half[0] in "ap" and 1 <= number <= 12:
        number = number % 12 + (12 if half[0] == "p" else 0)
    try:
        return time(number, int(minute or 0))
    except ValueError:
        return None


def _later(start: time, minutes: int) -> time | None:
    total = start.hour * 60 + start.minute + minutes
    return time(total // 60, total % 60) if total < 24 * 60 else None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    return _names(
        {
            (width, lang): get_month_names(width, "format", lang)
            for width in ("wide", "abbreviated")
            for lang in _LANGUAGES
        }
    )


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    from babel.dates import get_day_names

    return _names(
        {
            (width, lang): get_day_names(width, "format", lang)
            for width in ("wide", "abbreviated")
            for lang in _LANGUAGES
        }
    )


def _names(tables: dict[tuple[str, str], object]) -> dict[str, int]:
    """Name in lower case, without a full stop -> its number; an English name wins."""
    names: dict[str, int] = {}
    for table in tables.values():
        for number, name in dict(table).items():  # type: ignore[call-overload]  # babel's lazy mapping
            names.setdefault(identity(str(name)).rstrip("."), number)
    return names
