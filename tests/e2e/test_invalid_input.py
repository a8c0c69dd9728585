"""Invalid input is reported at its field, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import attendee_steps
from tests.e2e.browser_contexts import Contexts
from tests.e2e.organizer_steps import ORGANIZER, fill, go_to, new_row, press
from tests.e2e.sample_event import SampleEvent, make_event
from tests.e2e.service import Service


@pytest.fixture(autouse=True)
def refusals(contexts: Contexts) -> None:
    contexts.errors.expect_refusals = True


def test_an_event_with_an_unknown_time_zone(organizer: Page, service: Service) -> None:
    organizer.goto(f"{service.address}/events/new")
    fill(organizer, {"Name": "Winter Forum", "Time zone": "Europe/Atlantis", "Length of a meeting, in minutes": "0"})
    press(organizer, "Create event")
    expect(organizer.get_by_role("alert")).to_be_focused()
    expect_fault(organizer.get_by_label("Time zone"), "Europe/Atlantis", "There is no time zone “Europe/Atlantis”.")
    expect_fault(organizer.get_by_label("Length of a meeting, in minutes"), "0", "Enter a whole number from 1 to 480.")
    expect(organizer.get_by_label("Name", exact=True)).to_have_value("Winter Forum")


def test_a_block_that_ends_before_it_starts(organizer: Page, sample_event: SampleEvent) -> None:
    organizer.goto(sample_event.console)
    go_to(organizer, "Agenda")
    row = new_row(organizer, "New block")
    fill(row, {"Name": "Evening", "Day": "2027-05-11", "Starts": "19:00", "Ends": "18:00"})
    press(organizer, "Save agenda")
    row = organizer.get_by_role("group", name="Evening", exact=True)
    expect_fault(row.get_by_label("Ends"), "18:00", "The end must be after the start, on the same day.")
    expect(row.get_by_label("Starts")).to_have_value("19:00")


def test_a_range_of_tables_that_runs_backwards(organizer: Page, sample_event: SampleEvent) -> None:
    organizer.goto(sample_event.console)
    go_to(organizer, "Tables")
    fill(organizer, {"Names": "Table 9-5", "Meetings at once": "2"})
    press(organizer, "Add")
    expect_fault(organizer.get_by_label("Names"), "Table 9-5", "The range is reversed: 9 to 5.")
    expect(organizer.get_by_label("Meetings at once")).to_have_value("2")


def test_a_person_with_an_invalid_email_address(organizer: Page, sample_event: SampleEvent) -> None:
    organizer.goto(sample_event.console)
    go_to(organizer, "Attendees")
    organizer.get_by_role("link", name="Ada Byron").click()
    fill(organizer, {"E-mail address": "ada at example", "Job title": "Weaver"})
    press(organizer, "Save")
    expect_fault(
        organizer.get_by_label("E-mail address"), "ada at example", "“ada at example” is not an e-mail address."
    )
    expect(organizer.get_by_label("Job title")).to_have_value("Weaver")


def test_a_time_limit_of_zero(organizer: Page, sample_event: SampleEvent) -> None:
    organizer.goto(sample_event.console)
    go_to(organizer, "Solve")
    fill(organizer, {"Time limit in seconds": "0"})
    press(organizer, "Solve")
    expect_fault(
        organizer.get_by_label("Time limit in seconds"), "0", "Enter a whole number of seconds from 1 to 7200."
    )


def test_an_upload_without_a_file(organizer: Page, sample_event: SampleEvent) -> None:
    organizer.goto(sample_event.console)
    go_to(organizer, "Import")
    press(organizer, "Upload")
    expect(organizer.get_by_label("File")).to_have_accessible_description(re.compile("Choose a file first."))


def test_too_many_wishes(contexts: Contexts, service: Service, request: pytest.FixtureRequest) -> None:
    sample_event = make_event(service, f"Forum of {request.node.name}", ORGANIZER, request_limit=1)
    page = contexts.page()
    page.goto(sample_event.links["Ada Byron"])
    page.get_by_label("What you do, in your own words").fill("I look after looms.")
    attendee_steps.add_interest(page, "glass")
    attendee_steps.find_and_grade(page, "falk", "Jonas Falk", "Must")
    attendee_steps.find_and_grade(page, "novak", "Lena Novak", "Would like")
    expect(page.locator("[data-left]")).to_have_text("1 too many")
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#f-requests .form-error")).to_be_visible()
    assert [attendee_steps.grade_of(page, name) for name in ("Jonas Falk", "Lena Novak")] == ["Must", "Would like"]
    expect(attendee_steps.chips(page)).to_have_text(["looms✕", "poetry✕", "glass✕"])
    expect(page.get_by_label("What you do, in your own words")).to_have_value("I look after looms.")


def expect_fault(field: Locator, typed: str, sentence: str) -> None:
    """The field still contains what was typed, and its description says what is wrong."""
    expect(field).to_have_value(typed)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(sentence)))
