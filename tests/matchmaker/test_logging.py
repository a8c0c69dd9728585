"""Logging: one destination, two formats, no secrets."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from matchmaker.errors import ConfigurationError
from matchmaker.logging import configure_logging, mask

SECRET = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("path", "masked"),
    [
        (f"/a/{SECRET}", "/a/…"),
        (f"/a/{SECRET}/people?page=2", "/a/…/people?page=2"),
        (f"GET /f/{SECRET}.ics HTTP/1.1", "GET /f/….ics HTTP/1.1"),
        (f"https://meet.example.org/sign-in/{SECRET}", "https://meet.example.org/sign-in/…"),
        ("/events/eXVNo2CRaE3c/plans", "/events/eXVNo2CRaE3c/plans"),
        ("/a/short", "/a/short"),
    ],
)
def test_secrets_of_links_are_masked(path: str, masked: str) -> None:
    assert mask(path) == masked


def test_json_lines_contain_the_event_and_no_secret(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging({"LOG_FORMAT": "json"})
    logging.getLogger("library").warning("GET /a/%s failed", SECRET)
    structlog.get_logger("ours").info("request", path=f"/f/{SECRET}.ics", status=200)
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [(line["logger"], line["level"], line["event"], line.get("path")) for line in lines] == [
        ("library", "warning", "GET /a/… failed", None),
        ("ours", "info", "request", "/f/….ics"),
    ]


def test_a_traceback_contains_no_secret_either(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging({"LOG_FORMAT": "json"})
    try:
        raise ValueError(f"/a/{SECRET}")
    except ValueError:
        logging.getLogger("library").exception("it broke")
    text = capfd.readouterr().err
    assert "ValueError: /a/…" in text
    assert SECRET not in text


def test_the_level_is_respected(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging({"LOG_LEVEL": "error"})
    logging.getLogger("library").warning("not told")
    logging.getLogger("library").error("told")
    text = capfd.readouterr().err
    assert ("not told" in text, "told" in text) == (False, True)


@pytest.mark.parametrize("name", ["LOG_FORMAT", "LOG_LEVEL"])
def test_an_unknown_setting_is_rejected_by_name(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} must be one of"):
        configure_logging({name: "loud"})
