"""The page of a run, observed until the run ends."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

LONGEST_MS = 90_000


class RunWatch:
    """Intercepts the state requests of a run's page and records each state. Create it before pressing Solve.

    Listening to responses is not enough: the page reloads when the run ends, and the browser then drops their bodies.
    """

    def __init__(self, page: Page) -> None:
        self.states: list[dict[str, Any]] = []
        self._page = page
        page.route(re.compile(r"/runs/[^/]+/state$"), self._pass_on)

    def _pass_on(self, route: Route) -> None:
        answer = route.fetch()
        self.states.append(answer.json())
        route.fulfill(response=answer)

    def wait_until_ended(self) -> dict[str, str]:
        """Wait for the run to end. Returns the figures on the page by key (`value`, `bound`, …)."""
        expect(self._page.get_by_role("link", name=re.compile("^See plan"))).to_be_visible(timeout=LONGEST_MS)
        figures = self._page.locator("[data-figure]").all()
        return {figure.get_attribute("data-figure") or "": " ".join(figure.inner_text().split()) for figure in figures}

    def values_while_running(self, figure: str) -> list[float]:
        """The known values of this figure while the run was active, in order."""
        values = (state[figure] for state in self.states if state["status"] == "running")
        return [value for value in values if value is not None]


class FrozenState:
    """Freezes a run's page at the first state with figures."""

    def __init__(self, page: Page) -> None:
        self._frozen: dict[str, Any] | None = None
        page.route(re.compile(r"/runs/[^/]+/state$"), self._answer)

    def _answer(self, route: Route) -> None:
        if self._frozen:
            route.fulfill(json=self._frozen)
            return
        answer = route.fetch()
        state = answer.json()
        if state["active"] and state["trace"]:
            self._frozen = state
        route.fulfill(response=answer)
