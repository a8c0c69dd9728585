"""What a personal page keeps to itself: above all, who does not want to meet whom."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from python_calamine import CalamineWorkbook
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.access.links import revoke_links
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Attendee, Base, Event, Grade, Request, TokenKind
from matchmaker.roster.export import roster_csv
from matchmaker.settings import Settings
from tests.web.attendee.conftest import Guest, somebody
from tests.web.attendee.test_schedule import publish_meetings
from tests.web.conftest import Browser

MARAS_PAGES = ["", "/answers", "/saved", "/directory", "/directory?q=ben", "/schedule", "/calendar.ics", "/withdraw"]
_TOKEN = re.compile(r'(name="csrf_token" value|name="csrf-token" content)="[^"]*"')


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """Two looks at a page differ only by what was changed between them."""
    with time_machine.travel(datetime(2027, 5, 1, 12, tzinfo=UTC), tick=False):
        yield


def look(browser: Browser, path: str, **more: str) -> object:
    """What somebody who opens this address can know."""
    answer = browser.get(path, headers=more)
    assert answer.status_code in {200, 303}, path
    if str(answer.mimetype).endswith("spreadsheetml.sheet"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return answer.data if answer.mimetype == "application/zip" else _TOKEN.sub("", answer.text)


def all_that_ben_can_see(ben: Guest) -> dict[str, object]:
    seen = {path: look(ben.browser, f"/a/{ben.secret}{path}") for path in MARAS_PAGES}
    return seen | {"json": look(ben.browser, f"/a/{ben.secret}/directory", Accept="application/json")}


def all_that_the_organizer_can_see(console: Browser, event: Event, people: list[str]) -> dict[str, object]:
    """Every page and file of the organizer's that an event, a person or its first plan leads to."""
    given = {"event_id": event.public_id, "number": 1}
    rules = [rule for rule in console.application.url_map.iter_rules() if rule.endpoint.startswith("organizer.")]
    paths = []
    for rule in rules:
        if "GET" not in (rule.methods or ()) or "event_id" not in rule.arguments:
            continue
        for person in people if "person_id" in rule.arguments else [""]:
            built = rule.build(given | {"person_id": person}) if rule.arguments <= {*given, "person_id"} else None
            paths += [built[1]] if built else []
    assert len(set(paths)) > 15
    return {path: look(console, path) for path in set(paths)}


def say(session: Session, mara: Guest, grade: Grade | None) -> None:
    """As if Mara had said this of Ben long ago: no version, no record, nothing but the request itself."""
    session.execute(delete(Request))
    if grade:
        ben = session.scalars(select(Attendee.id).where(Attendee.public_id == mara.people["Ben"])).one()
        session.add(Request(attendee_id=mara.id, other_id=ben, grade=grade))


def test_no_page_file_or_count_tells_of_a_no_thanks(
    mara: Guest, console: Browser, database: Database, settings: Settings, event: Event
) -> None:
    publish_meetings(mara, database, event, [("Chloé", 0, 0)])
    ben = somebody(database, settings, mara, "Ben")
    for guest in (mara, ben):
        guest.save(about="Here I am.")
    seen = {}
    for grade in (None, Grade.NO, Grade.LIKE):
        with database.writing() as session:
            say(session, mara, grade)
        seen[grade] = (
            all_that_ben_can_see(ben),
            all_that_the_organizer_can_see(console, event, [mara.public_id, ben.public_id]),
            look(mara.browser, f"/a/{mara.secret}/answers"),
        )
    for of_a_no, without in zip(seen[Grade.NO][:2], seen[None][:2], strict=True):
        assert [path for path in without if of_a_no[path] != without[path]] == []
    assert seen[Grade.NO][2] != seen[None][2]  # its author sees it
    wish, nothing = seen[Grade.LIKE][1], seen[None][1]
    assert [path for path in nothing if wish[path] != nothing[path]] != []  # and a wish is not hidden: we do look


def test_the_exported_roster_holds_wishes_but_no_no_thanks(mara: Guest, database: Database, event: Event) -> None:
    files = {}
    for grade in (None, Grade.NO, Grade.LIKE):
        with database.writing() as session:
            say(session, mara, grade)
            files[grade] = roster_csv(session, session.get_one(Event, event.id))
    assert files[Grade.NO] == files[None]
    assert files[Grade.LIKE] != files[None]


def test_a_save_with_a_no_thanks_is_recorded_like_any_other(mara: Guest, console: Browser, event: Event) -> None:
    pages = []
    for grade in ("", "no"):
        mara.save(**{f"grade-{mara.people['Ben']}": grade})
        page = console.get(f"/events/{event.public_id}/history").text
        pages.append(_TOKEN.sub("", page).count(mara.people["Ben"]))
    assert pages == [0, 0]


def test_personal_pages_are_kept_out_of_caches_and_referrers(mara: Guest) -> None:
    headers = {path: mara.get(path).headers for path in MARAS_PAGES}
    assert {told["Referrer-Policy"] for told in headers.values()} == {"no-referrer"}
    assert "private" in headers.pop("/calendar.ics")["Cache-Control"]
    assert {told["Cache-Control"] for told in headers.values()} == {"no-store"}


def test_opening_a_page_changes_nothing(mara: Guest, database: Database) -> None:
    before = everything(database)
    for path in MARAS_PAGES:
        mara.get(path)
        assert everything(database) == before, path


def test_a_link_that_was_taken_back_or_never_was_opens_nothing(mara: Guest, database: Database, event: Event) -> None:
    with database.writing() as session:
        me = session.get_one(Attendee, mara.id)
        revoke_links(session, COMMAND_LINE, session.get_one(Event, event.id), me, TokenKind.PERSONAL)
    answers = [
        mara.browser.get(f"/a/{secret}{path}").status_code
        for secret in (mara.secret, "nothing")
        for path in MARAS_PAGES
    ]
    assert set(answers) == {404}


def test_a_post_without_the_forms_token_does_nothing(mara: Guest, database: Database) -> None:
    before = everything(database)
    for path in ("/answers", "/directory", "/withdraw", "/come-back", "/feed"):
        answer = mara.browser.post(f"/a/{mara.secret}{path}", data={"version": "1", "about": "forged"})
        assert (answer.status_code, everything(database)) == (400, before), path


def test_a_get_of_what_only_a_post_may_do_is_refused(mara: Guest) -> None:
    assert mara.get("/come-back").status_code == 405
    assert mara.get("/feed").status_code == 405


def everything(database: Database) -> dict[str, list[str]]:
    """All rows of all tables."""
    with database.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all())) for table in Base.metadata.sorted_tables
        }
