"""Errors of the database: a sentence and the right status, nothing written, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, Engine, select, text
from sqlalchemy import event as sql_event
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from matchmaker import db
from matchmaker.db import Database
from matchmaker.models import Event, Group
from tests.builders import a_group
from tests.conftest import POSTGRESQL
from tests.web.conftest import Browser

SHORT_MS = 200


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", SHORT_MS)


@contextmanager
def listening(engine: Engine, name: str, listener: Callable[..., None]) -> Iterator[None]:
    sql_event.listen(engine, name, listener)
    try:
        yield
    finally:
        sql_event.remove(engine, name, listener)


def groups(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Group.name).order_by(Group.id)))


def test_a_locked_database_is_a_sentence_in_bounded_time_and_pages_still_open(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/groups"
    form = {"groups[0].name": "Buyers", "csrf_token": console.token(path), **version_of(console, path)}
    with database.writing() as session:
        a_group(session, session.get_one(Event, event.id, with_for_update=True), "Slow")
        answer = console.post(path, data=form)
        page = console.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Nothing was changed. Try again in a moment." in answer.text
    assert page.status_code == 200
    assert groups(database) == ["Slow"]


def version_of(console: Browser, path: str) -> dict[str, str]:
    page = console.get(path).text
    return {"version": page.partition('name="version" value="')[2].partition('"')[0]}


@pytest.mark.parametrize(("problem", "status"), [("max_page_count=1", 507), ("query_only=ON", 503)])
@pytest.mark.skipif(bool(POSTGRESQL), reason="settings of SQLite")
def test_a_full_or_read_only_sqlite_database_is_a_sentence_and_pages_still_open(
    app: Flask, console: Browser, database: Database, event: Event, problem: str, status: int
) -> None:
    engine = app.extensions["matchmaker"].database.engine
    path = f"/events/{event.public_id}/tables"
    form = {"csrf_token": console.token(path), "names": "Desk 1-400", "capacity": "1", **version_of(console, path)}
    engine.dispose()  # the next connection has the limit

    def limit(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA {problem}")  # type: ignore[attr-defined]  # the driver's

    with listening(engine, "connect", limit):
        answer = console.post(path, data=form)
        page = console.get(path)
    engine.dispose()
    assert answer.status_code == status
    assert "Nothing was changed" in answer.text
    assert "Tell the operator" in answer.text
    assert page.status_code == 200
    with database.reading() as session:
        assert len(session.get_one(Event, event.id).tables) == 3


def page_for(app: Flask, error: Exception) -> tuple[int, str]:
    """Status and text of the page that a request gets whose view raises this error."""
    with app.test_request_context("/sign-in", method="POST"):
        answer = app.make_response(app.handle_user_exception(error))
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("condition", [Group.min_meetings == 2**70, Group.name == "\ud800"], ids=["number", "text"])
def test_a_value_that_no_column_can_hold_is_a_sentence_on_both_databases(
    app: Flask, database: Database, condition: ColumnElement[bool]
) -> None:
    with pytest.raises(DataError) as raised, database.writing() as session:
        session.execute(select(Group).where(condition))
    status, page = page_for(app, raised.value)
    assert (status, "cannot be stored" in page) == (422, True)


def test_somebody_who_wrote_the_same_at_the_same_time_is_a_conflict(
    app: Flask, database: Database, event: Event
) -> None:
    with pytest.raises(IntegrityError) as raised, database.writing() as session:
        session.add_all(Group(event_id=event.id, name="Buyers", key="buyers") for _ in range(2))
    status, page = page_for(app, raised.value)
    assert (status, "at the same time" in page) == (409, True)
    assert groups(database) == []


def test_a_fault_in_a_statement_remains_a_fault_of_the_program(app: Flask, database: Database) -> None:
    with pytest.raises(DBAPIError) as raised, database.reading() as session:
        session.execute(text("SELECT * FROM no_such_table"))
    with pytest.raises(DBAPIError):
        page_for(app, raised.value)


def test_a_missing_value_is_a_fault_of_the_program_and_no_conflict(app: Flask, database: Database) -> None:
    with pytest.raises(IntegrityError) as raised, database.writing() as session:
        session.execute(text("INSERT INTO audit_entry (event_id) VALUES (NULL)"))
    with pytest.raises(IntegrityError):
        page_for(app, raised.value)
