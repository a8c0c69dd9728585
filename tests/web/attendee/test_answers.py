"""The answers form: answers are saved, or come back with each fault at its field."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select, update

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Appointment, Attendee, Event, GoalKind, Grade
from matchmaker.publishing import publish
from matchmaker.schemas.answers import Answers, GoalDetails, RequestDetails
from tests.builders import an_event
from tests.matchmaker.planning.builders import a_plan, a_score
from tests.web.attendee.conftest import AttendeeClient


def full_form(mara: AttendeeClient) -> dict[str, Any]:
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


def test_the_personal_link_opens_the_form(mara: AttendeeClient) -> None:
    page = mara.get()
    assert page.status_code == 200
    assert "Hello Mara Lind" in page.text
    assert "Berlin time (Europe/Berlin)" in page.text


def test_answers_typed_without_scripts_are_saved_and_shown(mara: AttendeeClient) -> None:
    answer = mara.save(**full_form(mara))
    assert answer.status_code == 303
    assert mara.saved_answers() == Answers(
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


def test_submitting_the_form_unchanged_changes_nothing(mara: AttendeeClient) -> None:
    mara.save(**full_form(mara))
    before = mara.saved_answers()
    page = mara.get("/answers").text
    assert 'value="Yeast, &#34;learning, deep&#34;"' in page
    again = full_form(mara) | {"interests": 'Yeast, "learning, deep"'}
    mara.save(**again)
    assert mara.saved_answers() == before


def test_with_scripts_each_interest_has_its_own_field(mara: AttendeeClient) -> None:
    mara.save(interest=["learning, deep", "Moss"], interests="not yet entered")
    assert mara.saved_answers().interests == ("learning, deep", "Moss", "not yet entered")


def test_one_checkbox_marks_a_whole_block_as_away(mara: AttendeeClient, event: Event) -> None:
    mara.save(**{"away-block": str(event.blocks[0].id)})
    assert mara.saved_answers().away == set(mara.slots)
    assert "Morning: all of it" in mara.get("/saved").text


def test_topics_of_an_unticked_goal_are_ignored(mara: AttendeeClient) -> None:
    mara.save(**{"seek-job-topics": "left in the hidden field"})
    assert mara.saved_answers().seeks == ()


def test_seeking_and_offering_are_worded_differently(mara: AttendeeClient) -> None:
    page = mara.get("/answers").text
    assert "I’m looking for a job" in page
    assert "We’re hiring" in page


WRONG = [
    ({"about": "x" * 20_001}, "f-about", "Keep this to 20000 characters"),
    ({"about": "hidden\u202etext"}, "f-about", "hidden character (U+202E)"),
    ({"interests": "Yeast, moss, YEAST"}, "f-interests", "YEAST is listed twice"),
    ({"interests": "y" * 101}, "f-interests", "at most 100 characters"),
    ({"interests": ", ".join(f"t{number}" for number in range(31))}, "f-interests", "at most 30 interests"),
    ({"seek-other": "on"}, "f-seek-other", "Describe it in a few words"),
    ({"offer-job": "on", "offer-job-topics": "t" * 201}, "f-offer-job", "at most 200 characters"),
    ({"away": "999999"}, "f-away", "times of this event have changed"),
    ({"away": "noon"}, "f-away", "Enter a whole number"),
    ({"max_meetings": "-2"}, "f-max-meetings", "Enter a whole number from 1"),
    ({"max_meetings": "many"}, "f-max-meetings", "Enter a whole number"),
]


@pytest.mark.parametrize(("wrong", "field", "sentence"), WRONG)
def test_an_invalid_answer_is_reported_at_its_field_and_nothing_typed_is_lost(
    mara: AttendeeClient, wrong: dict[str, str], field: str, sentence: str
) -> None:
    answer = mara.save(**{"about": "I grow yeast & moss.", "seek-mentoring": "on", **wrong})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert sentence in answer.text
    assert f'id="{field}' in answer.text
    assert 'id="f-seek-mentoring" checked' in answer.text
    for typed in (value for name, value in wrong.items() if value != "on" and name != "away"):
        assert typed in answer.text
    assert mara.saved_answers() == Answers()


def test_a_slot_of_another_event_is_refused(mara: AttendeeClient, database: Database) -> None:
    with database.writing() as session:
        foreign = an_event(session, name="Autumn Forum").slots[0].id
    answer = mara.save(away=[str(mara.slots[0]), str(foreign)])
    assert answer.status_code == 422
    assert f'id="slot-{mara.slots[0]}" checked' in answer.text
    assert mara.saved_answers() == Answers()


def test_a_wish_to_meet_oneself_is_refused_in_its_row(mara: AttendeeClient) -> None:
    answer = mara.save(**{f"grade-{mara.public_id}": "must", f"grade-{mara.people['Ben']}": "like"})
    assert answer.status_code == 422
    assert "This is you. Choose other people." in answer.text
    assert f'value="like" id="g-{mara.people["Ben"]}-like" checked' in answer.text
    assert mara.saved_answers() == Answers()


def test_an_unknown_grade_is_refused(mara: AttendeeClient) -> None:
    answer = mara.save(**{f"grade-{mara.people['Ben']}": "perhaps"})
    assert answer.status_code == 422
    assert "Choose “must”, “would like” or “no thanks”." in answer.text


def test_too_many_wishes_are_refused_and_stay_selected(mara: AttendeeClient, database: Database, event: Event) -> None:
    set_event(database, event, request_limit=1)
    answer = mara.save(**{f"grade-{person}": "like" for person in mara.people.values()})
    assert answer.status_code == 422
    assert "Remove 2 from your list." in answer.text
    assert "2 too many" in answer.text
    assert answer.text.count('value="like"') == 4  # three rows and the empty one for the search
    assert mara.saved_answers() == Answers()


def test_the_page_counts_the_wishes_left_and_a_no_thanks_does_not_count(
    mara: AttendeeClient, database: Database, event: Event
) -> None:
    set_event(database, event, request_limit=5)
    mara.save(**{f"grade-{mara.people['Ben']}": "must", f"grade-{mara.people['Dmitri']}": "no"})
    assert "4 left" in mara.get("/answers").text


def test_the_events_limits_on_meetings_are_shown_and_enforced(
    mara: AttendeeClient, database: Database, event: Event
) -> None:
    set_event(database, event, default_min_meetings=2, default_max_meetings=6)
    assert "The organizer plans 2 to 6 meetings for you." in mara.get("/answers").text
    assert "at most 6 meetings" in mara.save(max_meetings="7").text


def test_of_two_open_windows_the_second_sees_the_conflict_and_may_overwrite(mara: AttendeeClient) -> None:
    opened = mara.version()
    mara.save(about="From the first window.", interests="Moss", **{f"grade-{mara.people['Ben']}": "must"})
    second = {"about": "From the second window.", "interests": "Moss"}
    answer = mara.post("/answers", {"version": opened, **second})
    assert answer.status_code == 409
    assert "From the second window." in answer.text
    assert (
        'Currently saved: <strong class="wrap-anywhere" translate="no">From the first window.</strong>' in answer.text
    )
    assert "Must: Ben Okafor" in answer.text
    assert 'Currently saved: <strong class="wrap-anywhere" translate="no">Moss' not in answer.text
    assert mara.saved_answers().about == "From the first window."
    shown = re.search(r'name="version" value="(\d+)"', answer.text)
    assert shown
    assert mara.post("/answers", {"version": shown[1], **second}).status_code == 303
    assert mara.saved_answers().about == "From the second window."


def test_closed_answers_are_shown_but_cannot_be_changed(mara: AttendeeClient, database: Database, event: Event) -> None:
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
    assert mara.saved_answers().about == "I grow yeast."


def test_withdrawing_asks_for_confirmation_and_coming_back_restores_the_answers(mara: AttendeeClient) -> None:
    mara.save(about="I grow yeast.")
    assert "Yes, withdraw" in mara.get("/withdraw").text
    assert mara.post("/withdraw").status_code == 303
    assert "You have withdrawn" in mara.get("/answers").text
    assert mara.post("/answers", {"version": "9", "about": "x"}).status_code == 409
    assert mara.post("/come-back").status_code == 303
    assert "I grow yeast." in mara.get("/answers").text


def test_markup_in_answers_is_escaped(mara: AttendeeClient) -> None:
    mara.save(about="</textarea><script>alert(1)</script>", interests="<b>'bold'</b>")
    page = mara.get("/answers").text
    assert "<script>alert" not in page
    assert "<b>" not in page


def set_event(database: Database, event: Event, **values: Any) -> None:
    with database.writing() as session:
        session.execute(update(Event).where(Event.id == event.id).values(**values))


def test_times_away_show_the_meetings_they_cancel_before_they_are_saved(
    mara: AttendeeClient, database: Database, event: Event
) -> None:
    with database.writing() as session:
        mine = session.get_one(Attendee, mara.id)
        ben = session.scalars(select(Attendee).where(Attendee.public_id == mara.people["Ben"])).one()
        a_score(session, mine, ben)
        found = session.get_one(Event, event.id)
        publish(session, COMMAND_LINE, found, a_plan(session, found, (mine, ben, 0, 0)))
    asked = mara.save(away=[str(mara.slots[0])])
    assert "Nothing is saved yet." in asked.text
    assert "Table 1: Ben Okafor" in asked.text
    assert mara.saved_answers().away == set()
    assert mara.save(away=[str(mara.slots[0])], agreed="cancel").status_code == 303
    assert mara.saved_answers().away == {mara.slots[0]}
    with database.reading() as session:
        assert session.scalars(select(Appointment.cancelled)).all() == [True]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("interests", "a," * 100_000),
        ("interest", [f"word {k}" for k in range(9_000)]),
        ("seek-other-topics", "x\n" * 50_000),
        ("about", "a" * 200_000),
    ],
)
def test_a_very_long_answer_is_refused_without_a_writing_transaction(
    mara: AttendeeClient, monkeypatch: pytest.MonkeyPatch, field: str, text: str | list[str]
) -> None:
    sent = {"csrf_token": mara.browser.token(f"/a/{mara.secret}/saved"), "version": mara.version(), field: text}
    monkeypatch.delattr(Database, "writing")
    answer = mara.browser.post(f"/a/{mara.secret}/answers", data=sent | {"seek-other": "on"})
    assert answer.status_code == 422
    assert len(answer.data) < 400_000
