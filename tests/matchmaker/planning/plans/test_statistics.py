"""A plan's figures and the words for them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.models import AttendeeStatus, Closure, Grade, Plan, Request
from matchmaker.planning.plans.distributions import distributions_of
from matchmaker.planning.plans.figures import figures_of
from matchmaker.planning.plans.statistics import WishShare, plan_statistics, quality
from matchmaker.planning.plans.views import by_person
from matchmaker.planning.problem.snapshot import build_problem
from tests.builders import an_attendee
from tests.matchmaker.planning.builders import a_plan, a_schedule, a_stored_plan, an_event_with


def test_people_are_counted_by_their_number_of_meetings(session: Session) -> None:
    event, (ada, ben, cem, dan, eve) = an_event_with(session, "Ada", "Ben", "Cem", "Dan", "Eve")
    eve.status = AttendeeStatus.WITHDRAWN
    session.flush()
    plan = a_plan(session, event, (ada, ben, 0, 0), (ada, cem, 1, 0))
    figures = plan_statistics(session, plan)
    assert (figures.meetings, figures.people) == (2, 4)
    assert (figures.fewest, figures.median, figures.most) == (0, 1, 2)
    assert figures.histogram == {0: 1, 1: 2, 2: 1}
    assert figures.without == (dan,)


def test_a_wish_is_met_if_the_pair_meets(session: Session) -> None:
    event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
    for asking, asked, grade in (
        (ada, ben, Grade.MUST),
        (ben, ada, Grade.LIKE),
        (cem, ada, Grade.MUST),
        (cem, dan, Grade.LIKE),
        (dan, ben, Grade.LIKE),
    ):
        session.add(Request(attendee_id=asking.id, other_id=asked.id, grade=grade))
    figures = plan_statistics(session, a_plan(session, event, (ada, ben, 0, 0)))
    assert (figures.must, figures.like) == (WishShare(asked=2, met=1), WishShare(asked=3, met=1))


def test_a_wish_for_somebody_who_withdrew_does_not_count(session: Session) -> None:
    event, (ada, _, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    session.add(Request(attendee_id=ada.id, other_id=cem.id, grade=Grade.MUST))
    cem.status = AttendeeStatus.WITHDRAWN
    session.flush()
    assert plan_statistics(session, a_plan(session, event)).must == WishShare(asked=0, met=0)


def test_the_figures_of_a_plan_stay_as_they_were_when_the_data_changes(session: Session) -> None:
    event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
    session.add(Request(attendee_id=ada.id, other_id=ben.id, grade=Grade.MUST))
    session.flush()
    plan = a_plan(session, event, (ada, ben, 0, 0))
    before = plan_statistics(session, plan)
    an_attendee(session, event, "Eve")
    dan.status = AttendeeStatus.WITHDRAWN
    cem.min_meetings = 2
    session.add(Request(attendee_id=ben.id, other_id=cem.id, grade=Grade.LIKE))
    event.tables.pop()
    session.flush()
    session.expire_all()
    assert plan_statistics(session, plan) == before
    assert (before.people, before.without, before.must) == (4, (cem, dan), WishShare(1, 1))


def test_the_figures_are_of_the_problem_even_if_the_data_changed_while_it_was_solved(session: Session) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem", slots=2, tables=2)
    problem, schedule = build_problem(session, event), a_schedule(session, event, [(ada, ben, 0, 0)])
    an_attendee(session, event, "Dan")
    cem.status = AttendeeStatus.WITHDRAWN
    event.tables[1].closures.append(Closure(starts_at=event.slots[0].starts_at, ends_at=event.slots[1].ends_at))
    session.flush()
    plan = a_stored_plan(session, event, problem, schedule)
    figures = figures_of(session, plan)
    assert (figures.people, figures.without, figures.places) == (3, (cem.id,), 4)
    assert [one.name for one in distributions_of(session, event, plan).least] == ["Cem", "Ada", "Ben"]
    assert [use.places for use in distributions_of(session, event, plan).use] == [2, 2]
    assert [view.attendee.name for view in by_person(session, plan)] == ["Ada", "Ben", "Cem"]


def test_an_event_without_people_has_statistics_too(session: Session) -> None:
    event, _ = an_event_with(session)
    figures = plan_statistics(session, a_plan(session, event))
    assert (figures.people, figures.fewest, figures.median, figures.most) == (0, 0, 0, 0)


def a_plan_with(value: int, bound: float | None, *, optimal: bool = False) -> Plan:
    return Plan(optimal=optimal, tiers=[{"tier": "score", "value": value, "bound": bound}])


@pytest.mark.parametrize(
    ("plan", "phrase"),
    [
        (a_plan_with(1000, 1000, optimal=True), "proven optimal"),
        (a_plan_with(1000, 1002.43), "at most 0.25% better is possible"),
        (a_plan_with(1000, 1003), "at most 0.30% better is possible"),
        (a_plan_with(1000, 1250), "at most 25.00% better is possible"),
        (a_plan_with(1000, 1000), "no plan is worth more, but one with fewer gaps or moves may exist"),
        (a_plan_with(1000, None), "how much better a plan can be is not known"),
        (a_plan_with(0, 1200), "a plan worth up to 1,200 points may exist"),
    ],
)
def test_the_proof_in_a_phrase(plan: Plan, phrase: str) -> None:
    assert str(quality(plan)) == phrase


@pytest.mark.parametrize(
    ("tier", "sentence"),
    [
        (("minimums", 0, 0), "Nobody has a minimum number of meetings."),
        (
            ("minimums", 3, 1.2),
            "People are 3 meetings short of their minimums. No plan is less than 2 short.",
        ),
        (("score", 12345, 12400.9), "The meetings are worth 12,345 points. No plan is worth more than 12,400."),
        (("score", 5, 5), "The meetings are worth 5 points. No plan is worth more."),
        (("score", 5, None), "The meetings are worth 5 points. How much more a plan can be worth is not known."),
        (("gaps", 1, 1), "1 gap between people's meetings. No plan has fewer."),
        (
            ("moves", 12, None),
            "12 changes of table between people's meetings. Whether fewer are possible is not known.",
        ),
        (
            ("fairness", 2, 3.0),
            "Everybody has at least 2 meetings, or as many as their times and limits allow. "
            "No plan can give everybody more than 3.",
        ),
        (
            ("fairness", 12, 12.0),
            "Everybody has at least 12 meetings, or as many as their times and limits allow. No plan can give "
            "everybody 13: 2 people need 26 seats for it, and the tables have 24.",
        ),
        (
            ("fairness", 1, 1.0),
            "Everybody has at least 1 meeting, or as many as their times and limits allow. No plan can give "
            "everybody 2: the people who may meet each other have too few common times or partners for it.",
        ),
        (
            ("fairness", 0, None),
            "Somebody who could meet somebody has no meeting. Whether a plan can give everybody more is not known.",
        ),
    ],
)
def test_each_tier_in_a_sentence(session: Session, tier: tuple[str, int, Any], sentence: str) -> None:
    event, _ = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event)
    plan.tiers = [dict(zip(("tier", "value", "bound"), tier, strict=True))]
    assert [str(statement.message) for statement in plan_statistics(session, plan).tiers] == [sentence]
