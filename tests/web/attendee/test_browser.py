"""The pages in a real browser: with and without scripts, by keyboard alone, and checked by axe-core."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # the package has no types
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Dialog, Page, ViewportSize, expect

from matchmaker.db import Database
from matchmaker.models import Event, Grade
from matchmaker.schemas.answers import RequestDetails
from tests.web.attendee.conftest import AttendeeClient
from tests.web.attendee.test_schedule import publish_meetings

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def address(server: str, mara: AttendeeClient) -> str:
    """The address of Mara's pages on a running server."""
    return f"{server}/a/{mara.secret}"


@pytest.fixture
def page(chromium: Chromium) -> Iterator[Page]:
    """A phone; script errors fail the test."""
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_default_timeout(20_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.extend([message.text] if "Content Security" in message.text else []))
    yield page
    context.close()
    assert errors == []


def test_the_whole_form_can_be_filled_in_by_keyboard(page: Page, address: str, mara: AttendeeClient) -> None:
    page.goto(address)
    page.get_by_role("combobox", name="Interests").focus()
    for keys in ("yeast", "Comma", "learning", "Enter", "Mo"):
        page.keyboard.press(keys) if keys in {"Comma", "Enter"} else page.keyboard.type(keys)
    page.get_by_role("checkbox", name="We’re hiring").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("a brewer")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("okafor")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 attendee found.")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # from “Neutral” around to “Must”
    expect(page.locator("[data-left]")).to_have_text("19 left")
    page.get_by_role("checkbox", name="Away for all of it").focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="Away at 09:20").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Away for all of it")).to_have_js_property("indeterminate", True)
    page.get_by_role("button", name="Save my answers").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    saved = mara.saved_answers()
    assert saved.interests == ("yeast", "learning", "Mo")
    assert [(goal.kind.value, goal.topic) for goal in saved.offers] == [("job", "a brewer")]
    assert saved.requests == (RequestDetails(mara.people["Ben"], Grade.MUST),)
    assert saved.away == {mara.slots[0], mara.slots[2], mara.slots[3]}


def test_a_graded_person_stays_listed_during_the_next_search(page: Page, address: str, mara: AttendeeClient) -> None:
    page.goto(address)
    for word, name in (("okafor", "Ben Okafor"), ("durand", "Chloé Durand")):
        page.get_by_role("searchbox").fill(word)
        row = page.locator("[data-found] .person", has_text=name)
        row.get_by_text("Would like").click()
    expect(page.locator("[data-listed] .person-name")).to_have_text(["Ben Okafor"])
    expect(page.locator("[data-left]")).to_have_text("18 left")
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_text("Would like: Ben Okafor")).to_be_visible()
    assert len(mara.saved_answers().requests) == 2


def test_leaving_with_unsaved_answers_asks_for_confirmation(page: Page, address: str) -> None:
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go)
    page.goto(address)
    page.get_by_label("What you do, in your own words").fill("Half a senten")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_role("link", name="My schedule").click()
    expect(page.get_by_role("heading", name="There is no plan yet")).to_be_visible()
    assert asked == ["beforeunload"]


def test_an_interest_with_a_comma_is_kept_when_saved_with_scripts(
    page: Page, address: str, mara: AttendeeClient
) -> None:
    mara.save(interests='"learning, deep", moss')
    page.goto(address)
    page.get_by_role("button", name="Remove moss").click()
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert mara.saved_answers().interests == ("learning, deep",)


def test_without_scripts_the_form_leads_to_the_directory(
    chromium: Chromium, address: str, mara: AttendeeClient
) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("combobox", name="Interests").fill("yeast, moss")
    page.get_by_role("searchbox").fill("okafor")
    page.get_by_role("button", name="Save and search").click()
    page.get_by_text("Must", exact=True).click()
    page.get_by_role("button", name="Save my choices").click()
    expect(page.get_by_text("Your choices are saved.")).to_be_visible()
    context.close()
    assert mara.saved_answers().interests == ("yeast", "moss")
    assert mara.saved_answers().requests == (RequestDetails(mara.people["Ben"], Grade.MUST),)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_phone(
    chromium: Chromium, address: str, mara: AttendeeClient, database: Database, event: Event, scheme: str
) -> None:
    mara.save(interests="yeast", about="x", **{f"grade-{mara.people['Ben']}": "must", "away": str(mara.slots[0])})
    publish_meetings(mara, database, event, [("Ben", 1, 0), ("Chloé", 2, 0)])
    mara.post("/feed")
    context = chromium.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for path in ("/answers", "/saved", "/directory", "/schedule", "/withdraw"):
        page.goto(address + path, wait_until="networkidle")
        found[path] = [(fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page).response["violations"]]
        found[path] += page.evaluate("document.documentElement.scrollWidth > innerWidth ? [['too wide', '']] : []")
    context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}
