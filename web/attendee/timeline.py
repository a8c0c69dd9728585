"""The day as a picture: where its meetings stand between its first and its last hour, in units of the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from matchmaker.publishing import ScheduledMeeting

WIDTH = 1000


@dataclass(frozen=True)
class Mark:
    """A meeting in the picture: its left edge and width of WIDTH."""

    x: float
    width: float
    meeting: ScheduledMeeting


@dataclass(frozen=True)
class Hour:
    x: float
    words: str


@dataclass(frozen=True)
class Day:
    """One day of a schedule: the meetings in time order, and their picture."""

    date: date
    meetings: tuple[ScheduledMeeting, ...]
    marks: tuple[Mark, ...]
    hours: tuple[Hour, ...]


def days(meetings: Sequence[ScheduledMeeting], zone: str) -> list[Day]:
    """The meetings by day of the event's own clock."""
    there = ZoneInfo(zone)
    by_day = groupby(meetings, key=lambda meeting: meeting.starts_at.astimezone(there).date())
    return [_day(day, tuple(found), there) for day, found in by_day]


def _day(day: date, meetings: tuple[ScheduledMeeting, ...], there: ZoneInfo) -> Day:
    first = meetings[0].starts_at.astimezone(there).replace(minute=0, second=0)
    end = max(meeting.ends_at for meeting in meetings)
    hours = max(1, -(-(end - first) // timedelta(hours=1)))
    unit = WIDTH / (hours * 3600)

    def x(moment: datetime) -> float:
        return round((moment - first).total_seconds() * unit, 1)

    marks = tuple(
        Mark(x(meeting.starts_at), round(x(meeting.ends_at) - x(meeting.starts_at), 1), meeting) for meeting in meetings
    )
    return Day(day, meetings, marks, tuple(_hours(first, hours)))


def _hours(first: datetime, hours: int) -> list[Hour]:
    """At most seven labels, so that they can be read on a telephone."""
    step = -(-hours // 6)
    moments = [(k, first.timestamp() + k * 3600) for k in range(0, hours + 1, step)]
    return [
        Hour(round(k * WIDTH / hours, 1), f"{datetime.fromtimestamp(stamp, first.tzinfo):%H:%M}")
        for k, stamp in moments
    ]
