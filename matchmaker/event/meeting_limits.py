"""How many meetings a person has: own limits, else the group's, else the event's."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.models import (
    Attendee,
    Event,
)


@dataclass(frozen=True)
class MeetingLimits:
    """What the organizer set for this attendee: at least, and at most (None: as many as fit)."""

    least: int
    most: int | None


def meeting_limits(event: Event, attendee: Attendee) -> MeetingLimits:
    """The attendee's, else the group's, else the event's minimum; the group's, else the event's maximum.

    A higher maximum that the organizer granted this attendee alone is within the limits.
    """
    group = attendee.group
    least = _first(attendee.min_meetings, group.min_meetings if group else None, event.default_min_meetings) or 0
    most = _first(group.max_meetings if group else None, event.default_max_meetings)
    if most is not None:
        most = max(most, attendee.max_meetings or 0)
    return MeetingLimits(least, most)


def _first(*limits: int | None) -> int | None:
    return next((limit for limit in limits if limit is not None), None)
