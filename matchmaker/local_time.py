"""Conversion between local time and UTC; nonexistent and ambiguous local times are errors, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from matchmaker.messages import Message
from matchmaker.messages.texts.schemas import TIME_SKIPPED, TIME_TWICE


class ClockError(ValueError):
    """A local time that does not exist or occurs twice."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


def moment(day: date, at: time, timezone: str) -> datetime:
    """The UTC time at which clocks in `timezone` show `at` on `day`.

    Raises ClockError if clocks skip this time (in spring) or show it twice (in autumn).
    """
    zone = ZoneInfo(timezone)
    first = datetime.combine(day, at.replace(fold=0), zone)
    second = first.replace(fold=1)
    utc = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return utc
    shown = {"at": f"{at:%H:%M}", "day": f"{day:%Y-%m-%d}", "timezone": timezone}
    if utc.astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise ClockError(TIME_SKIPPED(**shown))
    raise ClockError(TIME_TWICE(**shown))


def local(at: datetime, timezone: str) -> datetime:
    """The same time in `timezone` (time-zone-aware)."""
    return at.astimezone(ZoneInfo(timezone))
