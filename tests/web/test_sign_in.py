"""Signing in and out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from matchmaker.access import throttle
from matchmaker.access.links import new_sign_in_link
from matchmaker.db import Database
from matchmaker.mail.outbox import body_of
from matchmaker.models import Organizer, OutboxMessage
from matchmaker.settings import Settings
from tests.web.conftest import PASSWORD, Browser
from web import create_app


def test_signing_in_with_a_password_returns_to_the_requested_page(client: Browser, organizer: Organizer) -> None:
    asked = client.get("/events/new")
    assert (asked.status_code, asked.location) == (303, "/sign-in?next=/events/new")
    answer = client.send(asked.location, {"email": "OLGA@example.org ", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/events/new")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Browser, organizer: Organizer) -> None:
    answers = [
        client.send("/sign-in", {"email": email, "password": "x"}) for email in (organizer.email, "no@one.example")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("Wrong e-mail address or password." in answer.text for answer in answers)
    assert 'value="olga@example.org"' in answers[0].text


def test_after_ten_wrong_passwords_the_right_one_is_refused_too(client: Browser, organizer: Organizer) -> None:
    for _ in range(throttle.LIMIT):
        client.send("/sign-in", {"email": organizer.email, "password": "wrong"})
    answer = client.send("/sign-in", {"email": organizer.email, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert client.get("/events").status_code == 303


def test_after_five_minutes_signing_in_is_possible_again(client: Browser, organizer: Organizer) -> None:
    with time_machine.travel("2027-01-11 08:00+00:00", tick=False) as clock:
        for _ in range(throttle.LIMIT + 1):
            answer = client.send("/sign-in", {"email": organizer.email, "password": "wrong"})
        assert answer.status_code == 429
        clock.shift(throttle.WINDOW.total_seconds() + 1)
        assert client.send("/sign-in", {"email": organizer.email, "password": PASSWORD}).status_code == 303


def test_attempts_are_counted_per_account_across_addresses(settings: Settings, organizer: Organizer) -> None:
    browser = _browser_behind(settings, proxies=1)
    statuses = [
        browser.send(
            "/sign-in",
            {"email": organizer.email, "password": "wrong"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(throttle.LIMIT + 1)
    ]
    assert statuses == [422] * throttle.LIMIT + [429]


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 422)])
def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(settings: Settings, proxies: int, last: int) -> None:
    browser = _browser_behind(settings, proxies)
    for number in range(throttle.LIMIT + 1):
        sent = {"email": f"nobody{number}@example.org", "password": "wrong"}
        answer = browser.send("/sign-in", sent, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert answer.status_code == last


def test_a_sign_in_link_is_mailed_only_to_organizers_with_the_same_page_for_everybody(
    settings: Settings, database: Database, organizer: Organizer
) -> None:
    app = create_app(replace(settings, smtp_url="smtp://localhost"))
    app.test_client_class = Browser
    browser = app.test_client()
    pages = []
    for email in (organizer.email, "nobody@example.org"):
        assert browser.send("/sign-in/by-mail", {"email": email}).location == "/sign-in"
        pages.append(browser.get("/sign-in").text)
    assert ["we have sent a link" in page for page in pages] == [True, True]
    with database.reading() as session:
        mail = session.scalars(select(OutboxMessage)).one()
    assert mail.recipient == organizer.email
    link = re.search(r"http://127\.0\.0\.1:8000(/sign-in/\S+)", body_of(mail))
    assert link
    assert browser.send(link[1]).location == "/events"


def test_only_the_button_uses_up_a_sign_in_link(
    app: Flask, client: Browser, database: Database, settings: Settings, organizer: Organizer
) -> None:
    with database.writing() as session:
        secret = new_sign_in_link(session, settings.secret_keys, organizer)
    path = f"/sign-in/{secret}"
    looked = [client.open(path, method=method).status_code for method in ("GET", "HEAD", "OPTIONS", "HEAD", "GET")]
    assert looked == [200, 200, 200, 200, 200]
    assert client.send(path).location == "/events"
    assert client.get("/events").status_code == 200
    again = app.test_client().send(path)
    assert again.status_code == 404
    assert "no longer works" in again.text


NEW_PASSWORD = {"password": "another fine password", "repeated": "another fine password"}


@pytest.mark.parametrize("current", ["", "not the current one"])
def test_a_session_alone_does_not_change_the_password(client: Browser, console: Browser, current: str) -> None:
    answer = console.send("/account", NEW_PASSWORD | {"current": current})
    assert answer.status_code == 422
    assert "This is not your current password." in answer.text
    assert client.send("/sign-in", {"email": "olga@example.org", "password": PASSWORD}).status_code == 303


def test_current_passwords_are_not_tried_one_after_another(console: Browser) -> None:
    statuses = [console.send("/account", NEW_PASSWORD | {"current": str(k)}).status_code for k in range(11)]
    assert statuses == [422] * throttle.LIMIT + [429]


def test_who_came_by_a_link_sets_a_password_without_the_forgotten_one(
    client: Browser, database: Database, organizer: Organizer, settings: Settings
) -> None:
    with database.writing() as session:
        secret = new_sign_in_link(session, settings.secret_keys, session.get_one(Organizer, organizer.id))
    client.send(f"/sign-in/{secret}")
    assert "Current password" not in client.get("/account").text
    assert client.send("/account", NEW_PASSWORD).status_code == 303
    assert "Current password" in client.get("/account").text


@pytest.mark.parametrize("weak", ["password123456", "qwertyuiop12", "olga@example.org", "olgaolga2026!", "a" * 100])
def test_a_password_that_is_easy_to_guess_is_refused(console: Browser, weak: str) -> None:
    answer = console.send("/account", {"password": weak, "repeated": weak, "current": PASSWORD})
    assert answer.status_code == 422
    assert "This password is easy to guess" in answer.text


def test_a_new_password_ends_the_sessions_in_other_browsers_but_not_this_one(
    app: Flask, console: Browser, organizer: Organizer
) -> None:
    elsewhere = app.test_client().sign_in(organizer.email)
    console.send("/account", NEW_PASSWORD | {"current": PASSWORD})
    assert console.get("/events").status_code == 200
    assert elsewhere.get("/events").status_code == 303


def test_two_different_passwords_are_refused(console: Browser) -> None:
    answer = console.send("/account", NEW_PASSWORD | {"current": PASSWORD, "repeated": "something else"})
    assert answer.status_code == 422
    assert "The two passwords differ." in answer.text


def test_signing_out_ends_the_access(console: Browser) -> None:
    console.send("/sign-out")
    assert console.get("/events").status_code == 303


def _browser_behind(settings: Settings, proxies: int) -> Browser:
    app = create_app(replace(settings, trusted_proxies=proxies))
    app.test_client_class = Browser
    browser = app.test_client()
    assert isinstance(browser, Browser)
    return browser
