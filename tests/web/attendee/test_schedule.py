"""The schedule after publication: who, when, where and why."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import event as sql_event
from sqlalchemy import select

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Attendee, Event
from matchmaker.publishing.publish import publish, unpublish
from tests.builders import an_attendee
from tests.matchmaker.planning.builders import a_plan, a_score
from tests.web.attendee.conftest import AttendeeClient

WHY = {"code": "interests", "points": 10, "shared": [{"interest": "Yeast", "people": 2}]}
BEFORE_NOON = datetime(2027, 5, 11, 7, 25, tzinfo=UTC)
"""09:25 in Berlin: the first slot is over, the second under way."""


@pytest.fixture
def published(mara: AttendeeClient, database: Database, event: Event) -> AttendeeClient:
    """Mara meets Ben at 09:00 at table 1, Chloé at 09:20 at table 2 and Dmitri at 10:00 at table 1."""
    publish_meetings(mara, database, event, [("Ben", 0, 0), ("Chloé", 1, 1), ("Dmitri", 3, 0)])
    return mara


def publish_meetings(
    mara: AttendeeClient, database: Database, event: Event, meetings: list[tuple[str, int, int]]
) -> None:
    with database.writing() as session:
        row = session.get_one(Event, event.id)
        me = session.get_one(Attendee, mara.id)
        people = session.scalars(select(Attendee).where(Attendee.event_id == event.id, Attendee.id != me.id)).all()
        by_name = {person.name.split()[0]: person for person in people}
        if not row.published_plan_id:
            for person in by_name.values():
                a_score(session, me, person, reasons=[WHY])
        plan = a_plan(session, row, *((me, by_name[name], slot, table) for name, slot, table in meetings))
        publish(session, COMMAND_LINE, row, plan)


def cards(page: str) -> list[str]:
    return [
        " ".join(re.sub(r"<[^>]+>", " ", card).split())
        for card in re.findall(r'<li class="meeting.*?</li>\s*</ul>', page, re.S)
    ]


def test_before_publication_the_page_says_that_there_is_no_plan(mara: AttendeeClient) -> None:
    page = mara.get("/schedule").text
    assert "There is no plan yet" in page


def test_the_personal_link_opens_the_schedule_once_a_plan_is_published(published: AttendeeClient) -> None:
    page = published.get().text
    assert "3 meetings for Mara Lind at Spring Forum" in page
    assert "All times are Berlin time (Europe/Berlin)" in page
    with time_machine.travel(BEFORE_NOON, tick=False):
        first, second, third = cards(published.get("/schedule").text)
    assert first == (
        "From 09:00 – to 09:20 Table 1 Over Ben Okafor Buyer, Okafor & Co Why you’re a match "
        "You both care about Yeast, and nobody else here does."
    ).replace("&", "&amp;")
    assert second.startswith("From 09:20 – to 09:40 Table 2 Now Chloé Durand Durand")
    assert third.startswith("From 10:00 – to 10:20 Table 1 Dmitri Ivanov Why")


def test_the_next_meeting_is_marked_in_the_list_and_in_the_timeline(published: AttendeeClient) -> None:
    with time_machine.travel(BEFORE_NOON, tick=False):
        page = published.get("/schedule").text
    assert re.findall(r'<rect class="mark( \w+)?" x="([\d.]+)"', page) == [
        (" over", "0.0"),
        (" next", "166.7"),
        ("", "500.0"),
    ]
    assert re.findall(r'<li class="meeting( \w+)?"', page) == [" over", " next", ""]


def test_a_cancelled_meeting_is_shown_as_cancelled(published: AttendeeClient, database: Database, event: Event) -> None:
    publish_meetings(published, database, event, [("Ben", 0, 0)])
    page = published.get("/schedule").text
    assert len(cards(page)) == 1
    assert "Cancelled meetings" in page
    assert "<s>Tue, 11 May 2027, 09:20 CEST, Chloé Durand</s>" in page


def test_an_unpublished_plan_is_not_shown(published: AttendeeClient, database: Database, event: Event) -> None:
    with database.writing() as session:
        unpublish(session, COMMAND_LINE, session.get_one(Event, event.id))
    page = published.get("/schedule").text
    assert cards(page) == []
    assert "There is no plan yet" in page


def test_an_attendee_without_meetings_sees_that_there_are_none(
    mara: AttendeeClient, database: Database, event: Event
) -> None:
    with database.writing() as session:
        row = session.get_one(Event, event.id)
        a, b = an_attendee(session, row, "Ann A"), an_attendee(session, row, "Bob B")
        a_score(session, a, b)
        publish(session, COMMAND_LINE, row, a_plan(session, row, (a, b, 0, 0)))
    assert "No meetings for you in this plan" in mara.get().text


def test_after_publication_saving_explains_that_no_meeting_moves(published: AttendeeClient) -> None:
    published.save(about="Changed late.")
    assert "doesn’t move any meetings" in published.get("/saved").text


@pytest.mark.parametrize("meetings", [[("Ben", 0, 0)], [("Ben", 0, 0), ("Chloé", 1, 1), ("Dmitri", 3, 0)]])
def test_the_page_takes_four_queries_for_any_number_of_meetings(
    mara: AttendeeClient, database: Database, event: Event, meetings: list[tuple[str, int, int]]
) -> None:
    publish_meetings(mara, database, event, meetings)
    statements: list[str] = []
    engine = mara.browser.application.extensions["matchmaker"].database.engine
    sql_event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert len(cards(mara.get("/schedule").text)) == len(meetings)
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 4
