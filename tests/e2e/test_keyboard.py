"""Everything works by keyboard alone, and the focus is always visible."""

from __future__ import annotations

import re

from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e import attendee_steps
from tests.e2e.browser_contexts import PHONE, Contexts
from tests.e2e.keyboard import Keyboard
from tests.e2e.organizer_steps import expect_message, sign_in_link
from tests.e2e.run_page import LONGEST_MS
from tests.e2e.sample_event import SampleEvent
from tests.e2e.service import Service


def test_an_organizer_signs_in_solves_and_publishes(
    contexts: Contexts, service: Service, sample_event: SampleEvent, size: ViewportSize
) -> None:
    page = contexts.page()
    keyboard = Keyboard(page)
    page.goto(sign_in_link(service))
    keyboard.press(page.get_by_role("button", name="Sign in"))
    keyboard.press(page.get_by_role("link", name="Events", exact=True))
    keyboard.press(page.get_by_role("link", name=sample_event.name))
    if size == PHONE:
        keyboard.press(page.get_by_text("Event menu"), "Space")
    menu = page.get_by_role("navigation", name="event")
    keyboard.press(menu.get_by_role("link", name="Solve", exact=True))
    keyboard.write(page.get_by_label("Time limit in seconds"), "2")
    keyboard.press(page.get_by_role("button", name="Solve", exact=True), "Space")
    see_the_plan = page.get_by_role("link", name="See plan 1")
    expect(see_the_plan).to_be_visible(timeout=LONGEST_MS)
    keyboard.press(see_the_plan)
    keyboard.press(page.get_by_role("link", name="Publish…"))
    keyboard.press(page.get_by_role("button", name="Publish plan 1"), "Space")
    expect_message(page, "Plan 1 is published.")


def test_an_attendee_fills_in_the_form(contexts: Contexts, sample_event: SampleEvent) -> None:
    page = contexts.page()
    keyboard = Keyboard(page)
    page.goto(sample_event.links["Farid Amin"])
    keyboard.write(page.get_by_role("combobox", name="Interests"), "tugs")
    page.keyboard.press("Enter")
    keyboard.press(page.get_by_role("button", name="Remove pumps"))
    keyboard.press(page.get_by_role("checkbox", name="I’m looking for a mentor"), "Space")
    keyboard.write(page.get_by_role("textbox", name="I’m looking for a mentor:"), "trade")
    ask_for_iris(page, keyboard)
    keyboard.press(page.get_by_label("Away at 09:50"), "Space")
    keyboard.write(page.get_by_label("At most"), "2")
    keyboard.write(page.get_by_label("What you do, in your own words"), "I trade.")
    keyboard.press(page.get_by_role("button", name="Save my answers"))
    expect(page.get_by_role("heading", name="Thank you, your answers are saved")).to_be_visible()
    assert attendee_steps.saved_answers(page) == {
        "Interests": ["ships", "tugs"],
        "What I’m looking for": [
            "I’m looking for a product, a service or a supplier: pumps",
            "I’m looking for a mentor: trade",
        ],
        "What I offer": ["No answer"],
        "Who I want to meet": ["Must: Iris Okoro"],
        "When I’m away": ["Tuesday, 11 May 2027, Morning: 09:50"],
        "How many meetings": ["At most 2"],
        "About me": ["I trade."],
    }


def ask_for_iris(page: Page, keyboard: Keyboard) -> None:
    keyboard.write(page.get_by_role("searchbox"), "okoro")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 attendee found.")).to_be_visible()
    found = page.get_by_role("list", name="Attendees found")
    keyboard.tab_to(found.get_by_role("radio", name="Neutral"))
    page.keyboard.press("ArrowRight")  # Tab stops once at a group of radios; the arrow wraps from the last to the first
    expect(found.get_by_role("radio", name="Must")).to_be_checked()


def test_after_invalid_input_the_focus_is_on_the_error_summary_which_links_to_the_field(
    contexts: Contexts, sample_event: SampleEvent
) -> None:
    contexts.errors.expect_refusals = True
    page = contexts.page()
    keyboard = Keyboard(page)
    page.goto(sample_event.links["Farid Amin"])
    keyboard.press(page.get_by_role("checkbox", name="I’m looking for something else"), "Space")
    keyboard.press(page.get_by_role("button", name="Save my answers"))
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("1 error. Nothing was saved.")
    keyboard.press(page.get_by_role("alert").get_by_role("link", name="I’m looking for something else"))
    expect(page.get_by_role("checkbox", name="I’m looking for something else")).to_be_focused()
    keyboard.write(page.get_by_role("textbox", name="I’m looking for something else:"), "a harbour pilot")
    keyboard.press(page.get_by_role("button", name="Save my answers"))
    expect(page.get_by_text(re.compile("something else: a harbour pilot"))).to_be_visible()
