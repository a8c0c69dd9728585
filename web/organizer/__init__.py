"""The organizer's pages, from signing in to publishing a plan. One module per subject."""

from web.organizer import (
    agenda,
    answers,
    board,
    downloads,
    events,
    explanations,
    groups,
    people,
    person_pairs,
    personal_links,
    plans,
    publish,
    roster_import,
    runs,
    sign_in,
    tables,
    weights,
)
from web.organizer.blueprint import blueprint

__all__ = [
    "agenda",
    "answers",
    "blueprint",
    "board",
    "downloads",
    "events",
    "explanations",
    "groups",
    "people",
    "person_pairs",
    "personal_links",
    "plans",
    "publish",
    "roster_import",
    "runs",
    "sign_in",
    "tables",
    "weights",
]
