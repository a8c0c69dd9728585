"""Who a mail or a calendar is for."""

from __future__ import annotations

from matchmaker.messages import Reader, language
from matchmaker.models import Attendee, Event


def reader_of(event: Event, attendee: Attendee) -> Reader:
    """The attendee, in their own language or the event's."""
    return Reader(language(attendee.language or event.language))
