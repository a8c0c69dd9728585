"""The tables of the time zone database: zones by country, countries, former names. Each is read when it is needed."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The fields of each line of a table with tabulators, without comments."""
    text = (files("tzdata.zoneinfo") / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def zones_by_country() -> dict[str, list[str]]:
    """Code -> zones, roughly the most populous first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, _, zone, *_ in rows("zone.tab"):
        found[code].append(zone)
    return dict(found)


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """All zones that are named after a place, by their current names."""
    return frozenset(zone for zones in zones_by_country().values() for zone in zones)


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Code -> name in English."""
    return {code: name for code, name in rows("iso3166.tab")}  # noqa: C416 - dict(rows) is not typed


@lru_cache(maxsize=1)
def former_names() -> dict[str, str]:
    """Former name of a place's zone -> its present name: `Europe/Kiev` -> `Europe/Kyiv`."""
    text = (files("tzdata.zoneinfo") / "tzdata.zi").read_text(encoding="utf-8")
    links = (line.split()[1:] for line in text.splitlines() if line.startswith("L "))
    return {former: zone for zone, former in links if zone in places() and former not in places()}


def footer(zone: str) -> str:
    """The rule by which the zone's clocks go from now on, like `CET-1CEST,M3.5.0,M10.5.0/3`."""
    return files("tzdata.zoneinfo").joinpath(*zone.split("/")).read_bytes().rstrip().rpartition(b"\n")[2].decode()
