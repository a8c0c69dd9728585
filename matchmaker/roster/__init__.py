"""The roster: the attendees of an event, one by one and as a file."""

from matchmaker.roster.attendees import (
    add_attendee,
    all_attendees,
    attendee_by_public_id,
    details_of,
    find_attendees,
    find_by_text,
    found_ids,
    names_of,
    update_attendee,
)
from matchmaker.roster.export import roster_csv, roster_xlsx
from matchmaker.roster.rows.field_texts import as_text
from matchmaker.roster.withdrawal import reinstate_attendee, withdraw_attendee

__all__ = [
    "add_attendee",
    "all_attendees",
    "as_text",
    "attendee_by_public_id",
    "details_of",
    "find_attendees",
    "find_by_text",
    "found_ids",
    "names_of",
    "reinstate_attendee",
    "roster_csv",
    "roster_xlsx",
    "update_attendee",
    "withdraw_attendee",
]
