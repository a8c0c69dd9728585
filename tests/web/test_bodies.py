"""What a visitor sends is bounded before it is parsed: nobody else waits for it, and nothing is written."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from matchmaker.db import Database
from matchmaker.models import Event
from tests.web.conftest import Browser
from web.foundation.bodies import MAX_FIELDS, MAX_FORM_BYTES

URLENCODED = "application/x-www-form-urlencoded"
SMALL_PAGE = 20_000


@pytest.fixture
def nothing_is_written(console: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once somebody is signed in, no request may begin a writing transaction."""
    monkeypatch.delattr(Database, "writing")


def posts(app: Flask) -> list[str]:
    """An address of each route that takes a form."""
    found = []
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            values = {name: 1 if "Id" in type(rule._converters[name]).__name__ else "x" for name in rule.arguments}
            found.append(rule.build(values)[1])  # type: ignore[index]  # only other methods give None
    return found


@pytest.mark.usefixtures("nothing_is_written")
def test_no_route_reads_a_form_that_is_too_large(app: Flask, console: Browser) -> None:
    body = b"csrf_token=x&about=" + b"a" * MAX_FORM_BYTES
    addresses = posts(app)
    answers = [console.post(address, data=body, content_type=URLENCODED) for address in addresses]
    assert len(addresses) > 40
    assert {answer.status_code for answer in answers} == {413}
    assert {"up to 256 kB" in answer.text for answer in answers} == {True}
    assert max(len(answer.data) for answer in answers) < SMALL_PAGE


@pytest.mark.usefixtures("nothing_is_written")
def test_no_route_reads_a_form_of_very_many_fields(app: Flask, console: Browser) -> None:
    body = b"&".join([b"a=1"] * (MAX_FIELDS + 1))
    assert len(body) < MAX_FORM_BYTES
    answers = [console.post(address, data=body, content_type=URLENCODED) for address in posts(app)]
    assert {answer.status_code for answer in answers} == {413}
    assert max(len(answer.data) for answer in answers) < SMALL_PAGE


def test_very_many_parts_are_refused_too(client: Browser) -> None:
    parts = {f"a{k}": "1" for k in range(MAX_FIELDS + 1)}
    assert client.post("/sign-in", data=parts, content_type="multipart/form-data").status_code == 413


def test_a_body_without_a_length_is_refused_once_it_is_too_long(client: Browser) -> None:
    body = io.BytesIO(b"about=" + b"a" * MAX_FORM_BYTES)
    answer = client.post(
        "/sign-in", input_stream=body, content_type=URLENCODED, environ_overrides={"wsgi.input_terminated": True}
    )
    assert answer.status_code == 413


def test_a_large_file_from_somebody_not_signed_in_is_not_read(client: Browser, event: Event) -> None:
    file = (io.BytesIO(b"Name\n" * 2**18), "list.csv")
    answer = client.post(f"/events/{event.public_id}/import", data={"file": file}, content_type="multipart/form-data")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")


def test_only_as_many_rows_are_shown_again_as_a_form_can_have(console: Browser, event: Event) -> None:
    rows = {f"blocks[{k}].name": "x" for k in range(301)}
    answer = console.send(f"/events/{event.public_id}/agenda", rows)
    assert answer.status_code == 413
    assert "too many rows" in answer.text
    assert len(answer.data) < SMALL_PAGE
