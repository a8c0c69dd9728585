"""What a command needs: the settings, an open database of the right shape, the event that was named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.errors import ConfigurationError, NotFoundError
from matchmaker.event import events
from matchmaker.migrations import newest_revision, revision_of, upgrade
from matchmaker.models import Attendee, Event
from matchmaker.roster import find_by_text
from matchmaker.settings import Settings, load_settings
from matchmaker.text import identity


@dataclass(frozen=True)
class Program:
    settings: Settings
    database: Database


@contextmanager
def program(settings: Settings | None = None) -> Iterator[Program]:
    """The program on its database, which is brought up to date if it is the embedded one, else checked.

    Raises ConfigurationError for unsafe settings or a database of another shape.
    """
    settings = settings or load_settings()
    prepare_database(settings)
    database = Database(settings.database_url)
    try:
        yield Program(settings, database)
    finally:
        database.dispose()


def prepare_database(settings: Settings) -> None:
    """An embedded SQLite file is nobody else's to keep up to date; a server's database is its operator's."""
    if revision_of(settings.database_url) == newest_revision():
        return
    if not settings.database_url.startswith("sqlite:"):
        raise ConfigurationError("The database is not up to date with this program. Run: matchmaker db upgrade")
    upgrade(settings.database_url)


def find_event(session: Session, text: str) -> Event:
    """The event with this id or, if only one has it, this name (`spring-forum` is “Spring Forum”)."""
    try:
        return events.event_by_public_id(session, text)
    except NotFoundError:
        named = [event for event in events.all_events(session) if _plain(event.name) == _plain(text)]
    if len(named) > 1:
        raise NotFoundError(f"{len(named)} events are called “{text}”. Use an id: {_ids(named)}.")
    if not named:
        raise NotFoundError(f"There is no event with the id or name “{text}”. See: matchmaker event list")
    return named[0]


def find_person(session: Session, event: Event, text: str) -> Attendee:
    """The attendee with this e-mail address, reference, id or, if only one has it, name."""
    found = find_by_text(session, event, text)
    if not found:
        raise NotFoundError(f"“{text}” is nobody's e-mail address, reference or name at this event.")
    if len(found) > 1:
        raise NotFoundError(f"{len(found)} people are called “{text}”. Use an e-mail address or reference.")
    return found[0]


def _plain(name: str) -> str:
    return identity(name).replace("-", " ")


def _ids(found: list[Event]) -> str:
    return ", ".join(event.public_id for event in found)


event_argument = click.argument("event_name", metavar="EVENT")
json_option = click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
