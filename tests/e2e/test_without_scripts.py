"""The answers form works in a browser without scripts."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e import attendee_steps
from tests.e2e.browser_contexts import Contexts
from tests.e2e.sample_event import SampleEvent


def test_the_form_can_be_filled_in_and_saved_without_scripts(contexts: Contexts, sample_event: SampleEvent) -> None:
    page = contexts.page(java_script_enabled=False)
    page.goto(sample_event.links["Grace Bell"])
    expect(page.get_by_role("combobox", name="Interests")).to_have_value("ships, sound")
    page.get_by_role("combobox", name="Interests").fill('ships, "ropes, knots"')
    attendee_steps.tick_goal(page, "I’m looking for a mentor", "trade")
    attendee_steps.tick_away(page, "09:00")
    page.get_by_label("At most").fill("3")
    page.get_by_label("What you do, in your own words").fill("I build ships.")
    page.get_by_role("searchbox").fill("moran")
    page.get_by_role("button", name="Save and search").click()
    expect(page.get_by_role("heading", name="Attendees you could meet")).to_be_visible()
    page.get_by_role("listitem").filter(has_text="Edith Moran").locator("label").get_by_text("Must").click()
    page.get_by_role("button", name="Save my choices").click()
    expect(page.get_by_text("Your choices are saved.")).to_be_visible()
    page.get_by_role("link", name="My answers").click()
    attendee_steps.save(page)
    assert attendee_steps.saved_answers(page) == {
        "Interests": ["ships", "ropes, knots"],
        "What I’m looking for": ["I’m looking for a mentor: trade"],
        "What I offer": ["We sell a product or a service: ships"],
        "Who I want to meet": ["Must: Edith Moran"],
        "When I’m away": ["Tuesday, 11 May 2027, Morning: 09:00"],
        "How many meetings": ["At most 3"],
        "About me": ["I build ships."],
    }
