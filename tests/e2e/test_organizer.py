"""An organizer's journey: from a single-use sign-in link to a calendar for everyone."""

from __future__ import annotations

import math
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e import attendee_steps
from tests.e2e.attendee_lists import FAULTY, LATER, TWELVE, csv_of, xlsx_of
from tests.e2e.browser_contexts import Contexts
from tests.e2e.organizer_steps import (
    expect_message,
    figures,
    fill,
    go_to,
    new_row,
    open_view,
    press,
    rows_of,
    sign_in,
    sign_in_link,
    upload,
)
from tests.e2e.run_page import RunWatch
from tests.e2e.service import Service
from tests.e2e.shown_meetings import (
    Meeting,
    all_meetings,
    by_person,
    by_slot,
    by_table,
    calendars_in,
    in_calendar,
    in_workbook,
)

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_an_organizer_gets_from_a_sign_in_link_to_everyones_calendar(service: Service, contexts: Contexts) -> None:
    page = contexts.page()
    sign_in(page, sign_in_link(service))
    create_the_event(page)
    set_the_agenda(page)
    set_up_tables(page)
    set_up_groups(page)
    upload_the_list_with_a_fault(page, contexts)
    upload_the_list(page)
    say_who_may_meet_whom(page)
    bring_later_people_as_a_workbook(page)
    give_an_attendee_the_link_and_see_the_answer_come_in(page, contexts)
    solve(page)
    people = read_the_plan_in_every_way(page)
    publish(page, len(all_meetings(people)))
    assert all_meetings(people) == set(in_workbook(downloaded(page, "Spreadsheet")))
    calendars = calendars_in(downloaded(page, "All calendars (zip)"))
    assert {name: in_calendar(calendars[name], name) for name in calendars} == {n: m for n, m in people.items() if m}


def create_the_event(page: Page) -> None:
    page.get_by_role("link", name="Events", exact=True).click()
    page.get_by_role("link", name=re.compile("Create your first event|New event")).click()
    fill(page, {"Name": "Autumn Forum", "Time zone": "Europe/Berlin", "Venue": "Old Harbour"})
    fill(page, {"Length of a meeting, in minutes": "20", "Pause after each meeting, in minutes": "5"})
    press(page, "Create event")
    expect(page.get_by_role("link", name="Autumn Forum")).to_be_visible()


def set_the_agenda(page: Page) -> None:
    go_to(page, "Agenda")
    rows = page.get_by_role("group", name="New block", exact=True)
    fill(rows.nth(0), {"Name": "Tuesday", "Day": "2027-05-11", "Starts": "09:00", "Ends": "10:15"})
    rows.nth(0).get_by_label("Who may meet").select_option("by the rules")
    fill(rows.nth(1), {"Name": "Wednesday", "Day": "2027-05-12", "Starts": "14:00", "Ends": "15:15"})
    press(page, "Save agenda")
    expect_message(page, "The agenda is saved: 6 slots.")
    slots = page.get_by_role("list", name="Slots of Tuesday").get_by_role("listitem")
    expect(slots).to_have_text(["09:00–09:20", "09:25–09:45", "09:50–10:10"])


def set_up_tables(page: Page) -> None:
    go_to(page, "Tables")
    fill(page, {"Names": "Table 1-4"})
    press(page, "Add")
    expect_message(page, "Added 4 tables.")
    fill(page, {"Names": "Booth 1"})
    page.get_by_label("Only for meetings of their owners").check()
    press(page, "Add")
    expect_message(page, "Added Booth 1.")
    page.get_by_role("link", name="Table 3", exact=True).click()
    fill(new_row(page, "Closure 1"), {"Day": "2027-05-11", "From": "09:00", "Until": "09:25"})
    press(page, "Save table")
    expect_message(page, "“Table 3” is saved.")
    expect(page.get_by_role("row", name="Table 3")).to_contain_text("closed Tue 11 May, 09:00–09:25")


def set_up_groups(page: Page) -> None:
    go_to(page, "Groups")
    rows = page.get_by_role("group", name="New group", exact=True)
    fill(rows.nth(0), {"Name": "Buyers", "Minimum meetings": "1"})
    fill(rows.nth(1), {"Name": "Suppliers", "Maximum meetings": "5"})
    press(page, "Save groups")
    expect_message(page, "The groups are saved.")


def upload_the_list_with_a_fault(page: Page, contexts: Contexts) -> None:
    """The preview shows every change, and nothing is written while any row has a fault."""
    upload(page, "people.csv", CSV, csv_of(FAULTY))
    assert figures(page) == {"New": "11", "Changed": "0", "Unchanged": "0", "With errors": "1"}
    number, who, outcome, what = rows_of(page.get_by_role("table", name="Changes by row"))[4]
    assert (number, who, outcome) == ("6", "Edith Moran", "faulty")
    assert "edith at example" in what
    contexts.errors.expect_refusals = True
    press(page, "Import")
    expect(page.get_by_role("alert")).to_be_focused()
    contexts.errors.expect_refusals = False
    go_to(page, "Attendees")
    expect(page.get_by_role("heading", name="No attendees yet")).to_be_visible()


