"""Errors that the browser reports during a test: failing scripts, policy violations, console errors."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Error, Page

_REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (409|422) ")


class BrowserErrors:
    """Collects the errors of all pages it listens to.

    `expect_refusals`: ignore responses with status 409 and 422, for tests that submit invalid forms.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self.expect_refusals = False

    def listen_to(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", self._on_script_error)

    def take(self) -> list[str]:
        """The errors since the last call."""
        found, self.found = self.found, []
        return found

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        # the browser logs every response with a status from 400 as an error, also a form shown again with its faults
        if self.expect_refusals and _REFUSED.match(message.text):
            return
        self.found.append(f"{message.location.get('url', '')}: {message.text}")

    def _on_script_error(self, error: Error) -> None:
        self.found.append(f"script failed: {error}")
