"""The browser of these tests: the installed Chromium, never a downloaded one."""

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
"""How long a test waits for a page, on a busy machine."""


def installed() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def required() -> bool:
    """Whether REQUIRE_BROWSER demands that these tests run."""
    return bool(os.environ.get("REQUIRE_BROWSER"))


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium. If none is installed, the test fails with REQUIRE_BROWSER and is skipped without it."""
    path = installed()
    if path is None:
        pytest.fail(MISSING, pytrace=False) if required() else pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield browser
        browser.close()
