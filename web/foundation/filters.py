"""How pages show moments, numbers and shares. A time never stands without its zone somewhere beside it."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import Flask

from web.foundation.forms import field_id, place_words


def set_up(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for filter_ in (clock, day, local, short, zone_words, number, share, counted, field_id, place_words, action_words):
        app.jinja_env.filters[filter_.__name__] = filter_


def clock(moment: datetime | time, zone: str | None = None) -> str:
    """`09:20`, on the clock of `zone`."""
    if isinstance(moment, datetime) and zone:
        moment = moment.astimezone(ZoneInfo(zone))
    return f"{moment:%H:%M}"


def day(moment: datetime | date, zone: str | None = None) -> str:
    """`Tuesday 11 May 2027`."""
    if isinstance(moment, datetime) and zone:
        moment = moment.astimezone(ZoneInfo(zone))
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def local(moment: datetime, zone: str) -> str:
    """`Tue 11 May 2027, 09:20 CEST`."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M %Z}"


def short(moment: datetime, zone: str) -> str:
    """`Tue 11 May, 09:20`: for lists whose heading says the zone and the year."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b, %H:%M}"


def zone_words(zone: str) -> str:
    """`Europe/Berlin` as people read it: `Berlin time (Europe/Berlin)`."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"{city} time ({zone})" if "/" in zone else zone


def action_words(action: str) -> str:
    """`roster.committed` of the record, as `Roster committed`."""
    return action.replace(".", " ").replace("_", " ").capitalize()


def number(value: float | None) -> str:
    """`12,345`; decimals only where there are some."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def share(part: float | None, digits: int = 1) -> str:
    """A fraction of 1 as per cent."""
    return "–" if part is None else f"{100 * part:.{digits}f}\u00a0%"


def counted(amount: int, one: str, many: str | None = None) -> str:
    """`1 person`, `3 people`."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"
