"""From the event's local clock to moments and back; times the clock skips or shows twice are named, not guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class ClockError(ValueError):
    """A local time that stands for no moment, or for two; the message is a sentence for people."""


def moment(day: date, at: time, timezone: str) -> datetime:
    """The moment, in UTC, when clocks in `timezone` show `at` on `day`.

    Raises ClockError where the clocks skip that time (spring) or show it twice (autumn).
    """
    zone = ZoneInfo(timezone)
    first = datetime.combine(day, at.replace(fold=0), zone)
    second = first.replace(fold=1)
    utc = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return utc
    shown = f"{at:%H:%M} on {day:%Y-%m-%d}"
    if utc.astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise ClockError(f"{shown} does not exist in {timezone}: the clocks are put forward then. Choose another time.")
    raise ClockError(f"{shown} comes twice in {timezone}: the clocks are put back then. Choose another time.")


def local(at: datetime, timezone: str) -> datetime:
    """`at` as clocks in `timezone` show it (aware)."""
    return at.astimezone(ZoneInfo(timezone))
