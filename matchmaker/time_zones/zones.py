"""The time zone that a text names: `Oslo`, `new york`, `Norway`, `Berlin, Germany`, `Europe/Oslo`."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from functools import lru_cache
from zoneinfo import available_timezones

from matchmaker.messages import Message
from matchmaker.messages.texts.schemas import (
    TIME_ZONE_NEAR,
    TIME_ZONE_OF_COUNTRY,
    TIME_ZONE_OFFSET,
    TIME_ZONE_SHORT,
    UNKNOWN_TIME_ZONE,
)
from matchmaker.spelling import plain
from matchmaker.time_zones import other_languages
from matchmaker.time_zones.clocks import different_clocks, zones_with_abbreviation, zones_with_offset
from matchmaker.time_zones.tz_data import country_names, former_names, places, zones_by_country

_SUGGESTED = 3
_SHOWN = 12
_CODE = 2
_UNIVERSAL = ("UTC", "GMT")
_NOT_PLACES = ("Brazil/", "Canada/", "Chile/", "Etc/", "Mexico/", "US/")
"""Regions of former names that are not followed by a city."""


def zone_of(text: str) -> str | None:
    """The IANA name of the zone that the text names; None if it names none, or several."""
    name = text.strip()
    exact = _exact(name)
    if exact in _UNIVERSAL:
        return exact
    if _is_short(name) and zones_with_abbreviation(name):
        return None
    if exact:
        return exact
    found = _zones_of(name)
    return found[0] if len(found) == 1 else None


def question_about(text: str) -> Message:
    """What to say about a text that names no zone or several: with the zones that may be meant."""
    name = text.strip()
    for sentence, zones in (
        (TIME_ZONE_SHORT, zones_with_abbreviation(name) if _is_short(name) else []),
        (TIME_ZONE_OFFSET, zones_with_offset(name)),
        (TIME_ZONE_OF_COUNTRY, _zones_of(name)),
        (TIME_ZONE_NEAR, _spelt_alike(name)),
    ):
        if zones:
            return sentence(name=text, zones=zones[:_SHOWN])
    return UNKNOWN_TIME_ZONE(name=text)


def _is_short(name: str) -> bool:
    """Whether it may be an abbreviation like CET, which says only what clocks show for a part of the year."""
    return name.isalpha() and len(name) <= 5 and name.upper() not in _UNIVERSAL


def _exact(name: str) -> str | None:
    if name in available_timezones():
        return name
    return _by_spelling().get(plain(name))


def _zones_of(name: str) -> list[str]:
    """The zones of the place, of the place in the country behind a comma, or else of that country.

    A code behind a comma may be that of a state: `Atlanta, GA` is not in Gabon.
    """
    place, comma, country = name.partition(",")
    if not comma:
        return _of_place(name) or _of_place(re.sub(r"\s+city$", "", name, flags=re.IGNORECASE))
    around, found = _of_country(country.rpartition(",")[2]), _of_place(place)
    if not found and len(plain(country)) > _CODE:
        return around
    return [zone for zone in found if zone in around]


def _of_place(name: str) -> list[str]:
    """City before country: Singapore and Luxembourg are both. Other languages are asked last."""
    city = plain(name)
    own = _cities().get(city)
    return [own] if own else _of_country(name) or sorted(other_languages.cities().get(city, ()))


def _of_country(name: str) -> list[str]:
    """The zones with different clocks of the country with this name or code."""
    known = plain(name)
    code = _countries().get(known) or min(other_languages.countries().get(known, ()), default=None)
    return different_clocks(zones_by_country()[code]) if code else []


def _spelt_alike(name: str) -> list[str]:
    """The zones of the city without its surroundings, else of cities and countries that are spelt alike."""
    wanted = plain(re.split("[/,]", name)[-1 if "/" in name else 0])
    known = [*_cities(), *_countries(), *other_languages.cities(), *other_languages.countries()]
    near = (
        [wanted] if wanted in _cities() else difflib.get_close_matches(wanted, dict.fromkeys(known), _SUGGESTED, 0.75)
    )
    return list(dict.fromkeys(zone for place in near for zone in _of_place(place)[:_SUGGESTED]))[:_SUGGESTED]


@lru_cache(maxsize=1)
def _by_spelling() -> dict[str, str]:
    """Whole name in plain spelling -> zone: `europe berlin`; names of one word are no places."""
    return {plain(zone): zone for zone in sorted(available_timezones()) if "/" in zone or zone in _UNIVERSAL}


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """City in plain spelling -> zone, also by its former name."""
    zones = {former: zone for former, zone in former_names().items() if not former.startswith(_NOT_PLACES)}
    zones |= {zone: zone for zone in places()}
    return {plain(name.rpartition("/")[2].replace("_", " ")): zone for name, zone in zones.items() if "/" in name}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Name, part of a name like `Britain (UK)` if no other has it, or code, in plain spelling -> code."""
    names = {code: country_names()[code] for code in zones_by_country()}
    parts = [(plain(part), code) for code, name in names.items() for part in re.split(r"[()]", name)]
    often = Counter(part for part, _ in parts)
    found = {part: code for part, code in parts if part and often[part] == 1}
    return found | {plain(name): code for code, name in names.items()} | {plain(code): code for code in names}
