"""The roster: who comes. Attendees one by one, and as a file."""

from matchmaker.roster.attendees import (
    Page,
    add_attendee,
    attendee_by_public_id,
    attendees_called,
    details_of,
    everybody,
    names_of,
    people,
    reinstate,
    update_attendee,
    withdraw_attendee,
)
from matchmaker.roster.export import roster_csv, roster_xlsx

__all__ = [
    "Page",
    "add_attendee",
    "attendee_by_public_id",
    "attendees_called",
    "details_of",
    "everybody",
    "names_of",
    "people",
    "reinstate",
    "roster_csv",
    "roster_xlsx",
    "update_attendee",
    "withdraw_attendee",
]
