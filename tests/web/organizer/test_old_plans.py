"""What an old plan's pages and its text in the terminal say does not change with later data."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeStatus,
    Audience,
    Closure,
    Event,
    Grade,
    Plan,
    Request,
)
from tests.builders import an_attendee
from tests.matchmaker.planning.builders import a_plan
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent
from web.cli.plan_figures import plan_report, print_plan_text

PAGES = (
    *(f"plans/{number}{tab}" for number in (1, 3, 4) for tab in ("", "/people", "/slots", "/tables", "/why")),
    *("plans/1/compare?other=3", "plans/3/compare?other=4", "plans/4/compare?other=1"),
)
STALE = (
    "The data has changed since this plan was made. Solve again to include the changes.",
    "The lists below are as they were when the plan was made.",
)


@pytest.fixture
def old_plans(database: Database, full_event: FullEvent) -> FullEvent:
    """Plan 3 leaves two of four colleagues without a meeting, plan 4 everybody; Ada must meet Ben and Dan."""
    with database.writing() as session:
        event, (ada, ben, cem, dan) = everything(session)
        for person in (ada, ben, cem, dan):
            person.organisation = "N/A"
        ada.min_meetings = 2
        session.add_all(Request(attendee_id=ada.id, other_id=one.id, grade=Grade.MUST) for one in (ben, dan))
        session.flush()
        a_plan(session, event, (ada, cem, 0, 0), (ada, ben, 2, 2))
        a_plan(session, event)
    return full_event


def everything(session: Session) -> tuple[Event, list[Attendee]]:
    return session.scalars(select(Event)).one(), list(session.scalars(select(Attendee).order_by(Attendee.id)))


def change_data(session: Session) -> None:
    """Later: somebody withdraws, is renamed, comes; limits, wishes, absences, tables, slots, rules are others."""
    event, (ada, ben, cem, dan) = everything(session)
    dan.status = AttendeeStatus.WITHDRAWN
    cem.name, ada.min_meetings, ben.min_meetings, ben.max_meetings = "Cem Ozer", None, 5, 0
    for name in ("Eve New", "Finn New", "Gus New"):
        someone = an_attendee(session, event, name)
        session.add(Request(attendee_id=someone.id, other_id=cem.id, grade=Grade.MUST))
    session.add(Request(attendee_id=cem.id, other_id=ada.id, grade=Grade.LIKE))
    first, *_, last = event.slots
    session.add(Absence(attendee_id=ben.id, starts_at=first.starts_at, ends_at=last.ends_at))
    event.tables[0].name, event.tables[0].capacity = "Window", 7
    event.tables[0].closures.append(Closure(starts_at=first.starts_at, ends_at=first.ends_at))
    event.tables[1].reserved = True
    event.blocks[0].audience = Audience.RULES
    event.default_min_meetings, event.colleagues_may_meet = 3, True
    session.delete(last)
    event.data_version += 1


def said_of(page: str) -> str:
    """The page's contents as text, without the note that the data has changed."""
    contents = page.partition("<main")[2].partition("</main>")[0]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r'<input type="hidden"[^>]*>', "", contents)))
    for note in STALE:
        text = text.replace(note, "").replace("  ", " ")
    return re.sub(r"\s+", " ", text)


def pages(console: Browser, event: FullEvent) -> dict[str, str]:
    return {page: said_of(console.get(event.path(page)).text) for page in PAGES}


def in_the_terminal(database: Database, capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, object]], str]:
    with database.reading() as session:
        event = session.scalars(select(Event)).one()
        plans = session.scalars(select(Plan).order_by(Plan.number)).all()
        reports = [plan_report(session, event, plan) | {"stale": None} for plan in plans]
        for plan in plans:
            print_plan_text(session, event, plan)
    return reports, capsys.readouterr().out


def test_pages_of_old_plans_say_the_same_whatever_changes_later(
    console: Browser, database: Database, old_plans: FullEvent
) -> None:
    before = pages(console, old_plans)
    with database.writing() as session:
        change_data(session)
    assert pages(console, old_plans) == {page: text.replace("Uzer", "Ozer") for page, text in before.items()}


def test_the_terminal_says_the_same_of_old_plans_whatever_changes_later(
    database: Database, old_plans: FullEvent, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, text = in_the_terminal(database, capsys)
    assert "All 4 people share the organisation “N/A”, and people of one organisation do not meet." in text
    with database.writing() as session:
        change_data(session)
    renamed = [
        {**one, "without_meetings": [name.replace("Uzer", "Ozer") for name in one["without_meetings"]]}  # type: ignore[attr-defined]
        for one in reports
    ]
    assert in_the_terminal(database, capsys) == (renamed, text.replace("Uzer", "Ozer"))
