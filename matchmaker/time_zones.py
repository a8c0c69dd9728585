"""Time zones as people name them: `Oslo`, `new york`, `Norway`, `Europe/Oslo`."""

from __future__ import annotations

import difflib
from collections import defaultdict
from functools import lru_cache
from zoneinfo import available_timezones

from matchmaker.spelling import plain

_SUGGESTED = 3
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt")
# zones by fixed offset or abbreviation, and other names of the same zones: never meant by a city
_NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")


def zone_of(text: str) -> str | None:
    """The IANA name of the zone that the text names; None if it names none, or several."""
    name = text.strip()
    if name in available_timezones():
        return name
    exact = {zone.casefold(): zone for zone in available_timezones()}.get(name.casefold().replace(" ", "_"))
    if exact:
        return exact
    found = _by_place().get(plain(name), frozenset())
    return next(iter(found)) if len(found) == 1 else None


def zones_near(text: str) -> list[str]:
    """The zones that may be meant: of a country with several, or of a place spelt alike."""
    places = _by_place()
    several = places.get(plain(text))
    if several:
        return sorted(several)[:_SUGGESTED]
    near = difflib.get_close_matches(plain(text.rpartition("/")[2]), places, _SUGGESTED, 0.75)
    return list(dict.fromkeys(zone for place in near for zone in sorted(places[place])))[:_SUGGESTED]


@lru_cache(maxsize=1)
def _by_place() -> dict[str, frozenset[str]]:
    """City or country in plain spelling -> its zones; cities also by their names in other languages."""
    from babel.core import Locale, get_global
    from babel.dates import get_timezone_location

    found: defaultdict[str, set[str]] = defaultdict(set)
    territories: defaultdict[str, set[str]] = defaultdict(set)
    for zone, territory in get_global("zone_territories").items():
        if zone in available_timezones() and not zone.startswith(_NOT_PLACES) and "/" in zone:
            territories[territory].add(zone)
            found[plain(zone.rpartition("/")[2].replace("_", " "))].add(zone)
    for language in _LANGUAGES:
        locale = Locale(language)
        for territory, zones in territories.items():
            found[plain(locale.territories.get(territory, territory))] |= zones
            for zone in zones:
                found[plain(get_timezone_location(zone, locale, return_city=True))].add(zone)
    return {place: _current(zones) for place, zones in found.items() if place}


def _current(zones: set[str]) -> frozenset[str]:
    """Without former names of the same zone (`Europe/Kiev` beside `Europe/Kyiv`)."""
    from babel.core import get_global

    aliases = get_global("zone_aliases")
    kept = {zone for zone in zones if aliases.get(zone, zone) not in zones - {zone}}
    return frozenset(kept or zones)
