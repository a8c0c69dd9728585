"""What clocks show in a zone from now on: abbreviations like CEST, and offsets from UTC."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.time_zones.tz_data import footer, places, rows

_TIME = r"(<[^>]+>|[A-Za-z]+)"
_FOOTER_OFFSET = r"([+-]?\d+(?::\d+)?)"
_FOOTER = re.compile(f"{_TIME}{_FOOTER_OFFSET}(?:{_TIME}{_FOOTER_OFFSET}?)?")
_OFFSET = re.compile(r"(?:utc|gmt)\s*([+\-−–])\s*(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)


@dataclass(frozen=True)
class Clock:
    """`minutes`: east of UTC, with and without daylight saving time."""

    abbreviations: frozenset[str]
    minutes: frozenset[int]


@lru_cache(maxsize=1024)
def clock_of(zone: str) -> Clock:
    found = _FOOTER.match(footer(zone))
    if found is None:
        return Clock(frozenset(), frozenset())
    name, offset, summer, summer_offset = found.groups()
    standard = -_minutes(offset)
    minutes = {standard}
    if summer:
        minutes.add(-_minutes(summer_offset) if summer_offset else standard + 60)
    return Clock(frozenset(filter(str.isalpha, (name, summer or ""))), frozenset(minutes))


def zones_with_abbreviation(text: str) -> list[str]:
    """One zone for each way in which clocks go where they show this: CEST, IST."""
    return _representatives(lambda clock: text.upper() in clock.abbreviations)


def zones_with_offset(text: str) -> list[str]:
    """One zone for each way in which clocks go where they show `UTC+2` all the time or a part of the year."""
    found = _OFFSET.fullmatch(text)
    if found is None:
        return []
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return _representatives(lambda clock: (minutes if found[1] == "+" else -minutes) in clock.minutes)


def different_clocks(zones: Iterable[str]) -> list[str]:
    """The first of all zones in which clocks go the same way from now on."""
    first: dict[str, str] = {}
    for zone in zones:
        first.setdefault(footer(zone), zone)
    return list(first.values())


def _representatives(fits: Callable[[Clock], bool]) -> list[str]:
    """Of the table with one zone for each way in which clocks go; what is used in most zones comes first."""
    zones = [zone for _, _, zone, *_ in rows("zonenow.tab") if fits(clock_of(zone))]
    used = _use() if zones else Counter()
    return sorted(zones, key=lambda zone: -used[footer(zone)])


@lru_cache(maxsize=1)
def _use() -> Counter[str]:
    return Counter(footer(zone) for zone in places())


def _minutes(offset: str) -> int:
    hours, _, minutes = offset.partition(":")
    return int(hours) * 60 + (-1 if hours.startswith("-") else 1) * int(minutes or 0)
