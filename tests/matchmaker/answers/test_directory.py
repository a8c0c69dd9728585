"""The directory finds the people one could meet, and tells nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.answers.answers import answers_of
from matchmaker.answers.directory import DirectoryPage, search, suggested_interests
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
    PairStanding,
    Request,
    Standing,
)
from matchmaker.schemas.answers import Answers, RequestDetails
from tests.making import a_group, an_attendee, an_event
from tests.matchmaker.answers.conftest import World, counted


def names(found: DirectoryPage) -> list[str]:
    return [person.name for person in found.people]


def answer(session: Session, attendee: Attendee, answers: Answers) -> None:
    event = session.get_one(Event, attendee.event_id)
    save_answers(session, Actor.attendee(attendee), event, attendee, answers, attendee.version)


def test_everybody_else_is_there_in_the_order_of_the_alphabet(session: Session, world: World) -> None:
    assert names(search(session, world.event, world.mara)) == ["Ben Okafor", "Chloé Durand", "Dmitri Ivanov"]


@pytest.mark.parametrize("text", ["chloe", "CHLOÉ", "durand", "dur chl", "yeast", "YEAST durand", "geneticist"])
def test_people_are_found_by_name_organisation_title_and_interest(session: Session, world: World, text: str) -> None:
    chloe = world.others[1]
    chloe.job_title = "Geneticist"
    answer(session, chloe, Answers(interests=("Wild yeast",)))
    assert names(search(session, world.event, world.mara, text)) == ["Chloé Durand"]


def test_all_words_must_fit(session: Session, world: World) -> None:
    assert names(search(session, world.event, world.mara, "ben durand")) == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "' OR 1=1 --"])
def test_signs_that_mean_something_to_a_database_mean_nothing_here(session: Session, world: World, text: str) -> None:
    answer(session, world.others[0], Answers(interests=("Moss",)))
    assert names(search(session, world.event, world.mara, text)) == []


def test_names_that_begin_with_the_text_come_first(session: Session, world: World) -> None:
    an_attendee(session, world.event, "Abe Dmitrow", organisation="")
    assert names(search(session, world.event, world.mara, "dmit")) == ["Dmitri Ivanov", "Abe Dmitrow"]


def test_the_withdrawn_and_people_of_other_events_are_not_there(session: Session, world: World) -> None:
    world.others[0].status = AttendeeStatus.WITHDRAWN
    an_attendee(session, an_event(session, name="Autumn Forum"), "Eve Stranger")
    assert names(search(session, world.event, world.mara)) == ["Chloé Durand", "Dmitri Ivanov"]


def test_a_no_thanks_changes_nothing_for_the_person_it_is_about(session: Session, world: World) -> None:
    ben = world.others[0]
    before = search(session, world.event, world.mara)
    answer(session, ben, Answers(requests=(RequestDetails(world.mara.public_id, Grade.NO),)))
    assert search(session, world.event, ben).people[2].grade is Grade.NO
    assert search(session, world.event, world.mara) == before
    assert answers_of(session, world.mara) == Answers()


def test_my_own_grade_stands_beside_the_person(session: Session, world: World) -> None:
    session.add(Request(attendee_id=world.mara.id, other_id=world.others[1].id, grade=Grade.MUST))
    session.flush()
    found = search(session, world.event, world.mara)
    assert [person.grade for person in found.people] == [None, Grade.MUST, None]


def test_whom_the_organizer_keeps_apart_is_not_for_the_directory_to_tell(session: Session, world: World) -> None:
    standing(session, world, Standing.KEEP_APART)
    assert "Ben Okafor" in names(search(session, world.event, world.mara))


def test_people_one_has_met_are_left_out_only_where_the_event_wants_new_faces(session: Session, world: World) -> None:
    standing(session, world, Standing.MET_BEFORE)
    assert "Ben Okafor" in names(search(session, world.event, world.mara))
    world.event.met_before_may_meet = False
    session.flush()
    assert "Ben Okafor" not in names(search(session, world.event, world.mara))
    assert "Mara Lind" not in names(search(session, world.event, world.others[0]))


def test_colleagues_are_left_out_unless_the_event_lets_them_meet(session: Session, world: World) -> None:
    an_attendee(session, world.event, "Nils Lind", organisation="LIND  labs")
    assert "Nils Lind" not in names(search(session, world.event, world.mara))
    world.event.colleagues_may_meet = True
    session.flush()
    assert "Nils Lind" in names(search(session, world.event, world.mara))


def test_people_without_an_organisation_are_not_colleagues(session: Session, world: World) -> None:
    world.mara.organisation = ""
    session.flush()
    assert "Dmitri Ivanov" in names(search(session, world.event, world.mara))


def test_only_groups_that_may_meet_are_offered(session: Session, world: World) -> None:
    buyers, sellers = a_group(session, world.event, "Buyers"), a_group(session, world.event, "Sellers")
    session.add(MeetingRule(event_id=world.event.id, group_a_id=buyers.id, group_b_id=sellers.id))
    world.event.blocks[0].audience = Audience.RULES
    ben, chloe, _ = world.others
    world.mara.group, ben.group, chloe.group = buyers, buyers, sellers
    session.flush()
    assert names(search(session, world.event, world.mara)) == ["Chloé Durand"]
    assert names(search(session, world.event, chloe)) == ["Ben Okafor", "Mara Lind"]
    with pytest.raises(InvalidInputError, match="not in the directory"):
        answer(session, world.mara, Answers(requests=(RequestDetails(ben.public_id, Grade.LIKE),)))


def test_one_open_block_is_enough_to_meet_anybody(session: Session, world: World) -> None:
    world.mara.group = a_group(session, world.event, "Buyers")
    session.flush()
    assert len(search(session, world.event, world.mara).people) == 3


def test_a_group_can_be_picked_out(session: Session, world: World) -> None:
    world.others[2].group = a_group(session, world.event, "Sellers")
    session.flush()
    assert names(search(session, world.event, world.mara, group="sellers")) == ["Dmitri Ivanov"]


def test_long_lists_come_in_pages_and_the_last_one_stands_for_all_beyond(session: Session, world: World) -> None:
    for number in range(40):
        an_attendee(session, world.event, f"Guest {number:02}")
    first, last = search(session, world.event, world.mara), search(session, world.event, world.mara, page=99)
    assert (len(first.people), first.total, first.pages) == (20, 43, 3)
    assert (names(last), last.page) == (["Guest 37", "Guest 38", "Guest 39"], 3)


def test_the_directory_shows_the_beginning_of_a_long_text(session: Session, world: World) -> None:
    world.others[0].about = "word " * 100
    session.flush()
    about = search(session, world.event, world.mara).people[0].about
    assert about.endswith("word…")
    assert len(about) <= 160


def test_interests_of_many_are_suggested_first(session: Session, world: World) -> None:
    for person, interests in zip(world.others, (("Moss", "Yeast"), ("yeast",), ("Algae",)), strict=True):
        answer(session, person, Answers(interests=interests))
    assert suggested_interests(session, world.event) == ["Yeast", "Algae", "Moss"]


def test_a_full_page_costs_as_many_queries_as_a_short_one(session: Session, world: World) -> None:
    costs = []
    for _ in range(2):
        session.expire_all()
        assert world.event.id
        assert world.mara.id
        with counted(session) as statements:
            search(session, world.event, world.mara, "e")
        costs.append(len(statements))
        for number in range(30):
            an_attendee(session, world.event, f"Guest {number} {len(costs)}")
    assert costs == [7, 7]


def standing(session: Session, world: World, kind: Standing) -> None:
    a, b = sorted((world.mara.id, world.others[0].id))
    session.add(PairStanding(event_id=world.event.id, a_id=a, b_id=b, standing=kind))
    session.flush()
