"""Attendees read their pages in the event's language, or in the one that they choose."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import Attendee, AuditEntry, Event
from tests.pseudo_language import CODE, pseudo, write_catalogue
from tests.web.attendee.conftest import AttendeeClient


@pytest.fixture
def two_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_catalogue(tmp_path)
    monkeypatch.setenv("TRANSLATIONS_FOLDER", str(tmp_path))


def test_with_one_language_there_is_no_choice(mara: AttendeeClient) -> None:
    assert "f-language" not in mara.get().text


@pytest.mark.usefixtures("two_languages")
def test_pages_are_in_the_language_of_the_event(mara: AttendeeClient, database: Database, event: Event) -> None:
    with database.writing() as session:
        session.get_one(Event, event.id).language = CODE
    page = mara.get().text
    assert f'<html lang="{CODE}"' in page
    assert pseudo("My schedule") in page


@pytest.mark.usefixtures("two_languages")
def test_an_attendee_chooses_another_language(mara: AttendeeClient, database: Database) -> None:
    assert mara.post("/language", {"language": CODE}).status_code == 303
    assert pseudo("My schedule") in mara.get().text
    with database.reading() as session:
        assert session.get_one(Attendee, mara.id).language == CODE
        assert "attendee.language_set" in session.scalars(select(AuditEntry.action)).all()


@pytest.mark.usefixtures("two_languages")
def test_an_unknown_language_is_refused_and_changes_nothing(mara: AttendeeClient, database: Database) -> None:
    assert mara.post("/language", {"language": "xx"}).status_code == 422
    with database.reading() as session:
        assert session.get_one(Attendee, mara.id).language is None
