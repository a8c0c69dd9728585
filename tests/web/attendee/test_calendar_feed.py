"""Calendars: a file to download, and a feed that calendar apps poll."""

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
from tests.web.attendee.conftest import AttendeeClient
from tests.web.attendee.test_schedule import publish_meetings


@pytest.fixture
def feed(mara: AttendeeClient) -> str:
    """The path of Mara's feed."""
    assert mara.post("/feed").status_code == 303
    return feed_path_on_page(mara)


def feed_path_on_page(mara: AttendeeClient) -> str:
    found = re.search(r'value="http://127\.0\.0\.1:8000(/f/[\w-]+\.ics)"', mara.get("/schedule").text)
    assert found, "the page shows no feed"
    return found[1]


def calendar_entries(answer: TestResponse) -> list[tuple[str, str]]:
    calendar: Any = vobject.readOne(answer.text)
    return [
        (entry.dtstart.value.strftime("%H:%M"), entry.status.value) for entry in calendar.contents.get("vevent", [])
    ]


def test_opening_the_page_creates_no_feed(mara: AttendeeClient, database: Database) -> None:
    assert "Create my calendar address" in mara.get("/schedule").text
    with database.reading() as session:
        assert len(session.scalars(select(Token)).all()) == 1


def test_the_page_shows_the_feed_as_an_address_a_link_and_a_qr_code(mara: AttendeeClient, feed: str) -> None:
    page = mara.get("/schedule").text
    assert f'href="webcal://127.0.0.1:8000{feed}"' in page
    assert 'class="qr"' in page
    assert "style=" not in page
    assert "every 8 to 24 hours" in page


def test_before_publication_the_feed_is_a_valid_empty_calendar(mara: AttendeeClient, feed: str) -> None:
    answer = mara.browser.get(feed)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["Cache-Control"]
    assert calendar_entries(answer) == []


def test_the_feed_contains_current_and_cancelled_meetings(
    mara: AttendeeClient, feed: str, database: Database, event: Event
) -> None:
    publish_meetings(mara, database, event, [("Ben", 0, 0), ("Chloé", 1, 1)])
    assert calendar_entries(mara.browser.get(feed)) == [("07:00", "CONFIRMED"), ("07:20", "CONFIRMED")]
    publish_meetings(mara, database, event, [("Ben", 0, 0)])
    assert calendar_entries(mara.browser.get(feed)) == [("07:00", "CONFIRMED"), ("07:20", "CANCELLED")]


@pytest.mark.parametrize(("header", "condition"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_an_unchanged_feed_is_not_sent_again(
    mara: AttendeeClient, feed: str, database: Database, event: Event, header: str, condition: str
) -> None:
    publish_meetings(mara, database, event, [("Ben", 0, 0)])
    first = mara.browser.get(feed)
    again = mara.browser.get(feed, headers={condition: first.headers[header]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(("header", "condition"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_the_feed_is_sent_again_after_a_partner_was_renamed(
    mara: AttendeeClient, feed: str, database: Database, event: Event, header: str, condition: str
) -> None:
    publish_meetings(mara, database, event, [("Ben", 0, 0)])
    first = mara.browser.get(feed)
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=5)), database.writing() as session:
        session.execute(update(Attendee).where(Attendee.name == "Ben Okafor").values(name="Ben Okafor-Lee"))
        record(session, COMMAND_LINE, session.get_one(Event, event.id), "attendee.updated", changes_plan=True)
    again = mara.browser.get(feed, headers={condition: first.headers[header]})
    assert again.status_code == 200
    assert "Okafor-Lee" in again.text


def test_a_head_request_returns_the_same_headers_without_the_calendar(mara: AttendeeClient, feed: str) -> None:
    whole, head = mara.browser.get(feed), mara.browser.head(feed)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == whole.headers[name]


def test_a_new_address_invalidates_the_old_one(mara: AttendeeClient, feed: str, database: Database) -> None:
    mara.post("/feed")
    new = feed_path_on_page(mara)
    assert new != feed
    assert mara.browser.get(feed).status_code == 404
    assert mara.browser.get(new).status_code == 200
    with database.reading() as session:
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-3:] == ["feed.made", "link.revoked", "feed.made"]


def test_neither_secret_opens_the_other_address(mara: AttendeeClient, feed: str) -> None:
    assert mara.browser.get(feed.replace("/f/", "/a/").removesuffix(".ics")).status_code == 404
    assert mara.browser.get(f"/f/{mara.secret}.ics").status_code == 404


def test_the_downloaded_file_equals_the_feed(mara: AttendeeClient, feed: str, database: Database, event: Event) -> None:
    publish_meetings(mara, database, event, [("Ben", 0, 0)])
    file = mara.get("/calendar.ics")
    assert file.data == mara.browser.get(feed).data
    assert file.headers["Content-Disposition"] == "attachment; filename=meetings.ics"


def test_a_feed_sets_no_cookie(mara: AttendeeClient, feed: str) -> None:
    fresh = mara.browser.application.test_client()
    assert "Set-Cookie" not in fresh.get(feed).headers
