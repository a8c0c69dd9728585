"""Invalid answers are rejected with the location of each fault, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from matchmaker.answers.answers import answers_of
from matchmaker.answers.save_answers import save_answers
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import Fault, InvalidInputError
from matchmaker.event.meeting_limits import organizer_limits
from matchmaker.models import Grade
from matchmaker.schemas.answers import Answers, AnswersSchema, DirectoryQuerySchema, RequestDetails
from matchmaker.schemas.loading import load
from tests.builders import a_group, an_attendee, an_event
from tests.matchmaker.answers.conftest import Sample


def locations_of(data: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        load(AnswersSchema(), data)
    return [fault.location for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("data", "location"),
    [
        ({"about": "x" * 20_001}, "about"),
        ({"about": "a\x00b"}, "about"),
        ({"interests": ["y" * 101]}, "interests[0]"),
        ({"interests": ["fine", "\u202eenif"]}, "interests[1]"),
        ({"interests": ["Yeast", "Moss", "YEAST "]}, "interests[2]"),
        ({"interests": [""]}, "interests[0]"),
        ({"interests": [f"topic {number}" for number in range(31)]}, "interests"),
        ({"seeks": [{"kind": "treasure"}]}, "seeks[0].kind"),
        ({"seeks": [{"kind": "other", "topic": " "}]}, "seeks[0].topic"),
        ({"offers": [{"kind": "job", "topic": "t" * 201}]}, "offers[0].topic"),
        ({"offers": [{"kind": "job", "topic": "Cook"}, {"kind": "job", "topic": "cook"}]}, "offers[1]"),
        ({"requests": [{"person": "abc", "grade": "maybe"}]}, "requests[0].grade"),
        ({"requests": [{"person": "abc", "grade": "must"}, {"person": "abc", "grade": "no"}]}, "requests[1]"),
        ({"away": ["Tuesday"]}, "away[0]"),
        ({"away": [1.9]}, "away[0]"),
        ({"max_meetings": -1}, "max_meetings"),
        ({"max_meetings": 0}, "max_meetings"),
        ({"max_meetings": 2.5}, "max_meetings"),
        ({"max_meetings": True}, "max_meetings"),
        ({"shoe_size": 44}, "shoe_size"),
    ],
)
def test_a_fault_is_reported_at_its_location(data: dict[str, Any], location: str) -> None:
    assert locations_of(data) == [location]


def test_all_faults_are_reported_at_once() -> None:
    assert sorted(locations_of({"about": "x" * 20_001, "max_meetings": -1})) == ["about", "max_meetings"]


def test_the_length_limit_applies_to_the_expanded_text() -> None:
    assert locations_of({"interests": ["\ufdfa" * 20]}) == ["interests[0]"]


def test_text_is_stored_in_its_normal_form() -> None:
    answers = load(AnswersSchema(), {"about": " Cafe\u0301\r\n", "interests": [" moss "]})
    assert (answers.about, answers.interests) == ("Café", ("moss",))


_FIELDS = st.sampled_from(["about", "interests", "seeks", "requests", "away", "max_meetings"])
_ONE = st.none() | st.integers() | st.text() | st.dictionaries(st.sampled_from(["kind", "topic", "person"]), st.text())


@given(st.dictionaries(_FIELDS, _ONE | st.lists(_ONE)))
def test_any_input_is_either_accepted_or_rejected_with_sentences(data: dict[str, Any]) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        answers = load(AnswersSchema(), data)
    except InvalidInputError as error:
        faults = error.faults
    assert faults or isinstance(answers, Answers)
    assert all(str(fault.message) for fault in faults)


@pytest.mark.parametrize("data", [{"q": "x" * 101}, {"page": 0}, {"page": "two"}, {"page": 10_001}, {"sort": "name"}])
def test_a_search_has_limits(data: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        load(DirectoryQuerySchema(), data)


def refusal(session: Session, sample: Sample, answers: Answers) -> list[tuple[str, str]]:
    before = answers_of(session, sample.mara)
    with pytest.raises(InvalidInputError) as caught:
        save_answers(session, COMMAND_LINE, sample.event, sample.mara, answers, sample.mara.version)
    assert answers_of(session, sample.mara) == before
    assert not session.dirty
    assert not session.new
    return [(str(fault.location), str(fault.message)) for fault in caught.value.faults]


def asking_for(*people: str) -> Answers:
    return Answers(requests=tuple(RequestDetails(person, Grade.MUST) for person in people))


def test_people_cannot_request_themselves(session: Session, sample: Sample) -> None:
    faults = refusal(session, sample, asking_for(sample.others[0].public_id, sample.mara.public_id))
    assert faults == [("requests[1].person", "This is you. Choose other people.")]


def test_people_of_another_event_are_treated_as_unknown(session: Session, sample: Sample) -> None:
    stranger = an_attendee(session, an_event(session, name="Autumn Forum"), "Eve Stranger")
    of_another = refusal(session, sample, asking_for(stranger.public_id))
    unknown = refusal(session, sample, asking_for("nobody"))
    assert of_another == unknown
    assert of_another[0][0] == "requests[0].person"


def test_too_many_requests_are_rejected_with_the_number_to_remove(session: Session, sample: Sample) -> None:
    sample.event.request_limit = 1
    faults = refusal(session, sample, asking_for(*(person.public_id for person in sample.others)))
    assert faults == [
        ("requests", "You chose 3 people to meet; this event allows 1. Remove 2 from your list."),
    ]


def test_a_no_thanks_does_not_count_against_the_limit(session: Session, sample: Sample) -> None:
    sample.event.request_limit = 0
    wishes = tuple(RequestDetails(person.public_id, Grade.NO) for person in sample.others)
    save_answers(session, COMMAND_LINE, sample.event, sample.mara, Answers(requests=wishes), sample.mara.version)
    assert len(answers_of(session, sample.mara).requests) == 3


def test_a_slot_of_another_event_is_refused(session: Session, sample: Sample) -> None:
    elsewhere = an_event(session, name="Autumn Forum").slots[0].id
    faults = refusal(session, sample, Answers(away=frozenset({sample.event.slots[0].id, elsewhere})))
    assert [place for place, _ in faults] == ["away"]


def test_the_organizers_meeting_limits_apply(session: Session, sample: Sample) -> None:
    sample.event.default_min_meetings, sample.event.default_max_meetings = 2, 6
    assert refusal(session, sample, Answers(max_meetings=1)) == [
        ("max_meetings", "The organizer plans at least 2 meetings for you.")
    ]
    assert refusal(session, sample, Answers(max_meetings=7)) == [
        ("max_meetings", "The organizer plans at most 6 meetings for you.")
    ]


def test_a_groups_limits_take_precedence_over_the_events(session: Session, sample: Sample) -> None:
    sample.event.default_min_meetings, sample.event.default_max_meetings = 2, 6
    sample.mara.group = a_group(session, sample.event, "Mentors", min_meetings=0, max_meetings=3)
    limits = organizer_limits(sample.event, sample.mara)
    assert (limits.least, limits.most) == (0, 3)


def test_a_higher_maximum_granted_by_the_organizer_may_be_kept(session: Session, sample: Sample) -> None:
    sample.event.default_max_meetings = 6
    sample.mara.max_meetings = 9
    save_answers(session, COMMAND_LINE, sample.event, sample.mara, Answers(max_meetings=9), sample.mara.version)
    assert sample.mara.max_meetings == 9
