"""The roster: who comes. Lists are read, mapped, checked, compared with what is there, and brought in as a whole."""

from matchmaker.roster.attendees import (
    Page,
    add_attendee,
    attendee_by_public_id,
    details_of,
    people,
    reinstate,
    update_attendee,
    withdraw_attendee,
)
from matchmaker.roster.commit import (
    Preview,
    Result,
    commit_import,
    import_by_public_id,
    imports_of,
    preview,
    set_answers,
    set_mapping,
    upload,
)
from matchmaker.roster.mapping import TARGETS
from matchmaker.roster.proposal import Outcome
from matchmaker.roster.read import ENCODINGS
from matchmaker.roster.undo import undo_import

__all__ = [
    "ENCODINGS",
    "TARGETS",
    "Outcome",
    "Page",
    "Preview",
    "Result",
    "add_attendee",
    "attendee_by_public_id",
    "commit_import",
    "details_of",
    "import_by_public_id",
    "imports_of",
    "people",
    "preview",
    "reinstate",
    "set_answers",
    "set_mapping",
    "undo_import",
    "update_attendee",
    "upload",
    "withdraw_attendee",
]
