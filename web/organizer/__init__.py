"""The organizer's console: from signing in to publishing a plan. One module per subject."""

from web.organizer import (
    agenda,
    answers,
    doors,
    downloads,
    events,
    groups,
    imports,
    links,
    pairs,
    people,
    plans,
    publishing,
    solving,
    tables,
    weights,
)
from web.organizer.blueprint import blueprint

__all__ = [
    "agenda",
    "answers",
    "blueprint",
    "doors",
    "downloads",
    "events",
    "groups",
    "imports",
    "links",
    "pairs",
    "people",
    "plans",
    "publishing",
    "solving",
    "tables",
    "weights",
]
