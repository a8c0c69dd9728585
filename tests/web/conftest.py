"""The application on a database for one test, and clients: anonymous, signed in, and another organizer's."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from playwright.sync_api import Browser as Chromium
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from matchmaker.access import organizers
from matchmaker.access.organizers import ensure_organizer, set_password
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Event, EventOrganizer, Organizer
from matchmaker.settings import Settings
from tests.builders import an_event
from tests.chromium import chromium as running_chromium
from web import create_app
from web.foundation import background

PASSWORD = "a fine long password"


class Browser(FlaskClient):
    """A test client that sends the CSRF token, like a form in a browser."""

    def token(self, path: str = "/sign-in") -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get(path).text)
        assert found, "the page holds no forgery token"
        return found[1]

    def send(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """POST a form."""
        return self.post(path, data={"csrf_token": self.token(), **(data or {})}, **more)

    def sign_in(self, email: str, password: str = PASSWORD) -> Browser:
        answer = self.send("/sign-in", {"email": email, "password": password})
        assert answer.status_code == 303, answer.text
        return self


@pytest.fixture(autouse=True, scope="session")
def cheap_password_hashes() -> Iterator[None]:
    """Hash passwords at the lowest cost: nearly every test signs somebody in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(organizers, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(autouse=True, scope="session")
def patient_background() -> Iterator[None]:
    """Let responses wait for the work that goes on in the background, however busy the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(background, "PATIENCE", 60.0)
        yield


@pytest.fixture(scope="session")
def template_cache(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Compiled page templates, shared by the applications of all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, template_cache: BytecodeCache) -> Iterator[Flask]:
    app = create_app(settings)
    app.jinja_env.bytecode_cache = template_cache
    app.test_client_class = Browser
    yield app
    app.extensions["matchmaker"].database.dispose()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The address at which the application is served, without a trailing slash."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def client(app: Flask) -> Browser:
    """An anonymous visitor."""
    return _browser(app)


@pytest.fixture
def organizer(database: Database) -> Organizer:
    return an_organizer(database, "olga@example.org", "Olga Organizer")


@pytest.fixture
def event(database: Database, organizer: Organizer) -> Event:
    """An event of `organizer` with a morning of four slots, three tables and no attendees."""
    with database.writing() as session:
        event = an_event(session)
        session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id))
    return event


@pytest.fixture
def console(app: Flask, organizer: Organizer) -> Browser:
    """`organizer`, signed in."""
    return _browser(app).sign_in(organizer.email)


@pytest.fixture
def stranger(app: Flask, database: Database) -> Browser:
    """Another organizer, signed in, without events."""
    return _browser(app).sign_in(an_organizer(database, "sven@example.org", "Sven Stranger").email)


def an_organizer(database: Database, email: str, name: str) -> Organizer:
    with database.writing() as session:
        organizer = ensure_organizer(session, COMMAND_LINE, email, name)
        set_password(session, COMMAND_LINE, organizer, PASSWORD)
    return organizer


def _browser(app: Flask) -> Browser:
    client = app.test_client()
    assert isinstance(client, Browser)
    return client
