"""Conversion between local time and UTC; nonexistent and ambiguous local times are errors, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class ClockError(ValueError):
    """A local time that does not exist or occurs twice; the message is a sentence for users."""


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
    shown = f"{at:%H:%M} on {day:%Y-%m-%d}"
    if utc.astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise ClockError(f"{shown} does not exist in {timezone}: the clocks go forward then. Choose another time.")
    raise ClockError(f"{shown} occurs twice in {timezone}: the clocks go back then. Choose another time.")


def local(at: datetime, timezone: str) -> datetime:
    """The same time in `timezone` (time-zone-aware)."""
    return at.astimezone(ZoneInfo(timezone))
