"""The directory: as JSON for the form, and as a page that works without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from matchmaker.db import Database
from matchmaker.models import Event, Grade
from matchmaker.schemas.answers import RequestDetails
from tests.builders import an_attendee, an_event
from tests.web.attendee.conftest import AttendeeClient
from tests.web.attendee.test_answers import set_event


def search_json(mara: AttendeeClient, query: str) -> TestResponse:
    return mara.get(f"/directory{query}", headers={"Accept": "application/json"})


def names(answer: Any) -> list[str]:
    return [person["name"] for person in answer.json["people"]]


def test_the_search_returns_json(mara: AttendeeClient) -> None:
    answer = search_json(mara, "?q=okafor")
    assert answer.status_code == 200
    assert answer.json == {
        "people": [
            {
                "public_id": mara.people["Ben"],
                "name": "Ben Okafor",
                "organisation": "Okafor & Co",
                "job_title": "Buyer",
                "group": "",
                "about": "",
                "interests": [],
                "grade": None,
            }
        ],
        "total": 1,
        "sentence": "1 attendee found.",
        "page": 1,
        "pages": 1,
    }
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("query", ["?q=" + "x" * 101, "?page=0", "?page=first", "?sort=name", "?q=a%00b"])
def test_an_invalid_search_is_refused(mara: AttendeeClient, query: str) -> None:
    assert search_json(mara, query).status_code in {400, 422}
    assert mara.get(f"/directory{query}").status_code in {400, 422}


def test_the_same_search_is_a_page_without_scripts(mara: AttendeeClient) -> None:
    page = mara.get("/directory?q=okafor").text
    assert "1 attendee for “okafor”" in page
    assert "Ben Okafor" in page
    assert "Chloé Durand" not in page


def test_people_of_other_events_are_never_found(mara: AttendeeClient, database: Database) -> None:
    with database.writing() as session:
        an_attendee(session, an_event(session, name="Autumn Forum"), "Eve Stranger")
    assert names(search_json(mara, "")) == ["Ben Okafor", "Chloé Durand", "Dmitri Ivanov"]
    assert "Eve Stranger" not in mara.get("/directory").text


def test_choices_made_on_the_page_leave_the_other_answers_unchanged(mara: AttendeeClient) -> None:
    mara.save(about="I grow yeast.", **{f"grade-{mara.people['Chloé']}": "must"})
    choice = {"version": mara.version(), "q": "okafor", f"grade-{mara.people['Ben']}": "like"}
    answer = mara.post("/directory", choice)
    assert answer.status_code == 303
    assert answer.location.endswith("/directory?q=okafor")
    assert mara.saved_answers().about == "I grow yeast."
    assert mara.saved_answers().requests == (
        RequestDetails(mara.people["Chloé"], Grade.MUST),
        RequestDetails(mara.people["Ben"], Grade.LIKE),
    )
    assert f'value="like" id="g-{mara.people["Ben"]}-like" checked' in mara.get("/directory").text


def test_one_choice_too_many_is_refused_and_stays_selected(
    mara: AttendeeClient, database: Database, event: Event
) -> None:
    set_event(database, event, request_limit=0)
    answer = mara.post("/directory", {"version": mara.version(), f"grade-{mara.people['Ben']}": "must"})
    assert answer.status_code == 422
    assert "this event allows 0" in answer.text
    assert f'value="must" id="g-{mara.people["Ben"]}-must" checked' in answer.text
    assert mara.saved_answers().requests == ()


def test_choices_on_a_page_opened_before_another_save_are_not_lost(mara: AttendeeClient) -> None:
    opened = mara.version()
    mara.save(about="Meanwhile.")
    answer = mara.post("/directory", {"version": opened, f"grade-{mara.people['Ben']}": "must"})
    assert answer.status_code == 409
    assert f'value="must" id="g-{mara.people["Ben"]}-must" checked' in answer.text


def test_saving_can_lead_to_the_directory(mara: AttendeeClient) -> None:
    answer = mara.save(find="1", q="okafor", about="Kept on the way.")
    assert answer.location.endswith("/directory?q=okafor")
    assert mara.saved_answers().about == "Kept on the way."


def test_after_answers_are_closed_the_directory_is_read_only(
    mara: AttendeeClient, database: Database, event: Event
) -> None:
    set_event(database, event, answers_open=False)
    assert "Save my choices" not in mara.get("/directory").text
    assert mara.post("/directory", {f"grade-{mara.people['Ben']}": "must"}).status_code == 409
