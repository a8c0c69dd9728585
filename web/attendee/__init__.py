"""An attendee's own pages, reached by a personal link: their answers, the directory and their schedule."""

from web.attendee import answers, directory, language, schedule, withdrawal
from web.attendee.blueprint import blueprint

__all__ = ["answers", "blueprint", "directory", "language", "schedule", "withdrawal"]
