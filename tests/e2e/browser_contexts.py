"""The browser contexts of one test: one for each person at their own device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from tests.chromium import PATIENCE_MS
from tests.e2e.browser_errors import BrowserErrors

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}


class Contexts:
    """Opens pages that share no cookies or cache; `close` closes them and returns the browser errors."""

    def __init__(self, browser: Browser, size: ViewportSize) -> None:
        self._browser = browser
        self.size = size
        self.errors = BrowserErrors()
        self.pages: list[Page] = []

    def page(self, **options: Any) -> Page:
        """A page in a new context; `options`: of `Browser.new_context`, like `java_script_enabled=False`."""
        defaults = {"viewport": self.size, "reduced_motion": "reduce"}  # no animation while a test measures positions
        context = self._browser.new_context(**defaults | options)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        self.errors.listen_to(page)
        self.pages.append(page)
        return page

    def take_screenshots(self, folder: Path, name: str) -> list[Path]:
        """Full-page screenshots of all pages."""
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{name}-{number}.png" for number in range(len(self.pages))]
        for page, file in zip(self.pages, files, strict=True):
            page.screenshot(path=file, full_page=True)
        return files

    def close(self) -> list[str]:
        for page in self.pages:
            page.context.close()
        return self.errors.found