def upload_the_list(page: Page) -> None:
    upload(page, "people, corrected.csv", CSV, csv_of(TWELVE))
    assert figures(page) == {"New": "12", "Changed": "0", "Unchanged": "0", "With errors": "0"}
    press(page, "Import")
    expect_message(page, "Imported: 12 new, 0 changed, 0 unchanged, 0 left out.")
    go_to(page, "Attendees")
    table = page.get_by_role("table", name="Attendees")
    assert [row[3] for row in rows_of(table)] == [row[3] for row in TWELVE]
    go_to(page, "Tables")
    assert rows_of(page.get_by_role("table", name="Tables and booths"))[4][1] == "Jonas Falk owners only"


def say_who_may_meet_whom(page: Page) -> None:
    go_to(page, "Groups")
    page.get_by_role("checkbox", name="Buyers with Suppliers").check()
    press(page, "Save rules")
    expect_message(page, "The rules are saved.")
    expect(page.get_by_role("checkbox", name="Buyers with Suppliers")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Buyers with Buyers")).not_to_be_checked()


def bring_later_people_as_a_workbook(page: Page) -> None:
    upload(page, "later.xlsx", XLSX, xlsx_of(LATER))
    assert figures(page) == {"New": "1", "Changed": "1", "Unchanged": "0", "With errors": "0"}
    expect(page.get_by_role("row", name="Grace Bell")).to_contain_text("Ships Ltd → Harbour Ltd")
    press(page, "Import")
    expect_message(page, "Imported: 1 new, 1 changed, 0 unchanged, 0 left out.")


def give_an_attendee_the_link_and_see_the_answer_come_in(page: Page, contexts: Contexts) -> None:
    go_to(page, "Personal links")
    press(page, "Create all links")
    expect_message(page, "13 attendees have a personal link.")
    link = page.get_by_role("textbox", name="Personal link of Ada Byron").input_value()
    go_to(page, "Answers")
    assert figures(page) == {"Answered": "0", "Not answered": "13", "Withdrawn": "0"}
    attendee = contexts.page()
    attendee.goto(link)
    attendee_steps.tick_goal(attendee, "I’d like to learn about something", "glass")
    attendee_steps.find_and_grade(attendee, "hugo", "Hugo Lind", "Must")
    attendee_steps.save(attendee)
    latest = page.get_by_role("table", name="Latest answers")
    expect(latest).to_be_visible()  # the organizer's page updates by itself
    assert rows_of(latest)[0][1:] == ["Ada Byron Engines Ltd", "2", "2", "1"]
    assert figures(page) == {"Answered": "1", "Not answered": "12", "Withdrawn": "0"}


def solve(page: Page) -> None:
    go_to(page, "Solve")
    watch = RunWatch(page)
    fill(page, {"Time limit in seconds": "3"})
    press(page, "Solve")
    shown = watch.wait_until_ended()
    last = watch.states[-1]
    assert watch.states[0]["active"]
    assert not last["active"]
    elapsed, bounds = watch.values_while_running("elapsed"), watch.values_while_running("bound")
    assert elapsed == sorted(elapsed)
    assert elapsed[0] < last["elapsed"]
    assert last["value"] <= last["bound"] == min([*bounds, last["bound"]])
    assert shown == {
        "words": "done",
        "elapsed": f"{last['elapsed']:.0f}",
        "meetings": str(last["meetings"]),
        "value": f"{last['value']:,}",
        "bound": f"{last['bound']:,.0f}" if float(last["bound"]).is_integer() else f"{last['bound']:,.1f}",
        "gap": f"{math.ceil(10_000 * (last['bound'] - last['value']) / last['value'] - 1e-6) / 100:.2f}%",
    }


def read_the_plan_in_every_way(page: Page) -> dict[str, set[Meeting]]:
    page.get_by_role("link", name="See plan 1").click()
    expect(page.get_by_role("heading", name="Plan 1", exact=True)).to_be_visible()
    count = int(figures(page)["Meetings"])
    open_view(page, "By attendee")
    people = by_person(page)
    open_view(page, "By table")
    assert by_table(page) == all_meetings(people)
    open_view(page, "By slot")
    days = page.get_by_role("navigation", name="Days").get_by_role("link")
    expect(days).to_have_text(["Tuesday, 11 May 2027", "Wednesday, 12 May 2027"])
    tuesday = by_slot(page)
    days.nth(1).click()
    expect(page.get_by_role("heading", name="Wednesday, 12 May 2027")).to_be_visible()
    assert tuesday | by_slot(page) == all_meetings(people)
    assert count == len(all_meetings(people)) > 12
    assert any({"Ada Byron", "Hugo Lind"} == meeting.people for meeting in people["Ada Byron"])
    return people


def publish(page: Page, meetings: int) -> None:
    page.get_by_role("link", name="Publish…").click()
    expect(page.get_by_role("heading", name="Publish plan 1?")).to_be_visible()
    assert figures(page)["New meetings"] == str(meetings)
    press(page, "Publish plan 1")
    expect_message(page, "Plan 1 is published.")


def downloaded(page: Page, words: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=words).click()
    return Path(download.value.path()).read_bytes()
