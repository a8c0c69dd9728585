"""Template filters: times, numbers and counts as pages write them. Every page with a time names its time zone."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import Flask

from solver.lists_and_counts import counted
from web.foundation.forms import field_id, field_label


def set_up(app: Flask) -> None:
    """Register the filters, and drop the whitespace around template blocks."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    times = (clock_time, long_date, date_time, short_date_time, zone_label)
    for filter_ in (*times, number, percent, counted, field_id, field_label, action_label):
        app.jinja_env.filters[filter_.__name__] = filter_


def clock_time(moment: datetime | time, zone: str | None = None) -> str:
    """`09:20`, in the time zone `zone`."""
    if isinstance(moment, datetime) and zone:
        moment = moment.astimezone(ZoneInfo(zone))
    return f"{moment:%H:%M}"


def long_date(moment: datetime | date, zone: str | None = None) -> str:
    """`Tuesday 11 May 2027`."""
    if isinstance(moment, datetime) and zone:
        moment = moment.astimezone(ZoneInfo(zone))
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def date_time(moment: datetime, zone: str) -> str:
    """`Tue 11 May 2027, 09:20 CEST`."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M %Z}"


def short_date_time(moment: datetime, zone: str) -> str:
    """`Tue 11 May, 09:20`, for lists whose heading names the year and the time zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b, %H:%M}"


def zone_label(zone: str) -> str:
    """`Berlin time (Europe/Berlin)` for `Europe/Berlin`."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"{city} time ({zone})" if "/" in zone else zone


def action_label(action: str) -> str:
    """`Roster committed` for the history's action `roster.committed`."""
    return action.replace(".", " ").replace("_", " ").capitalize()


def number(value: float | None) -> str:
    """`12,345`, with a decimal only if there is one; a dash for None."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def percent(fraction: float | None, digits: int = 1) -> str:
    """A fraction of 1 in per cent; a dash for None."""
    return "–" if fraction is None else f"{100 * fraction:.{digits}f}\u00a0%"
