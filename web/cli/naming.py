"""Errors whose messages mention ids of an event: reported with the names of its people, slots and tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from matchmaker.errors import MatchmakerError
from matchmaker.models import Event
from matchmaker.planning.problem.names import EventNames
from web.cli.errors import BAD_INPUT, CommandError
from web.cli.language import composed, reader


def names_of(session: Session, event: Event) -> EventNames:
    """The event's names, for the person at the terminal."""
    return EventNames(session, event, reader().language)


@contextmanager
def with_names(
    session: Session, event: Event, kind: type[MatchmakerError], exit_code: int = BAD_INPUT
) -> Iterator[None]:
    """Raise an error of this kind as a CommandError in which ids are names."""
    try:
        yield
    except kind as error:
        names = names_of(session, event)
        raise CommandError([composed(message, names) for message in error.messages], exit_code) from error
