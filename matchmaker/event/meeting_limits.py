"""How many meetings a person may have: own limits first, then the group's, then the event's."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.models import Attendee, Event

Bounds = tuple[int | None, int | None]
"""Minimum and maximum; None: not set."""


@dataclass(frozen=True)
class MeetingLimits:
    """The limits that apply to a person: `least` meetings, and at most `most` (None: no maximum)."""

    least: int
    most: int | None


def meeting_limits(event: Event, own: Bounds, group: Bounds) -> MeetingLimits:
    """Minimum and maximum, each on its own: the person's if set, else the group's, else the event's.

    The minimum may exceed the maximum, since the two can come from different levels.
    """
    least = _first_set(own[0], group[0], event.default_min_meetings)
    most = _first_set(own[1], group[1], event.default_max_meetings)
    return MeetingLimits(least or 0, most)


def organizer_limits(event: Event, attendee: Attendee) -> MeetingLimits:
    """The range within which the attendee may choose a maximum: the limits without the attendee's own maximum.

    A higher maximum already stored for the attendee was granted by the organizer and stays allowed.
    """
    group = attendee.group
    bounds = (group.min_meetings, group.max_meetings) if group else (None, None)
    limits = meeting_limits(event, (attendee.min_meetings, None), bounds)
    if limits.most is None:
        return limits
    return MeetingLimits(limits.least, max(limits.most, attendee.max_meetings or 0))


def _first_set(*limits: int | None) -> int | None:
    return next((limit for limit in limits if limit is not None), None)
