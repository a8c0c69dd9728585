"""The roster: the attendees of an event, one by one and as a file."""

from matchmaker.roster.attendees import (
    Page,
    add_attendee,
    attendee_by_public_id,
    attendees_called,
    details_of,
    everybody,
    names_of,
    people,
    update_attendee,
)
from matchmaker.roster.export import roster_csv, roster_xlsx
from matchmaker.roster.participation import reinstate_attendee, withdraw_attendee

__all__ = [
    "Page",
    "add_attendee",
    "attendee_by_public_id",
    "attendees_called",
    "details_of",
    "everybody",
    "names_of",
    "people",
    "reinstate_attendee",
    "roster_csv",
    "roster_xlsx",
    "update_attendee",
    "withdraw_attendee",
]
