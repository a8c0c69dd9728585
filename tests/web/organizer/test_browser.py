"""The organizer's pages in a real browser: keyboard, invalid forms, live run. tests/e2e checks every page with axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import RunStatus, SolveRun, now
from tests.web.conftest import PASSWORD
from tests.web.organizer.conftest import FullEvent


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark", base_url=server)
    page = context.new_page()
    page.troubles = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.troubles.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
    yield page
    assert page.troubles == []  # type: ignore[attr-defined]
    context.close()


def sign_in(page: Page) -> None:
    """Uses only the keyboard."""
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("olga@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/events")


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{page.url}: {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


def test_after_an_invalid_form_the_error_summary_has_the_focus_and_links_to_the_field(
    page: Page, full_event: FullEvent
) -> None:
    sign_in(page)
    page.goto("/events/new")
    page.get_by_label("Name").fill("Autumn Forum")
    page.get_by_label("Time zone").fill("Mars/Olympus")
    page.get_by_role("button", name="Create event").press("Enter")
    page.wait_for_selector("#error-summary:focus")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#f-timezone:focus")
    assert page.get_by_label("Name").input_value() == "Autumn Forum"
    assert faults(page) == []
    page.troubles.clear()  # type: ignore[attr-defined]  # the browser itself reports the 422


def test_the_chart_of_a_run_is_live_and_the_page_reloads_at_its_end(
    page: Page, database: Database, full_event: FullEvent
) -> None:
    with database.writing() as session:
        run = session.scalars(select(SolveRun).where(SolveRun.public_id == full_event.run)).one()
        run.status, run.started_at, run.meetings = RunStatus.RUNNING, now(), 3
        run.value, run.bound, run.trace = 30, 40.0, [[0.1, 20, 60.0], [0.4, 30, 40.0]]
    sign_in(page)
    page.goto(full_event.path(f"runs/{full_event.run}"))
    page.wait_for_selector("#run-chart path.line-bound")
    assert page.locator("[data-figure=gap]").inner_text() == "33.34%"
    with database.writing() as session:
        run = session.get_one(SolveRun, run.id)
        run.value, run.trace = 38, [*run.trace, [0.9, 38, 40.0]]
    expect(page.locator("[data-figure=value]")).to_have_text("38")
    expect(page.locator("tbody tr")).to_have_count(3)
    with database.writing() as session:
        run = session.get_one(SolveRun, run.id)
        run.status, run.finished_at = RunStatus.DONE, now()
    page.get_by_role("link", name="See plan 2").wait_for()


def test_sliders_and_fields_of_the_weights_move_together(page: Page, full_event: FullEvent) -> None:
    sign_in(page)
    page.goto(full_event.path("weights"))
    slider = page.get_by_label("Interests, slider")
    slider.focus()
    page.keyboard.press("End")
    assert page.get_by_label("Interests", exact=True).input_value() == "100"


def test_the_browsers_time_zone_is_proposed_for_a_new_event(
    chromium: Browser, server: str, full_event: FullEvent
) -> None:
    context = chromium.new_context(base_url=server, timezone_id="America/Bogota")
    page = context.new_page()
    sign_in(page)
    page.goto("/events/new")
    expect(page.get_by_label("Time zone")).to_have_value("America/Bogota")
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    page.goto(full_event.path("settings"))
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    context.close()


def test_a_signed_out_organizer_loses_nothing_typed(page: Page, full_event: FullEvent) -> None:
    sign_in(page)
    page.goto(full_event.path("settings"))
    page.get_by_label("Venue").fill("Old Harbour")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is lost: send it again")
    expect(page.get_by_text("Old Harbour")).to_be_visible()
    assert faults(page) == []
    page.troubles.clear()  # type: ignore[attr-defined]  # the browser reports the status 400
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    other = opened.value
    other.get_by_label("E-mail address").fill("olga@example.org")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/events")
    page.get_by_role("button", name="Send again").click()
    if page.get_by_role("button", name="Send again").count():  # signing in renews the cookie of the form
        page.get_by_role("button", name="Send again").click()
    page.wait_for_url(f"**{full_event.path('settings')}")
    expect(page.get_by_label("Venue")).to_have_value("Old Harbour")
    page.troubles.clear()  # type: ignore[attr-defined]
