"""No page of the console grows with the event: long lists have pages, and what belongs to a row is folded."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import Event, EventOrganizer, Organizer
from tests.builders import an_attendee, an_event
from tests.matchmaker.planning.builders import a_plan, a_score
from tests.web.conftest import Browser
from web.foundation.policy import Policy, policy_of

MOST_ROWS = 160
PEOPLE, TABLES, SLOTS = 240, 220, 6


def a_large_event(database: Database, organizer: Organizer) -> str:
    with database.writing() as session:
        event = an_event(session, slots=SLOTS, tables=TABLES)
        session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id))
        people = [an_attendee(session, event, f"Person {number:03}") for number in range(PEOPLE)]
        half = PEOPLE // 2
        meetings = [
            (people[k], people[half + (k + slot) % half], slot, k) for slot in range(SLOTS) for k in range(half)
        ]
        for a, b, _, _ in meetings:
            a_score(session, a, b)
        a_plan(session, event, *meetings)
        return event.public_id


def rows_at_first_sight(page: str) -> int:
    """Rows of tables and lists, without those that are folded."""
    unfolded = re.sub(r"<details(?![^>]* open)[^>]*>.*?</details>", "", page, flags=re.DOTALL)
    return len(re.findall(r"<(?:tr|li)\b", unfolded))


def test_no_page_shows_more_rows_than_people_can_look_over(
    app: Flask, console: Browser, database: Database, organizer: Organizer
) -> None:
    event_id = a_large_event(database, organizer)
    with database.reading() as session:
        assert session.scalars(select(Event.public_id)).all() == [event_id]
    found = {}
    for rule in app.url_map.iter_rules():
        of_event = rule.arguments == {"event_id"} or rule.arguments == {"event_id", "number"}
        if of_event and "GET" in (rule.methods or ()) and policy_of(app, rule.endpoint) is Policy.ORGANIZER:
            with app.test_request_context():
                path = app.url_map.bind("").build(rule.endpoint, {"event_id": event_id, "number": 1})
            answer = console.get(path.partition("?")[0])
            if answer.mimetype == "text/html":
                found[rule.endpoint] = rows_at_first_sight(answer.text)
    assert len(found) > 18
    assert {endpoint: rows for endpoint, rows in found.items() if rows > MOST_ROWS} == {}
