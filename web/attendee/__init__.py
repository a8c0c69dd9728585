"""An attendee's own pages, reached by a personal link: what they say, whom they find, whom they will meet."""

from web.attendee import answers, directory, schedule, withdrawal
from web.attendee.blueprint import blueprint

__all__ = ["answers", "blueprint", "directory", "schedule", "withdrawal"]
