"""A day's meetings as a picture: a timeline from the first hour to the last, `WIDTH` units wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from matchmaker.publishing import ScheduledMeeting

WIDTH = 1000
_MOST_HOUR_STEPS = 6  # seven labels can be read on a phone


@dataclass(frozen=True)
class MeetingMark:
    """`x` and `width`: the left edge and the width of a meeting in the picture, in units of WIDTH."""

    x: float
    width: float
    meeting: ScheduledMeeting


@dataclass(frozen=True)
class HourMark:
    """A labelled hour at `x`, in units of WIDTH."""

    x: float
    label: str


@dataclass(frozen=True)
class TimelineDay:
    """One day of a schedule: its meetings by time, and their picture."""

    date: date
    meetings: tuple[ScheduledMeeting, ...]
    meeting_marks: tuple[MeetingMark, ...]
    hour_marks: tuple[HourMark, ...]


def timeline_days(meetings: Sequence[ScheduledMeeting], zone: str) -> list[TimelineDay]:
    """The meetings by day in the time zone `zone`; `meetings` must be ordered by time."""
    timezone = ZoneInfo(zone)
    by_day = groupby(meetings, key=lambda meeting: meeting.starts_at.astimezone(timezone).date())
    return [_timeline_day(day, tuple(found), timezone) for day, found in by_day]


def _timeline_day(day: date, meetings: tuple[ScheduledMeeting, ...], timezone: ZoneInfo) -> TimelineDay:
    first = meetings[0].starts_at.astimezone(timezone).replace(minute=0, second=0)
    end = max(meeting.ends_at for meeting in meetings)
    hours = max(1, -(-(end - first) // timedelta(hours=1)))
    unit = WIDTH / (hours * 3600)

    def x(moment: datetime) -> float:
        return round((moment - first).total_seconds() * unit, 1)

    marks = (MeetingMark(x(m.starts_at), round(x(m.ends_at) - x(m.starts_at), 1), m) for m in meetings)
    return TimelineDay(day, meetings, tuple(marks), tuple(_hour_marks(first, hours)))


def _hour_marks(first: datetime, hours: int) -> list[HourMark]:
    step = -(-hours // _MOST_HOUR_STEPS)
    moments = [(k, first.timestamp() + k * 3600) for k in range(0, hours + 1, step)]
    return [
        HourMark(round(k * WIDTH / hours, 1), f"{datetime.fromtimestamp(stamp, first.tzinfo):%H:%M}")
        for k, stamp in moments
    ]
