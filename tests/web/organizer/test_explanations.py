"""Why and why not: wishes met and unmet, explanations, and nothing from which a no-thanks could be told."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import Attendee, Event, Grade, Request, RunStatus, SolveRun
from matchmaker.planning.plans.basis import basis_today
from matchmaker.planning.plans.figures import keep_figures
from matchmaker.planning.plans.plans import plan_by_number
from matchmaker.planning.runs.execution import execute_run
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent


@pytest.fixture
def wished(database: Database, full_event: FullEvent) -> FullEvent:
    """Ada must meet Ben (who she meets) and Cem (whom she does not); Dan would like to meet Ada; Ben says no to Dan."""
    with database.writing() as session:
        ada, ben, cem, dan = session.scalars(select(Attendee).order_by(Attendee.id)).all()
        for asking, asked, grade in (
            (ada, ben, Grade.MUST),
            (ada, cem, Grade.MUST),
            (dan, ada, Grade.LIKE),
            (ben, dan, Grade.NO),
        ):
            session.add(Request(attendee_id=asking.id, other_id=asked.id, grade=grade))
        event = session.scalars(select(Event)).one()
        event.default_min_meetings = 2
        session.flush()
        plan = plan_by_number(session, event, 1)
        keep_figures(session, event, plan, basis_today(session, event), None)
    return full_event


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def ask(console: Browser, database: Database, event: FullEvent, **people: str) -> str:
    """The text of the page of the explanation, once a worker has made it."""
    answer = console.send(event.path("plans/1/why"), people)
    assert answer.status_code == 303, answer.text
    assert "The solver is looking for an answer." in console.get(answer.location).text
    with database.reading() as session:
        public_id = answer.location.rpartition("/")[2]
        run_id = session.scalars(select(SolveRun.id).where(SolveRun.public_id == public_id)).one()
    assert execute_run(database, run_id) is RunStatus.DONE
    return text_of(console.get(answer.location).text)


def test_the_event_s_unmet_musts_minimums_and_most_wanted_are_shown(console: Browser, wished: FullEvent) -> None:
    page = text_of(console.get(wished.path("plans/1/why")).text)
    assert "Musts that the plan does not meet Attendee must meet Actions Ada Lovelace Cem Uzer Why not?" in page
    assert "Ada Lovelace 1 2 possible partners and places went to other meetings" in page
    assert "Ben Okri 1 0 1" in page


def test_a_person_s_wishes_are_shown_with_their_meetings_and_never_a_no_thanks(
    console: Browser, database: Database, wished: FullEvent
) -> None:
    page = text_of(console.get(wished.path(f"plans/1/why?about={wished.ada}")).text)
    assert "must meet Ben Okri Tue 11 May, 09:00, Table 1 Why?" in page
    assert "must meet Cem Uzer none Why not?" in page
    assert "is wanted by Dan Ek none" in page
    with database.reading() as session:
        ben = session.scalars(select(Attendee.public_id).where(Attendee.name == "Ben Okri")).one()
    others = text_of(console.get(wished.path(f"plans/1/why?about={ben}")).text)
    assert "Dan Ek" not in others


def test_two_people_who_meet_and_two_who_do_not_are_explained(
    console: Browser, database: Database, wished: FullEvent
) -> None:
    meet = ask(console, database, wished, person="Ada Lovelace", other="Ben Okri")
    assert "Ada Lovelace and Ben Okri (score 10) meet at Tue 11 May, 09:00, table Table 1." in meet
    apart = ask(console, database, wished, person="Ada Lovelace", other="Cem Uzer")
    assert "Ada Lovelace and Cem Uzer" in apart
    listed = text_of(console.get(wished.path("plans/1/why")).text)
    assert "Explanations so far Ada Lovelace and Ben Okri Ada Lovelace and Cem Uzer" in listed


def test_what_would_help_one_person_or_the_event_is_asked_with_fewer_names(
    console: Browser, database: Database, wished: FullEvent
) -> None:
    assert "What would help Ada Lovelace" in ask(console, database, wished, person="Ada Lovelace")
    assert "What would help the event most" in ask(console, database, wished)


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ({"person": "Zoe"}, "Zoe"),
        ({"person": "Ada Lovelace", "other": "Zoe"}, "Zoe"),
        ({"person": "Ada Lovelace", "other": "Ada Lovelace"}, "Ada Lovelace cannot meet themselves. Name two people."),
    ],
)
def test_unknown_people_are_refused_at_their_field(
    console: Browser, wished: FullEvent, people: dict[str, str], sentence: str
) -> None:
    answer = console.send(wished.path("plans/1/why"), people)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_an_explanation_can_be_cancelled(console: Browser, database: Database, wished: FullEvent) -> None:
    location = console.send(wished.path("plans/1/why"), {}).location
    assert console.send(f"{location}/cancel", {}).status_code == 303
    with database.reading() as session:
        run = session.scalars(select(SolveRun).where(SolveRun.public_id == location.rpartition("/")[2])).one()
        assert run.status is RunStatus.CANCELLED
    assert console.get(location).status_code == 200
