"""The page of a run, observed until the run ends."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

LONGEST_MS = 90_000


class RunWatch:
    """Stands between the run's page and the service, from before Solve is pressed, and keeps each state it passes on.

    It cannot listen only: the page loads itself anew when the run has ended, and what it had read is gone then.
    """

    def __init__(self, page: Page) -> None:
        self.states: list[dict[str, Any]] = []
        self._page = page
        page.route(re.compile(r"/runs/[^/]+/state$"), self._pass_on)

    def _pass_on(self, route: Route) -> None:
        answer = route.fetch()
        self.states.append(answer.json())
        route.fulfill(response=answer)

    def until_it_ends(self) -> dict[str, str]:
        """The figures that the page then shows, by what they are (`value`, `bound`, …)."""
        expect(self._page.get_by_role("link", name=re.compile("^See plan"))).to_be_visible(timeout=LONGEST_MS)
        places = self._page.locator("[data-figure]").all()
        return {place.get_attribute("data-figure") or "": " ".join(place.inner_text().split()) for place in places}

    def all_while_running(self, figure: str) -> list[float]:
        """What the figure was, time after time, as far as it was known."""
        found = (state[figure] for state in self.states if state["status"] == "running")
        return [value for value in found if value is not None]


class HeldState:
    """Lets the run's page see a solve come to its first figures, and then the same figures for ever."""

    def __init__(self, page: Page) -> None:
        self._held: dict[str, Any] | None = None
        page.route(re.compile(r"/runs/[^/]+/state$"), self._answer)

    def _answer(self, route: Route) -> None:
        if self._held:
            route.fulfill(json=self._held)
            return
        answer = route.fetch()
        state = answer.json()
        if state["active"] and state["trace"]:
            self._held = state
        route.fulfill(response=answer)
