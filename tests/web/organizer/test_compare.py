"""Two plans side by side, and what their runs were made with."""

from __future__ import annotations

import re

from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import Event, SolveRun
from matchmaker.planning.runs.execution import execute_run
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def solved(console: Browser, database: Database, event: FullEvent, aim: str) -> SolveRun:
    sent = {"mode": "anew", "aim": aim, "time_limit": "5", "seed": "0", "limit": "6", "counted": "meetings"}
    location = console.send(event.path("solve"), sent).location
    with database.reading() as session:
        run = session.scalars(select(SolveRun).where(SolveRun.public_id == location.rpartition("/")[2])).one()
    execute_run(database, run.id)
    with database.reading() as session:
        return session.get_one(SolveRun, run.id)


def test_a_plan_is_compared_with_the_published_one(console: Browser, full_event: FullEvent) -> None:
    page = text_of(console.get(full_event.path("plans/2/compare")).text)
    assert "1 meeting is the same in both, with its time and table." in page
    assert "From plan 2 to plan 1, 0 people gain points and 0 lose some." in page
    assert "Meetings 2 2" in page


def test_runs_keep_their_aim_and_weights(console: Browser, database: Database, full_event: FullEvent) -> None:
    first = solved(console, database, full_event, "everybody")
    with database.writing() as session:
        session.scalars(select(Event)).one().weights = {"requests": 99}
    second = solved(console, database, full_event, "points")
    assert [run.options["aim"] for run in (first, second)] == ["everybody", "points"]
    page = text_of(console.get(full_event.path("plans/3/compare?other=4")).text)
    assert "What came first everybody is served most points" in page
    assert "Weights balanced Wishes 99" in page


def test_the_page_of_a_run_states_the_seconds_of_its_search_and_its_settings(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    run = solved(console, database, full_event, "points")
    assert run.searching_since is not None
    page = text_of(console.get(full_event.path(f"runs/{run.public_id}")).text)
    assert "Seconds of search, of 5" in page
    assert "First: most points. Weights: balanced." in page


def test_without_another_plan_there_is_nothing_to_compare(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    assert console.get(full_event.path("plans/9/compare")).status_code == 404
    assert "Plan 1" in console.get(full_event.path("plans/2/compare?other=77")).text
