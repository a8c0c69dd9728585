"""Importing a long list: its page shows the progress, offers to stop, and then the changes page by page."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import Event, ImportWork, RosterImport
from matchmaker.roster.importing import ImportProgress, Stage
from matchmaker.roster.importing.work import check_claimed, commit_claimed
from tests.builders import an_attendee
from tests.web.conftest import Browser
from tests.web.organizer.test_people import digest, people, upload
from web.foundation import background
from web.organizer import roster_import

LONG = "Name;E-mail\n" + "".join(f"Person {n};p{n}@example.org\n" for n in range(250))


class Paused:
    """Work that reports the checking of row 100 and then waits."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.ended = threading.Event()

    def check(self, claim: object) -> None:
        self._wait(claim)
        try:
            check_claimed(claim)  # type: ignore[arg-type]
        finally:
            self.ended.set()

    def commit(self, claim: object, *given: object, **options: object) -> object:
        self._wait(claim)
        try:
            return commit_claimed(claim, *given, **options)  # type: ignore[arg-type]
        finally:
            self.ended.set()

    def finish(self) -> None:
        self.go_on.set()
        assert self.ended.wait(20)

    def _wait(self, claim: object) -> None:
        claim(ImportProgress(Stage.CHECKING, 100, 250))  # type: ignore[operator]
        self.go_on.wait(20)


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> Iterator[Paused]:
    """Every check and commit waits until it may go on, and no response waits for it."""
    paused = Paused()
    monkeypatch.setattr(roster_import, "check_claimed", paused.check)
    monkeypatch.setattr(roster_import, "commit_claimed", paused.commit)
    monkeypatch.setattr(background, "PATIENCE", 0.2)
    yield paused
    paused.go_on.set()


def test_the_page_shows_the_progress_and_then_the_changes(console: Browser, event: Event, paused: Paused) -> None:
    path = upload(console, event, LONG)
    page = console.get(path).text
    assert "Checking the rows: 100 of 250" in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert re.search(r'<progress value="0\.2\d*"', page)
    paused.finish()
    assert "All 250" in console.get(path).text


def test_a_check_can_be_stopped_and_started_again(console: Browser, event: Event, paused: Paused) -> None:
    path = upload(console, event, LONG)
    assert console.send(f"{path}/stop").status_code == 303
    paused.finish()
    page = console.get(path).text
    assert "The work on this list was stopped. Nothing was imported." in page
    assert "All 250" not in page
    paused.ended.clear()
    assert console.send(f"{path}/check").status_code == 303
    paused.finish()
    assert "All 250" in console.get(path).text


def test_a_commit_shows_its_progress_and_its_end(
    console: Browser, database: Database, event: Event, paused: Paused
) -> None:
    paused.go_on.set()
    path = upload(console, event, LONG)
    paused.ended.wait(20)
    seen = digest(console, path)
    paused.go_on.clear()
    paused.ended.clear()
    assert console.send(f"{path}/commit", {"seen": seen}).status_code == 303
    assert "Checking the rows" in console.get(path).text
    again = console.send(f"{path}/commit", {"seen": seen}, follow_redirects=True)
    assert "This list is still being checked." in again.text
    paused.finish()
    assert "This list was imported" in console.get(path).text
    assert len(people(database)) == 250


def test_a_commit_that_is_refused_after_its_response_says_so_on_the_page(
    console: Browser, database: Database, event: Event, paused: Paused
) -> None:
    paused.go_on.set()
    path = upload(console, event, "Name;E-mail\nAda;ada@example.org\n")
    paused.ended.wait(20)
    seen = digest(console, path)
    paused.go_on.clear()
    paused.ended.clear()
    console.send(f"{path}/commit", {"seen": seen})
    with database.writing() as session:
        an_attendee(session, session.get_one(Event, event.id), "Ada", email="ada@example.org", job_title="Countess")
    paused.finish()
    page = console.get(path).text
    assert "The roster has changed since you looked at this import." in page
    assert digest(console, path) != seen


def test_a_refused_commit_shows_the_fresh_changes(console: Browser, database: Database, event: Event) -> None:
    path = upload(console, event, "Name;E-mail\nAda;ada@example.org\n")
    seen = digest(console, path)
    with database.writing() as session:
        an_attendee(session, session.get_one(Event, event.id), "Ada Byron", email="ada@example.org")
    assert "The roster has changed since this list was checked." in console.get(path).text
    answer = console.send(f"{path}/commit", {"seen": seen})
    assert answer.status_code == 409
    assert '<del translate="no">Ada Byron</del> → <span translate="no">Ada' in answer.text
    with database.reading() as session:
        assert session.scalars(select(ImportWork)).all() == []


def test_an_outdated_preview_can_be_checked_again(console: Browser, database: Database, event: Event) -> None:
    path = upload(console, event, "Name;E-mail\nAda;ada@example.org\n")
    with database.writing() as session:
        an_attendee(session, session.get_one(Event, event.id), "Ada Byron", email="ada@example.org")
    console.send(f"{path}/check")
    page = console.get(path).text
    assert '<del translate="no">Ada Byron</del> → <span translate="no">Ada' in page
    assert "The roster has changed since this list was checked." not in page


def test_rows_are_shown_by_result_and_page(console: Browser, event: Event) -> None:
    path = upload(console, event, LONG + "Eve;eve at example\n")
    assert "Page 2 of 3" in console.get(f"{path}?page=2").text
    faulty = console.get(f"{path}?show=faulty").text
    assert "“eve at example” is not an e-mail address" in faulty
    assert faulty.count('<th scope="row" class="wrap-anywhere">Person') == 0


def test_an_upload_is_discarded(console: Browser, database: Database, event: Event) -> None:
    path = upload(console, event, LONG)
    assert console.send(f"{path}/discard").status_code == 303
    assert console.get(path).status_code == 404
    with database.reading() as session:
        assert session.scalars(select(RosterImport)).all() == []


def test_an_imported_list_cannot_be_discarded(console: Browser, database: Database, event: Event) -> None:
    path = upload(console, event, "Name;E-mail\nAda;ada@example.org\n")
    console.send(f"{path}/commit", {"seen": digest(console, path)})
    assert "This import is finished." in console.send(f"{path}/discard", follow_redirects=True).text
    assert people(database) == ["Ada"]


def test_another_encoding_is_applied_to_headings_too(console: Browser, event: Event) -> None:
    file = (io.BytesIO("Imię;Größe;Name\nx;y;Łucja\n".encode("cp1250")), "list.csv")
    path = console.send(
        f"/events/{event.public_id}/import", {"file": file}, content_type="multipart/form-data"
    ).location
    fields = {"columns[0]": "ignore", "columns[1]": "ignore", "columns[2]": "name", "encoding": "cp1250"}
    assert console.send(f"{path}/mapping", fields).status_code == 303
    page = console.get(path).text
    assert ("Łucja" in page, "Imię" in page) == (True, True)
