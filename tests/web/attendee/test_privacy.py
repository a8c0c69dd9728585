"""Privacy of the personal pages; above all, a “no thanks” stays secret."""

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
from tests.web.attendee.conftest import AttendeeClient, client_of
from tests.web.attendee.test_schedule import publish_meetings
from tests.web.conftest import Browser

MARAS_PAGES = ["", "/answers", "/saved", "/directory", "/directory?q=ben", "/schedule", "/calendar.ics", "/withdraw"]
_TOKEN = re.compile(r'(name="csrf_token" value|name="csrf-token" content)="[^"]*"')


@pytest.fixture(autouse=True)
def fixed_time() -> Iterator[None]:
    """So that two visits to a page differ only by what changed between them."""
    with time_machine.travel(datetime(2027, 5, 1, 12, tzinfo=UTC), tick=False):
        yield


def visible_content(browser: Browser, path: str, **more: str) -> object:
    """What the page or file at this address reveals."""
    answer = browser.get(path, headers=more)
    assert answer.status_code in {200, 303}, path
    if str(answer.mimetype).endswith("spreadsheetml.sheet"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return answer.data if answer.mimetype == "application/zip" else _TOKEN.sub("", answer.text)


def what_the_attendee_sees(ben: AttendeeClient) -> dict[str, object]:
    seen = {path: visible_content(ben.browser, f"/a/{ben.secret}{path}") for path in MARAS_PAGES}
    return seen | {"json": visible_content(ben.browser, f"/a/{ben.secret}/directory", Accept="application/json")}


def what_the_organizer_sees(console: Browser, event: Event, people: list[str]) -> dict[str, object]:
    """Every organizer page and file about an event, a person or the first plan."""
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
    return {path: visible_content(console, path) for path in set(paths)}


def set_request(session: Session, mara: AttendeeClient, grade: Grade | None) -> None:
    """Set Mara's request about Ben directly, without a new version or a history entry."""
    session.execute(delete(Request))
    if grade:
        ben = session.scalars(select(Attendee.id).where(Attendee.public_id == mara.people["Ben"])).one()
        session.add(Request(attendee_id=mara.id, other_id=ben, grade=grade))


def test_no_page_file_or_count_reveals_a_no_thanks(
    mara: AttendeeClient, console: Browser, database: Database, settings: Settings, event: Event
) -> None:
    publish_meetings(mara, database, event, [("Chloé", 0, 0)])
    ben = client_of(database, settings, mara, "Ben")
    for guest in (mara, ben):
        guest.save(about="Here I am.")
    seen = {}
    for grade in (None, Grade.NO, Grade.LIKE):
        with database.writing() as session:
            set_request(session, mara, grade)
        seen[grade] = (
            what_the_attendee_sees(ben),
            what_the_organizer_sees(console, event, [mara.public_id, ben.public_id]),
            visible_content(mara.browser, f"/a/{mara.secret}/answers"),
        )
    for with_no_thanks, without in zip(seen[Grade.NO][:2], seen[None][:2], strict=True):
        assert [path for path in without if with_no_thanks[path] != without[path]] == []
    assert seen[Grade.NO][2] != seen[None][2]  # only its author sees it
    wish, nothing = seen[Grade.LIKE][1], seen[None][1]
    assert [path for path in nothing if wish[path] != nothing[path]] != []  # a wish is visible, so the comparison works


def test_the_exported_roster_contains_wishes_but_no_no_thanks(
    mara: AttendeeClient, database: Database, event: Event
) -> None:
    files = {}
    for grade in (None, Grade.NO, Grade.LIKE):
        with database.writing() as session:
            set_request(session, mara, grade)
            files[grade] = roster_csv(session, session.get_one(Event, event.id))
    assert files[Grade.NO] == files[None]
    assert files[Grade.LIKE] != files[None]


def test_a_save_with_a_no_thanks_is_recorded_like_any_other(
    mara: AttendeeClient, console: Browser, event: Event
) -> None:
    pages = []
    for grade in ("", "no"):
        mara.save(**{f"grade-{mara.people['Ben']}": grade})
        page = console.get(f"/events/{event.public_id}/history").text
        pages.append(_TOKEN.sub("", page).count(mara.people["Ben"]))
    assert pages == [0, 0]


def test_personal_pages_stay_out_of_caches_and_referrers(mara: AttendeeClient) -> None:
    headers = {path: mara.get(path).headers for path in MARAS_PAGES}
    assert {header["Referrer-Policy"] for header in headers.values()} == {"no-referrer"}
    assert "private" in headers.pop("/calendar.ics")["Cache-Control"]
    assert {header["Cache-Control"] for header in headers.values()} == {"no-store"}


def test_opening_a_page_changes_nothing(mara: AttendeeClient, database: Database) -> None:
    before = all_rows(database)
    for path in MARAS_PAGES:
        mara.get(path)
        assert all_rows(database) == before, path


def test_a_revoked_or_unknown_link_opens_no_page(mara: AttendeeClient, database: Database, event: Event) -> None:
    with database.writing() as session:
        me = session.get_one(Attendee, mara.id)
        revoke_links(session, COMMAND_LINE, session.get_one(Event, event.id), me, TokenKind.PERSONAL)
    answers = [
        mara.browser.get(f"/a/{secret}{path}").status_code
        for secret in (mara.secret, "nothing")
        for path in MARAS_PAGES
    ]
    assert set(answers) == {404}


def test_a_post_without_a_csrf_token_changes_nothing(mara: AttendeeClient, database: Database) -> None:
    before = all_rows(database)
    for path in ("/answers", "/directory", "/withdraw", "/come-back", "/feed"):
        answer = mara.browser.post(f"/a/{mara.secret}{path}", data={"version": "1", "about": "forged"})
        assert (answer.status_code, all_rows(database)) == (400, before), path


def test_changes_are_refused_with_get(mara: AttendeeClient) -> None:
    assert mara.get("/come-back").status_code == 405
    assert mara.get("/feed").status_code == 405


def all_rows(database: Database) -> dict[str, list[str]]:
    """All rows of all tables."""
    with database.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all())) for table in Base.metadata.sorted_tables
        }
