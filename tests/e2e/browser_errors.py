"""Errors that the browser reports during a test: failing scripts, policy violations, console errors."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Error, Page

_REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (409|422) ")


class BrowserErrors:
    """Of all pages it listens to. A form that a test means to be refused is no complaint: see `refusals_wanted`."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.refusals_wanted = False

    def listen_to(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", self._note)

    def taken(self) -> list[str]:
        """What was found since this was last asked."""
        taken, self.found = self.found, []
        return taken

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        # the browser itself notes every answer from 400 on as an error, a form with its faults shown as well
        if self.refusals_wanted and _REFUSED.match(message.text):
            return
        self.found.append(f"{message.location.get('url', '')}: {message.text}")

    def _note(self, error: Error) -> None:
        self.found.append(f"script failed: {error}")
