"""An attendee's journey: the answers form behind a personal link, then the schedule, as a page and as a calendar."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e import attendee_steps
from tests.e2e.browser_contexts import Contexts
from tests.e2e.sample_event import SampleEvent, publish, solve
from tests.e2e.service import Service
from tests.e2e.shown_meetings import appointments_in_calendar, appointments_on_page

EVERYTHING = {
    "Interests": ["looms", "poetry", "glass"],
    "What I’m looking for": [
        "I’m looking for a product, a service or a supplier: looms",
        "I’d like to learn about something: enamel",
    ],
    "What I offer": ["I’m happy to mentor: weaving"],
    "Who I want to meet": ["Must: Jonas Falk", "Would like: Lena Novak", "No thanks: Hugo Lind"],
    "When I’m away": ["Tuesday, 11 May 2027, Morning: 09:25, 10:15"],
    "How many meetings": ["At most 4"],
    "About me": ["I look after looms.\nMost of them work."],
}


def test_an_attendee_fills_in_the_whole_form_and_finds_the_answers_again(
    contexts: Contexts, sample_event: SampleEvent
) -> None:
    page = contexts.page()
    page.goto(sample_event.links["Ada Byron"])
    expect(page.get_by_role("heading", name="Hello Ada Byron")).to_be_visible()
    fill_in_everything(page)
    attendee_steps.save(page)
    assert attendee_steps.saved_answers(page) == EVERYTHING
    again = contexts.page()  # another day, another device
    again.goto(sample_event.links["Ada Byron"])
    expect(attendee_steps.chips(again)).to_have_text(["looms✕", "poetry✕", "glass✕"])
    expect(again.get_by_role("textbox", name="I’m happy to mentor:")).to_have_value("weaving")
    grades = {name: attendee_steps.grade_of(again, name) for name in ("Jonas Falk", "Lena Novak", "Hugo Lind")}
    assert grades == {"Jonas Falk": "Must", "Lena Novak": "Would like", "Hugo Lind": "No thanks"}
    assert attendee_steps.away_times(again) == ["09:25", "10:15"]
    attendee_steps.save(again)
    assert attendee_steps.saved_answers(again) == EVERYTHING


def test_an_attendee_changes_their_mind(contexts: Contexts, sample_event: SampleEvent) -> None:
    page = contexts.page()
    page.goto(sample_event.links["Ada Byron"])
    fill_in_everything(page)
    attendee_steps.save(page)
    page.get_by_role("link", name="Change my answers").click()
    page.get_by_role("button", name="Remove poetry").click()
    page.get_by_role("checkbox", name="I’m happy to mentor").uncheck()
    attendee_steps.tick_away(page, "09:25")
    attendee_steps.grade(page, "Hugo Lind", "Would like")
    page.get_by_label("At most").fill("")
    attendee_steps.save(page)
    assert attendee_steps.saved_answers(page) == EVERYTHING | {
        "Interests": ["looms", "glass"],
        "What I offer": ["No answer"],
        "Who I want to meet": ["Must: Jonas Falk", "Would like: Hugo Lind", "Would like: Lena Novak"],
        "When I’m away": ["Tuesday, 11 May 2027, Morning: 10:15"],
        "How many meetings": ["No answer"],
    }


def test_an_attendee_reads_and_downloads_the_schedule(
    contexts: Contexts, sample_event: SampleEvent, service: Service
) -> None:
    page = contexts.page()
    page.goto(sample_event.links["Ada Byron"])
    page.get_by_role("link", name="My schedule").click()
    expect(page.get_by_role("heading", name="There is no plan yet")).to_be_visible()
    page.get_by_role("link", name="My answers").click()
    fill_in_everything(page)
    attendee_steps.save(page)
    solve(service, sample_event)
    publish(service, sample_event)
    page.goto(sample_event.links["Ada Byron"])
    shown = appointments_on_page(page)
    assert 1 <= len(shown) <= 4
    assert "Jonas Falk" in {meeting.partner for meeting in shown}
    assert "Hugo Lind" not in {meeting.partner for meeting in shown}
    assert {"09:25", "10:15"}.isdisjoint(meeting.starts for meeting in shown)
    assert all(meeting.why for meeting in shown)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as iCalendar").click()
    assert appointments_in_calendar(Path(download.value.path()).read_text()) == shown


def test_a_calendar_app_reads_the_feed_and_gets_304_while_nothing_changes(
    contexts: Contexts, published: SampleEvent
) -> None:
    page = contexts.page()
    page.goto(published.links["Grace Bell"])
    page.get_by_role("button", name=re.compile("^Create (my calendar|a new) address$")).click()
    address = page.get_by_label("Address, for Google and others").input_value()
    expect(page.get_by_role("link", name="Subscribe on this device")).to_have_attribute(
        "href", address.replace("http://", "webcal://")
    )
    program = page.context.request
    first = program.get(address)
    assert (first.status, first.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert appointments_in_calendar(first.text()) == appointments_on_page(page)
    later = program.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (later.status, later.body()) == (304, b"")


def fill_in_everything(page: Page) -> None:
    """On Ada's form, which contains only what the organizer's list says of her."""
    attendee_steps.add_interest(page, "glass")
    attendee_steps.tick_goal(page, "I’d like to learn about something", "enamel")
    attendee_steps.tick_goal(page, "I’m happy to mentor", "weaving")
    attendee_steps.find_and_grade(page, "falk", "Jonas Falk", "Must")
    attendee_steps.find_and_grade(page, "novak", "Lena Novak", "Would like")
    attendee_steps.find_and_grade(page, "glas", "Hugo Lind", "No thanks")
    attendee_steps.tick_away(page, "09:25")
    attendee_steps.tick_away(page, "10:15")
    page.get_by_label("At most").fill("4")
    page.get_by_label("What you do, in your own words").fill("I look after looms.\nMost of them work.")
