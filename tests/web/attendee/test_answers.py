"""The one form: what is typed is kept, or comes back with what is wrong beside it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import update

from matchmaker.db import Database
from matchmaker.models import Event, GoalKind, Grade
from matchmaker.schemas.answers import Answers, GoalDetails, RequestDetails
from tests.builders import an_event
from tests.web.attendee.conftest import Guest


def full_form(mara: Guest) -> dict[str, Any]:
    return {
        "interests": 'Yeast, "learning, deep"',
        "seek-job": "on",
        "seek-knowledge": "on",
        "seek-knowledge-topics": "microfluidics, yeast genetics",
        "offer-other": "on",
        "offer-other-topics": "a spare booth, on Tuesday",
        f"grade-{mara.people['Ben']}": "must",
        f"grade-{mara.people['Chloé']}": "",
        f"grade-{mara.people['Dmitri']}": "no",
        "away": [str(mara.slots[0]), str(mara.slots[2])],
        "max_meetings": "3",
        "about": "I grow yeast.",
    }


def test_the_link_opens_the_form(mara: Guest) -> None:
    page = mara.get()
    assert page.status_code == 200
    assert "Hello Mara Lind" in page.text
    assert "Berlin time (Europe/Berlin)" in page.text


def test_what_is_typed_without_scripts_is_saved_and_read_back(mara: Guest) -> None:
    answer = mara.save(**full_form(mara))
    assert answer.status_code == 303
    assert mara.said() == Answers(
        about="I grow yeast.",
        interests=("Yeast", "learning, deep"),
        seeks=(
            GoalDetails(GoalKind.JOB),
            GoalDetails(GoalKind.KNOWLEDGE, "microfluidics"),
            GoalDetails(GoalKind.KNOWLEDGE, "yeast genetics"),
        ),
        offers=(GoalDetails(GoalKind.OTHER, "a spare booth, on Tuesday"),),
        requests=(
            RequestDetails(mara.people["Ben"], Grade.MUST),
            RequestDetails(mara.people["Dmitri"], Grade.NO),
        ),
        away=frozenset({mara.slots[0], mara.slots[2]}),
        max_meetings=3,
    )
    page = mara.browser.get(answer.location).text
    assert "What happens next" in page
    for line in ("I’m looking for a job", "Must: Ben Okafor", "No thanks: Dmitri Ivanov", "Morning: 09:00, 09:40"):
        assert line in page


def test_the_opened_form_sent_back_unchanged_changes_nothing(mara: Guest) -> None:
    mara.save(**full_form(mara))
    before = mara.said()
    page = mara.get("/answers").text
    assert 'value="Yeast, &#34;learning, deep&#34;"' in page
    again = full_form(mara) | {"interests": 'Yeast, "learning, deep"'}
    mara.save(**again)
    assert mara.said() == before


def test_with_scripts_each_interest_is_a_field_of_its_own(mara: Guest) -> None:
    mara.save(interest=["learning, deep", "Moss"], interests="not yet entered")
    assert mara.said().interests == ("learning, deep", "Moss", "not yet entered")


def test_one_tick_takes_a_whole_block(mara: Guest, event: Event) -> None:
    mara.save(**{"away-block": str(event.blocks[0].id)})
    assert mara.said().away == set(mara.slots)
    assert "Morning: all of it" in mara.get("/saved").text


def test_a_goal_without_its_tick_is_not_meant(mara: Guest) -> None:
    mara.save(**{"seek-job-topics": "left in the hidden field"})
    assert mara.said().seeks == ()


def test_each_direction_has_words_of_its_own(mara: Guest) -> None:
    page = mara.get("/answers").text
    assert "I’m looking for a job" in page
    assert "We’re hiring" in page


WRONG = [
    ({"about": "x" * 20_001}, "f-about", "Keep this to 20000 characters"),
    ({"about": "hidden\u202etext"}, "f-about", "hidden character (U+202E)"),
    ({"interests": "Yeast, moss, YEAST"}, "f-interests", "YEAST is there twice"),
    ({"interests": "y" * 101}, "f-interests", "at most 100 characters"),
    ({"interests": ", ".join(f"t{number}" for number in range(31))}, "f-interests", "at most 30 interests"),
    ({"seek-other": "on"}, "f-seek-other", "Write in a few words"),
    ({"offer-job": "on", "offer-job-topics": "t" * 201}, "f-offer-job", "at most 200 characters"),
    ({"away": "999999"}, "f-away", "times of this event have changed"),
    ({"away": "noon"}, "f-away", "Write a whole number"),
    ({"max_meetings": "-2"}, "f-max-meetings", "Write a number from 1"),
    ({"max_meetings": "many"}, "f-max-meetings", "Write a whole number"),
]


@pytest.mark.parametrize(("wrong", "field", "sentence"), WRONG)
def test_a_wrong_answer_comes_back_at_its_field_with_all_that_was_typed(
    mara: Guest, wrong: dict[str, str], field: str, sentence: str
) -> None:
    answer = mara.save(**{"about": "I grow yeast & moss.", "seek-mentoring": "on", **wrong})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert sentence in answer.text
    assert f'id="{field}' in answer.text
    assert 'id="f-seek-mentoring" checked' in answer.text
    for typed in (value for name, value in wrong.items() if value != "on" and name != "away"):
        assert typed in answer.text
    assert mara.said() == Answers()


def test_a_slot_of_another_event_is_refused(mara: Guest, database: Database) -> None:
    with database.writing() as session:
        foreign = an_event(session, name="Autumn Forum").slots[0].id
    answer = mara.save(away=[str(mara.slots[0]), str(foreign)])
    assert answer.status_code == 422
    assert f'id="slot-{mara.slots[0]}" checked' in answer.text
    assert mara.said() == Answers()


def test_asking_for_oneself_is_refused_in_that_row(mara: Guest) -> None:
    answer = mara.save(**{f"grade-{mara.public_id}": "must", f"grade-{mara.people['Ben']}": "like"})
    assert answer.status_code == 422
    assert "This is you. Choose other people." in answer.text
    assert f'value="like" id="g-{mara.people["Ben"]}-like" checked' in answer.text
    assert mara.said() == Answers()


def test_an_unknown_grade_is_refused(mara: Guest) -> None:
    answer = mara.save(**{f"grade-{mara.people['Ben']}": "perhaps"})
    assert answer.status_code == 422
    assert "Choose “must”, “would like” or “no thanks”." in answer.text


def test_more_wishes_than_allowed_are_refused_and_stay_chosen(mara: Guest, database: Database, event: Event) -> None:
    set_event(database, event, request_limit=1)
    answer = mara.save(**{f"grade-{person}": "like" for person in mara.people.values()})
    assert answer.status_code == 422
    assert "Take 2 off your list." in answer.text
    assert "2 too many" in answer.text
    assert answer.text.count('value="like"') == 4  # three rows and the empty one for the search
    assert mara.said() == Answers()


def test_the_limit_says_how_many_are_left_and_a_no_thanks_takes_none(
    mara: Guest, database: Database, event: Event
) -> None:
    set_event(database, event, request_limit=5)
    mara.save(**{f"grade-{mara.people['Ben']}": "must", f"grade-{mara.people['Dmitri']}": "no"})
    assert "4 left" in mara.get("/answers").text


def test_the_events_limits_on_meetings_are_told_and_kept(mara: Guest, database: Database, event: Event) -> None:
    set_event(database, event, default_min_meetings=2, default_max_meetings=6)
    assert "The organizer plans 2 to 6 meetings for you." in mara.get("/answers").text
    assert "at most 6 meetings" in mara.save(max_meetings="7").text


def test_two_windows_see_each_others_answers_and_the_second_may_still_win(mara: Guest) -> None:
    opened = mara.version()
    mara.save(about="From the first window.", interests="Moss", **{f"grade-{mara.people['Ben']}": "must"})
    second = {"about": "From the second window.", "interests": "Moss"}
    answer = mara.post("/answers", {"version": opened, **second})
    assert answer.status_code == 409
    assert "From the second window." in answer.text
    assert 'Saved in the meantime: <strong class="wrap-anywhere">From the first window.</strong>' in answer.text
    assert "Must: Ben Okafor" in answer.text
    assert 'Saved in the meantime: <strong class="wrap-anywhere">Moss' not in answer.text
    assert mara.said().about == "From the first window."
    shown = re.search(r'name="version" value="(\d+)"', answer.text)
    assert shown
    assert mara.post("/answers", {"version": shown[1], **second}).status_code == 303
    assert mara.said().about == "From the second window."


def test_closed_answers_are_shown_but_not_taken(mara: Guest, database: Database, event: Event) -> None:
    mara.save(about="I grow yeast.", interests="Moss")
    opened = mara.version()
    set_event(database, event, answers_open=False)
    page = mara.get("/answers").text
    assert "The organizer has closed the answers" in page
    assert "I grow yeast." in page
    assert "<textarea" not in page
    late = mara.post("/answers", {"version": opened, "about": "Typed too late."})
    assert late.status_code == 409
    assert "Typed too late." in late.text
    assert mara.said().about == "I grow yeast."


def test_withdrawing_asks_first_and_coming_back_finds_everything(mara: Guest) -> None:
    mara.save(about="I grow yeast.")
    assert "Yes, withdraw" in mara.get("/withdraw").text
    assert mara.post("/withdraw").status_code == 303
    assert "You have withdrawn" in mara.get("/answers").text
    assert mara.post("/answers", {"version": "9", "about": "x"}).status_code == 409
    assert mara.post("/come-back").status_code == 303
    assert "I grow yeast." in mara.get("/answers").text


def test_a_name_full_of_markup_stays_text(mara: Guest) -> None:
    mara.save(about="</textarea><script>alert(1)</script>", interests="<b>'bold'</b>")
    page = mara.get("/answers").text
    assert "<script>alert" not in page
    assert "<b>" not in page


def set_event(database: Database, event: Event, **values: Any) -> None:
    with database.writing() as session:
        session.execute(update(Event).where(Event.id == event.id).values(**values))
