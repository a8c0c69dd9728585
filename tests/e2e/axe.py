"""Accessibility checks with axe-core: at both sizes, in light and dark, with all details open."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults  # type: ignore[import-untyped]  # the package has no types
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.browser_contexts import DESKTOP, PHONE

_ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"]}
_COLOURS = _ALL_RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_VIEWS: tuple[tuple[ViewportSize, Literal["light", "dark"], dict[str, Any]], ...] = (
    (DESKTOP, "light", _ALL_RULES),
    (DESKTOP, "dark", _COLOURS),  # dark and light differ only in colours
    (PHONE, "dark", _ALL_RULES),
)


def open_details(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((details) => { details.open = true; })")


def violations(page: Page) -> list[str]:
    """A report on each violated rule; empty if axe finds none."""
    page.evaluate(AXE_SCRIPT)
    open_details(page)
    found = []
    for size, scheme, rules in _VIEWS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_attribute("data-bs-theme", scheme)
        results = AxeResults(page.evaluate("rules => axe.run(rules)", rules))
        if results.violations_count:
            found.append(f"{size['width']} px, {scheme}: {results.generate_report()}")
    return found
