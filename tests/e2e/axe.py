"""axe-core's judgement of what a page shows: at both sizes, in light and in dark, with everything unfolded."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults  # type: ignore[import-untyped]  # the package has no types
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.browser_contexts import DESKTOP, PHONE

_ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"]}
_COLOURS = _ALL_RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"], dict[str, Any]], ...] = (
    (DESKTOP, "light", _ALL_RULES),
    (DESKTOP, "dark", _COLOURS),  # dark differs from light in nothing else
    (PHONE, "dark", _ALL_RULES),
)


def unfold(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((details) => { details.open = true; })")


def violations(page: Page) -> list[str]:
    """A report on each breach of a rule, empty where axe finds none."""
    page.evaluate(AXE_SCRIPT)
    unfold(page)
    found = []
    for size, scheme, rules in _LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_attribute("data-bs-theme", scheme)
        results = AxeResults(page.evaluate("rules => axe.run(rules)", rules))
        if results.violations_count:
            found.append(f"{size['width']} px, {scheme}: {results.generate_report()}")
    return found
