"""Every page, in every state, is accessible and fits a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.e2e import axe
from tests.e2e.browser_contexts import DESKTOP, PHONE, Contexts
from tests.e2e.organizer_steps import go_to, press
from tests.e2e.page_addresses import ALL, Address
from tests.e2e.page_states import Values
from tests.e2e.run_page import FrozenState
from tests.e2e.sample_event import SampleEvent
from tests.e2e.service import Service

at_desktop = pytest.mark.parametrize("size", [DESKTOP], ids=[""])


@pytest.fixture(scope="module")
def shared_context(browser: Browser, signed_in: StorageState) -> Iterator[Contexts]:
    """One organizer's context for all pages, so that the browser caches what they share."""
    context = Contexts(browser, PHONE)
    context.page(storage_state=signed_in)
    yield context
    context.close()


@pytest.mark.parametrize("address", ALL, ids=str)
def test_the_page_fits_a_phone_and_is_accessible(
    shared_context: Contexts, service: Service, page_states: dict[str, Values], address: Address
) -> None:
    page = shared_context.pages[0]
    page.set_viewport_size(PHONE)
    response = page.goto(service.address + address.path(page_states[address.state]))
    assert response is not None
    assert response.status == 200
    assert overhang(page) == 0
    axe.open_details(page)
    assert overhang(page) == 0
    assert axe.violations(page) == []
    assert shared_context.errors.take() == []


@at_desktop
def test_a_refused_form_is_accessible(organizer: Page, service: Service, contexts: Contexts) -> None:
    contexts.errors.expect_refusals = True
    organizer.goto(f"{service.address}/events/new")
    press(organizer, "Create event")
    expect(organizer.get_by_role("alert")).to_be_focused()
    assert axe.violations(organizer) == []


@at_desktop
def test_refused_answers_are_accessible(sample_event: SampleEvent, contexts: Contexts) -> None:
    contexts.errors.expect_refusals = True
    page = contexts.page()
    page.goto(sample_event.links["Ada Byron"])
    page.get_by_role("checkbox", name="I’m offering something else").check()
    press(page, "Save my answers")
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe.violations(page) == []


@at_desktop
def test_a_running_solve_is_accessible(organizer: Page, sample_event: SampleEvent) -> None:
    organizer.goto(sample_event.console)
    go_to(organizer, "Solve")
    FrozenState(organizer)
    press(organizer, "Solve")
    expect(organizer.get_by_role("button", name="Stop and keep best")).to_be_visible()
    expect(organizer.locator("#run-figure")).to_be_visible()
    assert axe.violations(organizer) == []
    press(organizer, "Cancel")
    expect(organizer.get_by_text("The run is cancelled; no plan is stored.")).to_be_visible()


def overhang(page: Page) -> int:
    """The number of pixels by which the page is wider than the window."""
    pixels: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(pixels, 0)
