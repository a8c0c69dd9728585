"""The organizer's console: from signing in to publishing a plan. One module per subject."""

from web.organizer import (
    agenda,
    answers_received,
    downloads,
    events,
    groups,
    people,
    person_pairs,
    personal_links,
    plans,
    publishing,
    roster_import,
    sign_in,
    solving,
    tables,
    weights,
)
from web.organizer.blueprint import blueprint

__all__ = [
    "agenda",
    "answers_received",
    "blueprint",
    "downloads",
    "events",
    "groups",
    "people",
    "person_pairs",
    "personal_links",
    "plans",
    "publishing",
    "roster_import",
    "sign_in",
    "solving",
    "tables",
    "weights",
]
