"""Wishes and a plan: whose are met, and who is most wanted; a no-thanks is never read."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, AttendeeStatus, Event, Grade, Plan, Request
from matchmaker.planning.plans.wishes import below_minimum, most_wanted, unmet_musts, wishes_met, wishes_of
from tests.matchmaker.planning.builders import a_plan, an_event_with

Forum = tuple[Event, list[Attendee], Plan]


@pytest.fixture
def forum(session: Session) -> Forum:
    """Ada meets Ben and Cem meets Dan. Ada must meet Ben and Cem, Ben likes Ada, Dan must not be met by Eve.

    Ada is to have two meetings, and Eve nine."""
    event, people = an_event_with(session, "Ada", "Ben", "Cem", "Dan", "Eve")
    ada, ben, cem, dan, eve = people
    wishes = ((ada, ben, Grade.MUST), (ada, cem, Grade.MUST), (ben, ada, Grade.LIKE), (eve, dan, Grade.NO))
    session.add_all(Request(attendee_id=a.id, other_id=b.id, grade=grade) for a, b, grade in wishes)
    ada.min_meetings, eve.min_meetings = 2, 9
    session.flush()
    return event, people, a_plan(session, event, (ada, ben, 0, 0), (cem, dan, 0, 1))


def test_met_wishes_are_counted_in_both_directions(session: Session, forum: Forum) -> None:
    event, people, plan = forum
    assert wishes_met(session, event, plan) == (2, 3)
    people[1].status = AttendeeStatus.WITHDRAWN
    session.flush()
    assert wishes_met(session, event, plan) == (0, 1)


def test_without_wishes_none_are_met(session: Session) -> None:
    event, _ = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event)
    assert (wishes_met(session, event, plan), unmet_musts(session, event, plan)) == ((0, 0), ([], 0))


def test_a_person_sees_wishes_made_and_received_musts_first(session: Session, forum: Forum) -> None:
    event, (ada, ben, *_), plan = forum
    table = plan.meetings[0].table_name
    assert [(w.other.name, w.grade, w.made, w.table_name) for w in wishes_of(session, event, plan, ada)] == [
        ("Ben", Grade.MUST, True, table),
        ("Cem", Grade.MUST, True, ""),
        ("Ben", Grade.LIKE, False, table),
    ]
    assert [w.other.name for w in wishes_of(session, event, plan, ben)] == ["Ada", "Ada"]


def test_unmet_musts_and_the_most_wanted(session: Session, forum: Forum) -> None:
    event, _, plan = forum
    unmet, count = unmet_musts(session, event, plan)
    assert ([(a.name, b.name) for a, b in unmet], count) == ([("Ada", "Cem")], 1)
    wanted = [(one.person.name, one.musts, one.likes, one.met) for one in most_wanted(session, event, plan)]
    assert wanted == [("Ben", 1, 0, 1), ("Cem", 1, 0, 0), ("Ada", 0, 1, 1)]


def test_who_is_below_the_minimum_is_named_with_what_is_known(session: Session, forum: Forum) -> None:
    event, _, plan = forum
    found, count = below_minimum(session, event, plan)
    assert ([(one.person.name, one.count, one.least) for one in found], count) == ([("Eve", 0, 9), ("Ada", 1, 2)], 2)
    assert [str(one.reason) for one in found] == [
        "available in only 4 slots",
        "possible partners and places went to other meetings",
    ]


def test_a_plan_keeps_what_it_says_of_wishes_and_an_older_one_says_it_of_today(session: Session, forum: Forum) -> None:
    event, (ada, ben, cem, *_), plan = forum

    def said() -> tuple[object, ...]:
        session.flush()
        session.expire_all()
        return tuple(of(session, event, plan) for of in (unmet_musts, most_wanted, below_minimum))

    before = said()
    session.add(Request(attendee_id=ben.id, other_id=cem.id, grade=Grade.MUST))
    ada.min_meetings = None
    cem.status = AttendeeStatus.WITHDRAWN
    assert said() == before
    plan.figures = None
    unmet, wanted, below = said()
    assert (unmet, [one.person.name for one in wanted], below[1]) == (([], 0), ["Ben", "Ada"], 1)
