"""An attendee, Mara, with her personal link, and the people she could meet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from matchmaker.access.links import attendee_secrets
from matchmaker.answers.answers import answers_of
from matchmaker.db import Database
from matchmaker.models import Attendee, Event, Slot, TokenKind
from matchmaker.schemas.answers import Answers
from matchmaker.settings import Settings
from tests.builders import an_attendee
from tests.web.conftest import Browser


@dataclass
class AttendeeClient:
    """A client of one attendee's pages. `people`: first name -> public id of the others; `slots`: ids by time."""

    browser: Browser
    database: Database
    secret: str
    id: int
    public_id: str
    people: dict[str, str] = field(default_factory=dict)
    slots: list[int] = field(default_factory=list)

    def get(self, path: str = "", **more: Any) -> TestResponse:
        return self.browser.get(f"/a/{self.secret}{path}", **more)

    def post(self, path: str, data: dict[str, Any] | None = None) -> TestResponse:
        return self.browser.post(
            f"/a/{self.secret}{path}",
            data={"csrf_token": self.browser.token(f"/a/{self.secret}/saved"), **(data or {})},
        )

    def save(self, **data: Any) -> TestResponse:
        """Submit the answers form with the current version."""
        return self.post("/answers", {"version": self.version(), **data})

    def version(self) -> str:
        found = re.search(r'name="version" value="(\d+)"', self.get("/answers").text)
        assert found, "the page has no form"
        return found[1]

    def saved_answers(self) -> Answers:
        with self.database.reading() as session:
            return answers_of(session, session.get_one(Attendee, self.id))


@pytest.fixture
def mara(app: Flask, database: Database, settings: Settings, event: Event) -> AttendeeClient:
    """Mara, and Ben, Chloé and Dmitri of other organisations, at the event of `organizer`."""
    with database.writing() as session:
        me = an_attendee(session, event, "Mara Lind", organisation="Lind Labs")
        others = [
            an_attendee(session, event, "Ben Okafor", organisation="Okafor & Co", job_title="Buyer"),
            an_attendee(session, event, "Chloé Durand", organisation="Durand"),
            an_attendee(session, event, "Dmitri Ivanov"),
        ]
        secret = attendee_secrets(session, settings.secret_keys, TokenKind.PERSONAL, [me])[me.id]
        slots = session.scalars(select(Slot.id).where(Slot.event_id == event.id).order_by(Slot.starts_at))
        browser = app.test_client()
        assert isinstance(browser, Browser)
        people = {person.name.split()[0]: person.public_id for person in others}
        return AttendeeClient(browser, database, secret, me.id, me.public_id, people, list(slots))


def client_of(database: Database, settings: Settings, like: AttendeeClient, name: str) -> AttendeeClient:
    """The client of one of the others."""
    with database.writing() as session:
        attendee = session.scalars(select(Attendee).where(Attendee.public_id == like.people[name])).one()
        secret = attendee_secrets(session, settings.secret_keys, TokenKind.PERSONAL, [attendee])[attendee.id]
        return AttendeeClient(like.browser, database, secret, attendee.id, attendee.public_id, {}, like.slots)
