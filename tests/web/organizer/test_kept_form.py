"""A form whose cookie or sign-in is gone: what was typed comes back with a button that sends it again."""

from __future__ import annotations

import html
import re

from flask import Flask
from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import Event
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent

SETTINGS = {
    "name": "Spring <Forum> 2",
    "timezone": "Europe/Berlin",
    "slot_minutes": "20",
    "pause_minutes": "0",
    "default_min_meetings": "0",
    "request_limit": "20",
}


def kept_fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def event_name(database: Database, public_id: str) -> str:
    with database.reading() as session:
        return session.scalars(select(Event.name).where(Event.public_id == public_id)).one()


def test_a_form_without_its_cookie_is_kept_and_sent_again(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path("settings")
    version = re.findall(r'name="version" value="([^"]+)"', console.get(path).text)[0]
    lost = console.post(path, data=SETTINGS | {"version": version, "csrf_token": "of another cookie"})
    assert lost.status_code == 400
    assert "Check what you typed, then send it again." in lost.text
    fields = kept_fields(lost.text)
    assert fields.items() >= (SETTINGS | {"version": version}).items()
    assert event_name(database, full_event.event) == "Spring Forum"
    assert console.post(path, data=fields).status_code == 303
    assert event_name(database, full_event.event) == "Spring <Forum> 2"


def test_an_organizer_who_was_signed_out_signs_in_and_sends_it_again(
    app: Flask, client: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path("settings")
    lost = client.post(path, data=SETTINGS | {"version": "1"})
    assert lost.status_code == 400
    assert "You were signed out, so nothing was saved yet." in lost.text
    still = client.post(path, data=kept_fields(lost.text))
    assert "You were signed out" in still.text
    client.sign_in("olga@example.org")
    fresh = client.post(path, data=kept_fields(still.text))
    again = client.post(path, data=kept_fields(fresh.text)) if fresh.status_code == 400 else fresh
    assert again.status_code in (303, 409)
    assert event_name(database, full_event.event) in ("Spring Forum", "Spring <Forum> 2")


def test_an_attendees_answers_are_kept_too(app: Flask, database: Database, full_event: FullEvent) -> None:
    visitor = app.test_client()
    lost = visitor.post(f"/a/{full_event.personal}/answers", data={"about": "optics\nand ships", "version": "1"})
    assert lost.status_code == 400
    assert kept_fields(lost.text)["about"] == "optics\nand ships"


def test_passwords_files_and_floods_are_not_sent_back(client: Browser) -> None:
    for data in (
        {"email": "olga@example.org", "password": "a secret of mine"},
        {f"field{k}": "x" for k in range(1001)},
        {"about": "x" * 200_001},
    ):
        lost = client.post("/sign-in", data=data)
        assert (lost.status_code, "This form has expired" in lost.text) == (400, True)
        assert "a secret of mine" not in lost.text


def test_a_form_from_another_site_is_refused_at_once(console: Browser, full_event: FullEvent) -> None:
    sent = console.post(full_event.path("settings"), data=SETTINGS, headers={"Sec-Fetch-Site": "cross-site"})
    assert (sent.status_code, "Send again" in sent.text) == (403, False)
