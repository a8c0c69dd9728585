"""The directory lists the people one could meet and reveals nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.answers.answers import answers_of
from matchmaker.answers.directory import Person, search, suggested_interests
from matchmaker.answers.save_answers import save_answers
from matchmaker.audit import Actor
from matchmaker.errors import InvalidInputError
from matchmaker.models import (
    Attendee,
    AttendeeStatus,
    Audience,
    Event,
    Grade,
    MeetingRule,
    PairRelation,
    Relation,
    Request,
)
from matchmaker.pages import Page
from matchmaker.schemas.answers import Answers, RequestDetails
from tests.builders import a_group, an_attendee, an_event
from tests.matchmaker.answers.conftest import Sample, counted


def names(found: Page[Person]) -> list[str]:
    return [person.name for person in found.rows]


def answer(session: Session, attendee: Attendee, answers: Answers) -> None:
    event = session.get_one(Event, attendee.event_id)
    save_answers(session, Actor.attendee(attendee), event, attendee, answers, attendee.version)


def test_everybody_else_is_listed_alphabetically(session: Session, sample: Sample) -> None:
    assert names(search(session, sample.event, sample.mara)) == ["Ben Okafor", "Chloé Durand", "Dmitri Ivanov"]


@pytest.mark.parametrize("text", ["chloe", "CHLOÉ", "durand", "dur chl", "yeast", "YEAST durand", "geneticist"])
def test_people_are_found_by_name_organisation_title_and_interest(session: Session, sample: Sample, text: str) -> None:
    chloe = sample.others[1]
    chloe.job_title = "Geneticist"
    answer(session, chloe, Answers(interests=("Wild yeast",)))
    assert names(search(session, sample.event, sample.mara, text)) == ["Chloé Durand"]


def test_all_words_must_match(session: Session, sample: Sample) -> None:
    assert names(search(session, sample.event, sample.mara, "ben durand")) == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "' OR 1=1 --"])
def test_database_wildcards_have_no_meaning_in_a_search(session: Session, sample: Sample, text: str) -> None:
    answer(session, sample.others[0], Answers(interests=("Moss",)))
    assert names(search(session, sample.event, sample.mara, text)) == []


def test_names_that_start_with_the_text_come_first(session: Session, sample: Sample) -> None:
    an_attendee(session, sample.event, "Abe Dmitrow", organisation="")
    assert names(search(session, sample.event, sample.mara, "dmit")) == ["Dmitri Ivanov", "Abe Dmitrow"]


def test_withdrawn_people_and_other_events_people_are_not_listed(session: Session, sample: Sample) -> None:
    sample.others[0].status = AttendeeStatus.WITHDRAWN
    an_attendee(session, an_event(session, name="Autumn Forum"), "Eve Stranger")
    assert names(search(session, sample.event, sample.mara)) == ["Chloé Durand", "Dmitri Ivanov"]


def test_a_no_thanks_is_invisible_to_the_person_it_concerns(session: Session, sample: Sample) -> None:
    ben = sample.others[0]
    before = search(session, sample.event, sample.mara)
    answer(session, ben, Answers(requests=(RequestDetails(sample.mara.public_id, Grade.NO),)))
    assert search(session, sample.event, ben).rows[2].grade is Grade.NO
    assert search(session, sample.event, sample.mara) == before
    assert answers_of(session, sample.mara) == Answers()


def test_each_person_is_shown_with_my_own_request(session: Session, sample: Sample) -> None:
    session.add(Request(attendee_id=sample.mara.id, other_id=sample.others[1].id, grade=Grade.MUST))
    session.flush()
    found = search(session, sample.event, sample.mara)
    assert [person.grade for person in found.rows] == [None, Grade.MUST, None]


def test_the_directory_does_not_reveal_who_is_kept_apart(session: Session, sample: Sample) -> None:
    relation(session, sample, Relation.KEEP_APART)
    assert "Ben Okafor" in names(search(session, sample.event, sample.mara))


def test_people_met_before_are_omitted_only_if_the_event_says_so(session: Session, sample: Sample) -> None:
    relation(session, sample, Relation.MET_BEFORE)
    assert "Ben Okafor" in names(search(session, sample.event, sample.mara))
    sample.event.met_before_may_meet = False
    session.flush()
    assert "Ben Okafor" not in names(search(session, sample.event, sample.mara))
    assert "Mara Lind" not in names(search(session, sample.event, sample.others[0]))


def test_colleagues_are_omitted_unless_the_event_allows_them_to_meet(session: Session, sample: Sample) -> None:
    an_attendee(session, sample.event, "Nils Lind", organisation="LIND  labs")
    assert "Nils Lind" not in names(search(session, sample.event, sample.mara))
    sample.event.colleagues_may_meet = True
    session.flush()
    assert "Nils Lind" in names(search(session, sample.event, sample.mara))


def test_people_without_an_organisation_are_not_colleagues(session: Session, sample: Sample) -> None:
    sample.mara.organisation = ""
    session.flush()
    assert "Dmitri Ivanov" in names(search(session, sample.event, sample.mara))


def test_only_groups_that_may_meet_are_listed(session: Session, sample: Sample) -> None:
    buyers, sellers = a_group(session, sample.event, "Buyers"), a_group(session, sample.event, "Sellers")
    session.add(MeetingRule(event_id=sample.event.id, group_a_id=buyers.id, group_b_id=sellers.id))
    sample.event.blocks[0].audience = Audience.RULES
    ben, chloe, _ = sample.others
    sample.mara.group, ben.group, chloe.group = buyers, buyers, sellers
    session.flush()
    assert names(search(session, sample.event, sample.mara)) == ["Chloé Durand"]
    assert names(search(session, sample.event, chloe)) == ["Ben Okafor", "Mara Lind"]
    with pytest.raises(InvalidInputError, match="not on the list of attendees you could meet"):
        answer(session, sample.mara, Answers(requests=(RequestDetails(ben.public_id, Grade.LIKE),)))


def test_one_block_for_everybody_is_enough_to_list_anybody(session: Session, sample: Sample) -> None:
    sample.mara.group = a_group(session, sample.event, "Buyers")
    session.flush()
    assert len(search(session, sample.event, sample.mara).rows) == 3


def test_the_directory_can_be_limited_to_a_group(session: Session, sample: Sample) -> None:
    sample.others[2].group = a_group(session, sample.event, "Sellers")
    session.flush()
    assert names(search(session, sample.event, sample.mara, group="sellers")) == ["Dmitri Ivanov"]


def test_long_lists_are_paged_and_out_of_range_numbers_give_the_last_page(session: Session, sample: Sample) -> None:
    for number in range(40):
        an_attendee(session, sample.event, f"Guest {number:02}")
    first, last = search(session, sample.event, sample.mara), search(session, sample.event, sample.mara, page=99)
    assert (len(first.rows), first.total, first.pages) == (20, 43, 3)
    assert (names(last), last.page) == (["Guest 37", "Guest 38", "Guest 39"], 3)


def test_the_directory_shows_the_beginning_of_a_long_text(session: Session, sample: Sample) -> None:
    sample.others[0].about = "word " * 100
    session.flush()
    about = search(session, sample.event, sample.mara).rows[0].about
    assert about.endswith("word…")
    assert len(about) <= 160


def test_popular_interests_are_suggested_first(session: Session, sample: Sample) -> None:
    for person, interests in zip(sample.others, (("Moss", "Yeast"), ("yeast",), ("Algae",)), strict=True):
        answer(session, person, Answers(interests=interests))
    assert suggested_interests(session, sample.event) == ["Yeast", "Algae", "Moss"]


def test_a_full_page_needs_as_many_queries_as_a_short_one(session: Session, sample: Sample) -> None:
    costs = []
    for _ in range(2):
        session.expire_all()
        assert sample.event.id
        assert sample.mara.id
        with counted(session) as statements:
            search(session, sample.event, sample.mara, "e")
        costs.append(len(statements))
        for number in range(30):
            an_attendee(session, sample.event, f"Guest {number} {len(costs)}")
    assert costs == [7, 7]


def relation(session: Session, sample: Sample, kind: Relation) -> None:
    a, b = sorted((sample.mara.id, sample.others[0].id))
    session.add(PairRelation(event_id=sample.event.id, a_id=a, b_id=b, relation=kind))
    session.flush()
