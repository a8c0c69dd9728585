"""Template filters: times and numbers as the reader writes them. A page with a time names its time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from flask import Flask
from markupsafe import Markup

from matchmaker.messages import formats
from matchmaker.messages.texts.history import (
    OF_PEOPLE,
    SOMEBODY_REMOVED,
    VALUES,
    action_message,
    actor_message,
    detail_message,
)
from web.foundation.forms import field_id, field_label
from web.foundation.language import _, composed, reader, shown


def set_up(app: Flask) -> None:
    """Register the filters, and drop the whitespace around template blocks."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    times = (clock_time, clock_range, long_date, date_time, short_date_time, zone_label)
    labels = (field_id, field_label, acting_person, action_label, actor_label, detail_label, detail_value)
    for filter_ in (*times, number, percent, *labels):
        app.jinja_env.filters[filter_.__name__] = filter_


def clock_time(moment: datetime | time, zone: str | None = None) -> str:
    """`09:20`, in the time zone `zone`."""
    return shown(moment, "time", zone)


def clock_range(starts: datetime | time, ends: datetime | time, zone: str | None = None, *, aloud: bool = False) -> str:
    """`09:20–09:40`, or `02:45 CEST–02:05 CET` on a night when the clocks change; `aloud`: with “from” and “to”."""
    first, second = formats.time_range(starts, ends, zone, reader())
    if not aloud:
        return f"{first}–{second}"
    words = Markup(
        '<span class="hidden-label">{} </span>{}<span aria-hidden="true">–</span>'
        '<span class="hidden-label"> {} </span>{}'
    )
    return words.format(_("From"), first, _("to"), second)


def long_date(moment: datetime | date, zone: str | None = None) -> str:
    """`Tuesday 11 May 2027`."""
    return shown(moment, "date", zone)


def date_time(moment: datetime, zone: str) -> str:
    """`Tue 11 May 2027, 09:20 CEST`."""
    return shown(moment, "moment", zone)


def short_date_time(moment: datetime, zone: str) -> str:
    """`Tue 11 May, 09:20`, for lists whose heading names the year and the time zone."""
    return shown(moment, "shortmoment", zone)


def zone_label(zone: str) -> str:
    """`Berlin time (Europe/Berlin)` for `Europe/Berlin`."""
    return shown(zone, "zone")


def action_label(action: str) -> str:
    """What happened, for an action of the history; an action that is no longer known is shown as it is."""
    return composed(action_message(action))


def detail_label(name: str) -> str:
    """The word for a detail of a history entry."""
    return composed(detail_message(name))


def actor_label(kind: str) -> str:
    """The word for a kind of actor in a history entry."""
    return composed(actor_message(kind))


def acting_person(who: str, people: Mapping[str, str]) -> str:
    """An organizer's address, or an attendee's name; `people`: public id -> name."""
    key = who.removeprefix("attendee ")
    return who if key == who else people.get(key) or composed(SOMEBODY_REMOVED())


def detail_value(value: Any, name: str, people: Mapping[str, str]) -> str:
    """A detail of a history entry: a name, words, yes, no, a number, or what people have typed."""
    if name in OF_PEOPLE:
        return people.get(str(value)) or composed(SOMEBODY_REMOVED())
    if value is None:
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        words = [composed(detail_message(item)) if name == "fields" else str(item) for item in value]
        return shown(words, "list")
    if str(value) in VALUES.get(name, {}):
        return composed(VALUES[name][str(value)]())
    return shown(value, "number") if isinstance(value, int | float) else str(value)


def number(value: float | None) -> str:
    """`12,345`, with a decimal only if there is one; a dash for None."""
    return shown(value, "number")


def percent(fraction: float | None, digits: int = 1) -> str:
    """A fraction of 1 in per cent; a dash for None."""
    return shown(fraction, f"percent{digits}")
