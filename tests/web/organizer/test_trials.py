"""What if, on pages: tried, shown beside the plan, and adopted after what it breaks has been seen."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import Event, SolveRun
from matchmaker.planning.runs.execution import execute_run
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent

FORM = {
    "more_tables": "0",
    "slot_minutes": "20",
    "pause_minutes": "0",
    "default_min_meetings": "0",
    "default_max_meetings": "",
    "preset": "",
    "aim": "everybody",
    "time_limit": "5",
}


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def tried(console: Browser, database: Database, event: FullEvent, **changes: str) -> str:
    """The path of a trial that a worker has carried out."""
    answer = console.send(event.path("what-if"), FORM | changes)
    assert answer.status_code == 303, answer.text
    assert "The solver tries it." in console.get(answer.location).text
    with database.reading() as session:
        public_id = answer.location.rpartition("/")[2]
        run_id = session.scalars(select(SolveRun.id).where(SolveRun.public_id == public_id)).one()
    execute_run(database, run_id)
    return str(answer.location)


def test_a_trial_stands_beside_the_published_plan(console: Browser, database: Database, full_event: FullEvent) -> None:
    page = text_of(console.get(tried(console, database, full_event, more_tables="-2")).text)
    assert "2 tables fewer" in page
    assert "Figure Plan 1 Trial Meetings 2 4" in page
    listed = text_of(console.get(full_event.path("what-if")).text)
    assert re.search(r"2 tables fewer done 4 \d+", listed)


def test_adopting_shows_what_it_breaks_and_makes_a_draft(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = tried(console, database, full_event, more_tables="-2")
    asked = console.send(f"{path}/adopt", {}).text
    assert "Table 2 does not exist any more" in asked
    with database.reading() as session:
        assert len(session.scalars(select(Event)).one().tables) == 3
    assert console.send(f"{path}/adopt", {"agreed": "later"}).location.endswith("/plans/3")  # type: ignore[union-attr]
    assert "Adopted as plan 3." in console.get(path).text
    refused = console.send(f"{path}/adopt", {"agreed": "later"})
    assert (refused.status_code, "adopted already" in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"more_tables": "many"}, "f-more-tables"),
        ({"slot_minutes": "0"}, "f-slot-minutes"),
        ({"block_day": "2027-05-12"}, "Enter day, start and end of the further block"),
        ({"preset": "magic"}, "There is no such preset."),
        ({"default_min_meetings": "5", "default_max_meetings": "2"}, "f-default-max-meetings"),
    ],
)
def test_wrong_input_stands_at_its_field(
    console: Browser, full_event: FullEvent, wrong: dict[str, str], sentence: str
) -> None:
    answer = console.send(full_event.path("what-if"), FORM | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
