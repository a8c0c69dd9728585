"""Solving near the published plan on the organizer's pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Attendee, Closure, Event, Grade, Plan, Request, RunKind, SolveRun
from matchmaker.planning.runs.execution import execute_run
from matchmaker.roster.withdrawal import withdraw_attendee
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent
from tests.web.organizer.test_setting_up import version_on

FILL = {"mode": "fill", "time_limit": "5", "seed": "0", "limit": "6", "counted": "meetings"}


def runs(database: Database) -> list[SolveRun]:
    with database.reading() as session:
        return list(session.scalars(select(SolveRun).where(SolveRun.kind == RunKind.REPAIR)))


def withdraw(database: Database, name: str) -> None:
    with database.writing() as session:
        event = session.scalars(select(Event)).one()
        person = session.scalars(select(Attendee).where(Attendee.name == name)).one()
        withdraw_attendee(session, COMMAND_LINE, event, person)


def test_once_a_plan_is_published_filling_free_places_is_the_default(console: Browser, full_event: FullEvent) -> None:
    page = console.get(full_event.path("solve")).text
    assert re.search(r'name="mode" value="fill" checked', page)
    assert "All of them are still possible." in page


def test_the_page_says_what_falls_away_and_why(console: Browser, database: Database, full_event: FullEvent) -> None:
    withdraw(database, "Ben Okri")
    page = console.get(full_event.path("solve")).text
    assert "1 meeting falls away: Ben Okri withdrew (1)." in page
    assert "Ada Lovelace and Ben Okri" in page
    assert "1 attendee has no meeting in it." in page


def test_a_no_thanks_is_counted_but_nobody_is_named(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    with database.writing() as session:
        ada, ben = session.scalars(select(Attendee).where(Attendee.name.in_(("Ada Lovelace", "Ben Okri")))).all()
        session.add(Request(attendee_id=ada.id, other_id=ben.id, grade=Grade.NO))
    page = console.get(full_event.path("solve")).text
    assert "two people may not meet any more (1)" in page
    assert "Ben Okri" not in page


def test_a_near_run_says_what_publishing_its_plan_would_change(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    withdraw(database, "Ben Okri")
    assert console.send(full_event.path("solve"), FILL).status_code == 303
    (run,) = runs(database)
    assert (run.base_plan, run.options["most_changes"], run.options["most_people"]) == (1, None, None)
    execute_run(database, run.id)
    page = console.get(full_event.path(f"runs/{run.public_id}")).text
    assert "Against the published plan: 1 kept, 0 moved, 1 cancelled, 2 new;" in page


@pytest.mark.parametrize(
    ("fields", "options"),
    [
        ({"mode": "change", "limit": "4"}, {"most_changes": 4, "most_people": None}),
        ({"mode": "change", "limit": "3", "counted": "people"}, {"most_changes": None, "most_people": 3}),
        ({"mode": "fill", "limit": "3"}, {"most_changes": None, "most_people": None}),
    ],
)
def test_the_limit_counts_meetings_or_people(
    console: Browser, database: Database, full_event: FullEvent, fields: dict[str, str], options: dict[str, int | None]
) -> None:
    console.send(full_event.path("solve"), FILL | fields)
    (run,) = runs(database)
    assert {name: run.options[name] for name in options} == options


def test_chosen_slots_people_and_what_starts_soon_stay(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    with database.writing() as session:
        event = session.scalars(select(Event)).one()
        first, second, *_ = event.slots
        away = first.starts_at - second.starts_at
        shift = timedelta(days=-365 * 10)  # the first slot has started long ago
        first.starts_at, first.ends_at = first.starts_at + shift, first.ends_at + shift + away
        chosen = event.slots[2].id
        ids = {person.name: person.id for person in session.scalars(select(Attendee))}
        soon = first.id
    fields = {"frozen": str(chosen), "frozen_minutes": "30", "kept": "cem uzer\n\n"}
    assert console.send(full_event.path("solve"), FILL | fields).status_code == 303
    (run,) = runs(database)
    assert run.options["frozen"] == sorted([f"s{soon}", f"s{chosen}"])
    assert run.options["pinned"] == [[f"a{ids['Cem Uzer']}", f"a{ids['Dan Ek']}"]]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kept": "Nobody Atall"}, "“Nobody Atall” is not on the list of this event."),
        ({"limit": "many"}, "Enter a whole number, like 5."),
        ({"limit": "-1"}, "Enter a whole number from 0 to 100000."),
        ({"mode": "somehow"}, "This is not in the expected form."),
        ({"frozen_minutes": "99999999"}, "Enter a whole number from 0 to 10080."),
        ({"frozen": "x"}, "Enter a whole number, like 5."),
        ({"frozen": "9" * 25}, "Enter a whole number from 1 to 2147483647."),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_requested(
    console: Browser, database: Database, full_event: FullEvent, fields: dict[str, str], sentence: str
) -> None:
    answer = console.send(full_event.path("solve"), FILL | fields)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert runs(database) == []


def test_planning_anew_ignores_the_published_plan(console: Browser, database: Database, full_event: FullEvent) -> None:
    console.send(full_event.path("solve"), FILL | {"mode": "anew"})
    assert runs(database) == []
    with database.reading() as session:
        assert session.scalars(select(SolveRun.base_plan).order_by(SolveRun.id.desc()).limit(1)).one() is None
        assert session.scalars(select(Plan.number).order_by(Plan.number)).all() == [1, 2]


def test_closing_a_table_shows_the_published_meetings_it_breaks_before_anything_is_saved(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path(f"tables/{full_event.table}")
    closed = {"name": "Table 1", "capacity": "1", "version": version_on(console, path)}
    closed |= {"closures[0].day": "2027-05-11", "closures[0].starts": "09:00", "closures[0].ends": "09:20"}
    asked = console.send(path, closed)
    assert asked.status_code == 200
    assert "This change breaks 1 published meeting" in asked.text
    assert "Ada Lovelace and Ben Okri (Table 1 is closed at Tue 11 May, 09:00)" in asked.text
    with database.reading() as session:
        assert session.scalars(select(Closure)).all() == []
    saved = console.send(path, closed | {"agreed": "repair"})
    assert (saved.status_code, (saved.location or "").endswith("/solve")) == (303, True)
    assert "1 meeting falls away" in console.get(full_event.path("solve")).text


def test_a_closure_that_breaks_nothing_is_saved_at_once(console: Browser, full_event: FullEvent) -> None:
    path = full_event.path(f"tables/{full_event.table}")
    closed = {"name": "Table 1", "capacity": "1", "version": version_on(console, path)}
    closed |= {"closures[0].day": "2027-05-11", "closures[0].starts": "10:00", "closures[0].ends": "10:20"}
    assert console.send(path, closed).status_code == 303


def test_a_removed_table_leads_to_the_repair(console: Browser, full_event: FullEvent) -> None:
    path = full_event.path(f"tables/{full_event.table}/remove")
    assert "1 published meeting takes place there" in console.get(path).text
    asked = console.send(path, {})
    assert "Table 1 does not exist any more" in asked.text
    assert "Save and repair the plan" in asked.text
    assert (console.send(path, {"agreed": "repair"}).location or "").endswith("/solve")
