"""Access to every route; the routes come from the application's URL map."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from matchmaker.db import Database
from matchmaker.models import Base
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent
from web.foundation.policy import Policy, policy_of
from web.foundation.services import writing

REDIRECTS = {"organizer.home", "organizer.faulty_rows"}
"""The faulty rows of a list that has not been checked yet: to its page."""
ANYTHING = {"static": {"filename": "matchmaker.css"}, "bootstrap.static": {"filename": "css/bootstrap.min.css"}}

TEXTS = ("name", "timezone", "names", "capacity", "rules", "preset", "slot_minutes", "other", "time_limit", "encoding")
ODD = {"blocks[0].name": "x", "groups[0].id": "99", "blocks[3].day": "never", "version": "-1", "columns[0]": "x"}


def rules(app: Flask, method: str, policy: Policy) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and policy_of(app, rule.endpoint) is policy:
            yield rule


def path_of(app: Flask, rule: Rule, full_event: FullEvent) -> str:
    secret = full_event.feed if rule.endpoint.startswith("feeds.") else full_event.personal
    known = {"secret": secret, **full_event.arguments, **ANYTHING.get(rule.endpoint, {})}
    with app.test_request_context():
        path: str = app.url_map.bind("").build(rule.endpoint, {name: known[name] for name in rule.arguments})
    return path


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all database tables."""
    with database.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_anonymous_visitor_is_redirected_to_sign_in(
    app: Flask, client: Browser, database: Database, full_event: FullEvent, method: str
) -> None:
    before, seen = everything(database), 0
    token = client.token()
    for rule in rules(app, method, Policy.ORGANIZER):
        answer = client.open(path_of(app, rule, full_event), method=method, data={"csrf_token": token})
        assert (answer.status_code, (answer.location or "").partition("?")[0]) == (303, "/sign-in"), rule
        seen += 1
    assert seen > 15
    assert everything(database) == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_organizers_event_looks_like_one_that_does_not_exist(
    app: Flask, stranger: Browser, database: Database, full_event: FullEvent, method: str
) -> None:
    before, seen = everything(database), 0
    token = stranger.token("/account")
    for rule in rules(app, method, Policy.ORGANIZER):
        if "event_id" in rule.arguments:
            answer = stranger.open(path_of(app, rule, full_event), method=method, data={"csrf_token": token})
            assert answer.status_code == 404, rule
            seen += 1
    assert seen > 15
    assert everything(database) == before


def test_every_page_of_an_own_event_opens_and_changes_no_row(
    app: Flask, console: Browser, database: Database, full_event: FullEvent
) -> None:
    before = everything(database)
    for policy in Policy:
        for rule in rules(app, "GET", policy):
            answer = console.get(path_of(app, rule, full_event))
            expected = {303} if rule.endpoint in REDIRECTS else {200}
            if rule.endpoint in {"organizer.sign_in_by_mail"}:
                expected = {404}  # this service sends no mail
            assert answer.status_code in expected, (rule, answer.status_code)
    assert everything(database) == before


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_a_method_that_nobody_asked_for_changes_no_row(
    app: Flask, console: Browser, database: Database, full_event: FullEvent, method: str
) -> None:
    before, seen = everything(database), 0
    for policy in Policy:
        for rule in rules(app, method, policy):
            console.open(path_of(app, rule, full_event), method=method)
            seen += 1
    assert seen > 50
    assert everything(database) == before


def test_only_a_post_may_write(app: Flask) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        with app.test_request_context(method=method), pytest.raises(RuntimeError, match=f"{method} may not write"):
            writing()
    with app.test_request_context(method="POST"), writing() as session:
        assert session.is_active


def test_an_unknown_personal_link_answers_404(app: Flask, client: Browser, full_event: FullEvent) -> None:
    wrong = FullEvent(**{**vars(full_event), "personal": "nothing", "feed": "nothing"})
    seen = 0
    for method in ("GET", "POST"):
        token = client.token()
        for rule in rules(app, method, Policy.PERSONAL_LINK):
            answer = client.open(path_of(app, rule, wrong), method=method, data={"csrf_token": token})
            assert answer.status_code == 404, rule
            seen += 1
    assert seen > 5


@pytest.mark.parametrize("rest", ["runs/none", "plans/99", "people/none", "tables/99999", "import/none", "nothing"])
def test_an_unknown_part_of_an_own_event_answers_404(console: Browser, full_event: FullEvent, rest: str) -> None:
    assert console.get(full_event.path(rest)).status_code == 404


@pytest.mark.parametrize("rest", ["people?page=999999999999999999999", "history?page=-4", "plans/2/people?page=x"])
def test_an_odd_page_number_still_shows_a_page(console: Browser, full_event: FullEvent, rest: str) -> None:
    assert console.get(full_event.path(rest)).status_code == 200


def test_every_form_handles_empty_and_invalid_input(app: Flask, console: Browser, full_event: FullEvent) -> None:
    """Invalid input is reported; no request ends with status 500."""
    token = console.token("/account")
    nonsense = dict.fromkeys(TEXTS, "\x00\u202e=1+1;'\"<b>" * 50) | ODD
    for rule in list(rules(app, "POST", Policy.ORGANIZER)) + list(rules(app, "POST", Policy.PUBLIC)):
        if rule.endpoint in {"organizer.sign_out", "organizer.sign_in", "organizer.use_link"}:
            continue
        for data in ({}, nonsense):
            answer = console.post(path_of(app, rule, full_event), data={"csrf_token": token, **data})
            assert answer.status_code < 500, (rule, answer.status_code)


@pytest.mark.parametrize("path", ["plans/{}", "plans/{}/board", "plans/{}/publish", "tables/{}", "plans/{}/people"])
def test_a_number_that_no_id_can_be_is_a_page_that_does_not_exist(
    console: Browser, full_event: FullEvent, path: str
) -> None:
    for number in ("9" * 25, str(2**31), str(2**63)):
        assert console.get(full_event.path(path.format(number))).status_code == 404
