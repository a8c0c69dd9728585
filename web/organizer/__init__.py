"""The organizer's console: from signing in to publishing a plan. One module per subject."""

from web.organizer import doors, events
from web.organizer.blueprint import blueprint

__all__ = ["blueprint", "doors", "events"]
