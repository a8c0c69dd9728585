"""The browser of these tests: the machine's own Chromium, never one that a library downloads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

MISSING = "No chromium was found, and the browser tests need one. On Debian: apt-get install chromium"
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE_MS = 30_000
"""How long a page may take to show what a test waits for, on a machine that does other things too."""


def installed() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def required() -> bool:
    """Whether REQUIRE_BROWSER says that these tests must run."""
    return bool(os.environ.get("REQUIRE_BROWSER"))


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium; without one the test fails where REQUIRE_BROWSER is set, and is skipped where it is not."""
    path = installed()
    if path is None:
        pytest.fail(MISSING, pytrace=False) if required() else pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield browser
        browser.close()
