"""Calendars outside: a file to download, and an address that programs read again and again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject  # type: ignore[import-untyped]  # the package has no type information
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from matchmaker.audit import COMMAND_LINE, record
from matchmaker.db import Database
from matchmaker.models import Attendee, AuditEntry, Event, Token
from tests.web.attendee.conftest import Guest
from tests.web.attendee.test_schedule import publish_meetings


@pytest.fixture
def feed(mara: Guest) -> str:
    """The path of Mara's feed."""
    assert mara.post("/feed").status_code == 303
    return feed_on_page(mara)


def feed_on_page(mara: Guest) -> str:
    found = re.search(r'value="http://127\.0\.0\.1:8000(/f/[\w-]+\.ics)"', mara.get("/schedule").text)
    assert found, "the page shows no feed"
    return found[1]


def events_in(answer: TestResponse) -> list[tuple[str, str]]:
    calendar: Any = vobject.readOne(answer.text)
    return [
        (entry.dtstart.value.strftime("%H:%M"), entry.status.value) for entry in calendar.contents.get("vevent", [])
    ]


def test_opening_the_page_makes_no_feed(mara: Guest, database: Database) -> None:
    assert "Create my calendar address" in mara.get("/schedule").text
    with database.reading() as session:
        assert len(session.scalars(select(Token)).all()) == 1


def test_the_page_shows_the_address_a_link_and_a_code_for_telephones(mara: Guest, feed: str) -> None:
    page = mara.get("/schedule").text
    assert f'href="webcal://127.0.0.1:8000{feed}"' in page
    assert 'class="qr"' in page
    assert "style=" not in page
    assert "every 8 to 24 hours" in page


def test_before_publication_the_feed_is_a_valid_empty_calendar(mara: Guest, feed: str) -> None:
    answer = mara.browser.get(feed)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["Cache-Control"]
    assert events_in(answer) == []


def test_the_feed_holds_the_meetings_and_what_became_of_them(
    mara: Guest, feed: str, database: Database, event: Event
) -> None:
    publish_meetings(mara, database, event, [("Ben", 0, 0), ("Chloé", 1, 1)])
    assert events_in(mara.browser.get(feed)) == [("07:00", "CONFIRMED"), ("07:20", "CONFIRMED")]
    publish_meetings(mara, database, event, [("Ben", 0, 0)])
    assert events_in(mara.browser.get(feed)) == [("07:00", "CONFIRMED"), ("07:20", "CANCELLED")]


@pytest.mark.parametrize(("told", "asked"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_an_unchanged_feed_is_not_sent_again(
    mara: Guest, feed: str, database: Database, event: Event, told: str, asked: str
) -> None:
    publish_meetings(mara, database, event, [("Ben", 0, 0)])
    first = mara.browser.get(feed)
    again = mara.browser.get(feed, headers={asked: first.headers[told]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(("told", "asked"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_a_partner_renamed_since_is_sent_again(
    mara: Guest, feed: str, database: Database, event: Event, told: str, asked: str
) -> None:
    publish_meetings(mara, database, event, [("Ben", 0, 0)])
    first = mara.browser.get(feed)
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=5)), database.writing() as session:
        session.execute(update(Attendee).where(Attendee.name == "Ben Okafor").values(name="Ben Okafor-Lee"))
        record(session, COMMAND_LINE, session.get_one(Event, event.id), "attendee.updated", changes_plan=True)
    again = mara.browser.get(feed, headers={asked: first.headers[told]})
    assert again.status_code == 200
    assert "Okafor-Lee" in again.text


def test_asking_for_the_head_tells_the_same_without_the_calendar(mara: Guest, feed: str) -> None:
    whole, head = mara.browser.get(feed), mara.browser.head(feed)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == whole.headers[name]


def test_a_new_address_ends_the_old_one(mara: Guest, feed: str, database: Database) -> None:
    mara.post("/feed")
    new = feed_on_page(mara)
    assert new != feed
    assert mara.browser.get(feed).status_code == 404
    assert mara.browser.get(new).status_code == 200
    with database.reading() as session:
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-3:] == ["feed.made", "link.revoked", "feed.made"]


def test_the_two_secrets_open_nothing_but_their_own_door(mara: Guest, feed: str) -> None:
    assert mara.browser.get(feed.replace("/f/", "/a/").removesuffix(".ics")).status_code == 404
    assert mara.browser.get(f"/f/{mara.secret}.ics").status_code == 404


def test_the_file_to_download_is_the_same_calendar(mara: Guest, feed: str, database: Database, event: Event) -> None:
    publish_meetings(mara, database, event, [("Ben", 0, 0)])
    file = mara.get("/calendar.ics")
    assert file.data == mara.browser.get(feed).data
    assert file.headers["Content-Disposition"] == "attachment; filename=meetings.ics"


def test_a_feed_sets_no_cookie(mara: Guest, feed: str) -> None:
    fresh = mara.browser.application.test_client()
    assert "Set-Cookie" not in fresh.get(feed).headers
