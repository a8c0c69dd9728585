"""The board in a real browser: meetings moved by keyboard and by dragging, places marked, undo after a reload."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import axe
from tests.e2e.browser_contexts import DESKTOP, Contexts
from tests.e2e.organizer_steps import ORGANIZER, press
from tests.e2e.sample_event import SampleEvent, make_event, solve
from tests.e2e.service import Service


def open_board(page: Page, service: Service, event: SampleEvent) -> None:
    solve(service, event)
    page.goto(f"{event.console}/plans/1/board")
    expect(page.get_by_role("heading", name="Plan 1")).to_be_visible()


@pytest.fixture
def roomy_event(service: Service, request: pytest.FixtureRequest) -> SampleEvent:
    """Nobody has more than two meetings in the five slots, so that every meeting can go elsewhere."""
    return make_event(service, f"Forum of {request.node.name}", ORGANIZER, default_max_meetings=2)


def names_on(card: Locator) -> list[str]:
    return [line for line in card.inner_text().splitlines() if line.strip() and line.strip() != "with"]


def test_a_meeting_is_moved_with_the_keyboard_alone_and_back(
    organizer: Page, service: Service, roomy_event: SampleEvent
) -> None:
    open_board(organizer, service, roomy_event)
    card = organizer.locator(".meeting a").first
    names = names_on(card)
    card.focus()
    organizer.keyboard.press("Enter")
    expect(organizer.locator("#picked h2")).to_be_visible()
    assert axe.violations(organizer) == []
    here = organizer.locator("button.here").first
    target = here.get_attribute("value")
    here.focus()
    organizer.keyboard.press("Enter")
    expect(organizer.get_by_role("heading", name="Plan 2")).to_be_visible()
    moved = organizer.locator(f'td[data-to="{target}"] .meeting a').first
    assert names_on(moved) == names
    organizer.reload()
    press(organizer, "Undo")
    expect(organizer.locator(f'td[data-to="{target}"] .meeting a')).to_have_count(0)
    press(organizer, "Redo")
    expect(moved).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP], ids=[""])  # fingers scroll; they use the buttons
def test_a_meeting_is_dragged_to_a_free_cell_that_is_marked(
    organizer: Page, service: Service, roomy_event: SampleEvent
) -> None:
    open_board(organizer, service, roomy_event)
    organizer.locator(".meeting a").first.click()
    target = organizer.locator("button.here").first.get_attribute("value") or ""
    organizer.get_by_role("link", name="Put down").click()
    card, cell = organizer.locator(".meeting").first, organizer.locator(f'td[data-to="{target}"]')
    name = names_on(card)[0]
    card.hover()
    organizer.mouse.down()
    cell.hover()
    expect(cell).to_have_class(re.compile("here"))
    cell.hover()
    organizer.mouse.up()
    expect(organizer.get_by_role("heading", name="Plan 2")).to_be_visible()
    expect(organizer.locator(f'td[data-to="{target}"] .meeting')).to_contain_text(name)


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(
    organizer: Page, service: Service, roomy_event: SampleEvent, contexts: Contexts
) -> None:
    contexts.errors.expect_refusals = True
    open_board(organizer, service, roomy_event)
    organizer.locator(".meeting a").first.click()
    press(organizer, "Pin")
    expect(organizer.get_by_role("heading", name="Plan 2")).to_be_visible()
    other = organizer.context.new_page()
    other.goto(organizer.url)
    organizer.locator(".meeting a").nth(1).click()
    press(organizer, "Pin")
    expect(organizer.locator(".meeting.pinned")).to_have_count(2)
    press(other, "Undo")
    expect(other.get_by_role("alert")).to_contain_text("Somebody else has changed plan 2")
    expect(other.locator(".meeting.pinned")).to_have_count(2)


def test_a_meeting_is_added_at_the_first_place_that_suits_both(
    organizer: Page, service: Service, roomy_event: SampleEvent
) -> None:
    open_board(organizer, service, roomy_event)
    card = organizer.locator(".meeting a").first
    a, b = names_on(card)
    card.click()
    press(organizer, "Remove")
    expect(organizer.get_by_role("heading", name="Plan 2")).to_be_visible()
    before = organizer.locator(".meeting").count()
    organizer.get_by_text("Add a meeting").click()
    organizer.get_by_label("First person").fill(a)
    organizer.get_by_label("Second person").fill(b)
    press(organizer, "Add")
    expect(organizer.locator(".meeting")).to_have_count(before + 1)
