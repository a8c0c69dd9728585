"""The database loses no update, and its schema is that of the models."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.migrations import configuration
from matchmaker.models import Event
from matchmaker.settings import Settings
from tests.builders import an_event

WRITERS, ROUNDS = 4, 25


def add_one(database: Database, event_id: int) -> None:
    with database.writing() as session:
        event = session.get_one(Event, event_id, with_for_update=True)  # SQLite locks as a whole, PostgreSQL by row
        event.request_limit += 1


def test_no_concurrent_update_is_lost(database: Database) -> None:
    with database.writing() as session:
        event_id = an_event(session, request_limit=0).id
    writers = [
        threading.Thread(target=lambda: [add_one(database, event_id) for _ in range(ROUNDS)]) for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading() as session:
        assert session.get_one(Event, event_id).request_limit == WRITERS * ROUNDS


def test_a_reading_session_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        an_event(session, name="Before")
    with database.reading() as session:
        session.scalars(select(Event)).one().name = "After"
        session.flush()
    with database.reading() as session:
        assert session.scalars(select(Event.name)).all() == ["Before"]


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail(session: Session) -> None:
        an_event(session)
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"), database.writing() as session:
        fail(session)
    with database.reading() as session:
        assert session.scalars(select(Event)).all() == []


def test_a_new_database_file_is_its_owners_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'data' / 'new.db'}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE kept (word TEXT)"))
        session.execute(text("INSERT INTO kept VALUES ('x')"))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    database.dispose()
    assert modes == {0o600}


def test_what_was_sent_to_the_database_is_not_in_its_errors(database: Database) -> None:
    with pytest.raises(DBAPIError) as error, database.reading() as session:
        session.execute(text("SELECT secret FROM nowhere WHERE word = :word"), {"word": "confidential"})
    assert "confidential" not in str(error.value)


def test_the_migrations_produce_the_schema_of_the_models(settings: Settings) -> None:
    command.check(configuration(settings.database_url))
