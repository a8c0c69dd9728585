"""Cities and countries by their names in other languages, and countries by their other codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from matchmaker.spelling import plain
from matchmaker.time_zones.tz_data import former_names, places, zones_by_country

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt")


@lru_cache(maxsize=1)
def countries() -> dict[str, frozenset[str]]:
    """Name or code in plain spelling -> codes of countries."""
    from babel.core import Locale, get_global

    found: defaultdict[str, set[str]] = defaultdict(set)
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in zones_by_country():
                found[plain(name)].add(code)
    for other, codes in get_global("territory_aliases").items():
        found[plain(other)] |= {code for code in codes if code in zones_by_country()}
    return {name: frozenset(codes) for name, codes in found.items() if codes}


@lru_cache(maxsize=1)
def cities() -> dict[str, frozenset[str]]:
    """Name in plain spelling -> zones."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for zone, city in _cities():
        present = former_names().get(zone, zone)
        if present in places():
            found[plain(city)].add(present)
    return {city: frozenset(zones) for city, zones in found.items()}


def _cities() -> Iterable[tuple[str, str]]:
    from babel.core import Locale

    for language in _LANGUAGES:
        for zone, names in Locale(language).time_zones.items():
            if "city" in names:
                yield zone, names["city"]
