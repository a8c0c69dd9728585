"""Which meetings of a plan cannot take place any more, and why; judged like by the solver's problem of today."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.messages import Reader, compose
from matchmaker.models import (
    Absence,
    Audience,
    Closure,
    Grade,
    Meeting,
    PairRelation,
    Relation,
    Request,
)
from matchmaker.planning.plans.broken_meetings import broken_meetings, summary_of
from matchmaker.planning.plans.promised_pairs import promised_pairs
from matchmaker.planning.problem.names import EventNames
from matchmaker.planning.problem.snapshot import build_problem
from matchmaker.publishing import publish
from matchmaker.roster.withdrawal import withdraw_attendee
from solver import Meeting as ScheduledMeeting
from solver import Problem, Schedule, Status
from solver.problem import Rule
from solver.verify import verify
from tests.matchmaker.planning.builders import a_plan, an_event_with

NAMES = ("Ada", "Ben", "Cem", "Dan", "Eve", "Fay")


class Forum:
    """Ada with Ben at Table 1, Cem with Dan at Table 2, Eve with Fay at Table 3, all in the first slot."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.event, self.people = an_event_with(session, *NAMES, slots=3)
        ada, ben, cem, dan, eve, fay = self.people
        self.plan = a_plan(session, self.event, (ada, ben, 0, 0), (cem, dan, 0, 1), (eve, fay, 0, 2))

    def summary(self) -> str | None:
        self.session.flush()
        self.session.expire_all()
        message = summary_of(broken_meetings(self.session, self.event, self.plan))
        return message and compose(message, Reader(names=EventNames(self.session, self.event)))


@pytest.fixture
def forum(session: Session) -> Forum:
    return Forum(session)


def withdrawal(forum: Forum) -> None:
    withdraw_attendee(forum.session, COMMAND_LINE, forum.event, forum.people[0])


def absence(forum: Forum) -> None:
    start = forum.event.slots[0].starts_at + timedelta(minutes=15)
    forum.session.add(Absence(attendee_id=forum.people[3].id, starts_at=start, ends_at=start + timedelta(hours=1)))


def closure(forum: Forum) -> None:
    start = forum.event.slots[0].starts_at
    forum.session.add(Closure(table_id=forum.event.tables[1].id, starts_at=start, ends_at=start + timedelta(minutes=5)))


def removed_table(forum: Forum) -> None:
    forum.session.delete(forum.event.tables[2])


def removed_slot(forum: Forum) -> None:
    forum.session.delete(forum.event.slots[0])


def longer_slot(forum: Forum) -> None:
    forum.event.slots[0].ends_at += timedelta(minutes=5)


def reservation(forum: Forum) -> None:
    forum.event.tables[0].reserved = True


def booth(forum: Forum) -> None:
    forum.people[1].table_id = forum.event.tables[2].id


def kept_apart(forum: Forum) -> None:
    a, b, *_ = forum.people
    forum.session.add(PairRelation(event_id=forum.event.id, a_id=a.id, b_id=b.id, relation=Relation.KEEP_APART))


def no_thanks(forum: Forum) -> None:
    a, b, *_ = forum.people
    forum.session.add(Request(attendee_id=b.id, other_id=a.id, grade=Grade.NO))


def met_before(forum: Forum) -> None:
    a, b, *_ = forum.people
    forum.event.met_before_may_meet = False
    forum.session.add(PairRelation(event_id=forum.event.id, a_id=a.id, b_id=b.id, relation=Relation.MET_BEFORE))


def colleagues(forum: Forum) -> None:
    forum.event.colleagues_may_meet = False
    forum.people[0].organisation, forum.people[1].organisation = "Acme", "ACME "


def agreement(forum: Forum) -> None:
    _, _, a, b, *_ = forum.people
    settled = {"relation": Relation.AGREED, "table_id": forum.event.tables[0].id}
    forum.session.add(PairRelation(event_id=forum.event.id, a_id=a.id, b_id=b.id, **settled))


def rules(forum: Forum) -> None:
    forum.event.blocks[0].audience = Audience.RULES


ONE = "1 meeting falls away: "
ALL = "3 meetings fall away: "
AT = "Tue 11 May, 09:00"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (withdrawal, ONE + "Ada withdrew (1)."),
        (absence, ONE + "Dan is not available then (1)."),
        (closure, ONE + f"Table 2 is closed at {AT} (1)."),
        (removed_table, ONE + "Table 3 does not exist any more (1)."),
        (removed_slot, ALL + f"there is no slot at {AT} any more (3)."),
        (longer_slot, ALL + f"the slot at {AT} has another length (3)."),
        (reservation, ONE + "Table 1 is reserved now (1)."),
        (booth, ONE + "Ben meets at another table now (1)."),
        (kept_apart, ONE + "Ada and Ben are kept apart (1)."),
        (no_thanks, ONE + "two people may not meet any more (1)."),
        (met_before, ONE + "two people may not meet any more (1)."),
        (colleagues, ONE + "two people may not meet any more (1)."),
        (agreement, ONE + "the meeting is agreed for another time or table (1)."),
        (rules, ALL + f"the block at {AT} is not open to these groups (3)."),
        (lambda forum: None, None),
    ],
)
def test_each_change_breaks_the_meetings_that_it_concerns(
    forum: Forum, change: Callable[[Forum], None], sentence: str | None
) -> None:
    change(forum)
    assert forum.summary() == sentence


def test_a_limit_that_is_passed_is_no_hindrance_to_publishing(forum: Forum) -> None:
    """An organizer may have decided so by hand."""
    forum.event.default_max_meetings = 0
    assert forum.summary() is not None
    assert publish(forum.session, COMMAND_LINE, forum.event, forum.plan, allow_stale=True).left_out == 0


def test_what_cannot_take_place_is_not_published(forum: Forum) -> None:
    removed_table(forum)
    closure(forum)
    forum.session.flush()
    forum.session.expire_all()
    changes = publish(forum.session, COMMAND_LINE, forum.event, forum.plan, allow_stale=True)
    assert [(change.a.name, change.b.name) for change in changes.added] == [("Ada", "Ben")]
    assert changes.left_out == 2


CHANGES = (
    withdrawal,
    absence,
    closure,
    removed_table,
    removed_slot,
    reservation,
    booth,
    kept_apart,
    no_thanks,
    agreement,
)


@pytest.mark.parametrize("change", CHANGES)
def test_one_attendee_s_broken_meetings_are_theirs_of_all(forum: Forum, change: Callable[[Forum], object]) -> None:
    change(forum)
    forum.session.flush()
    forum.session.expire_all()
    everybody = broken_meetings(forum.session, forum.event, forum.plan)
    assert everybody
    for person in forum.people:
        theirs = [one for one in everybody if person.id in (one.a, one.b)]
        assert broken_meetings(forum.session, forum.event, forum.plan, of=person) == theirs


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_of_a_plan_keeps_every_rule_of_todays_problem(session: Session, seed: int) -> None:
    r = random.Random(seed)  # noqa: S311 - test data, no secrets
    forum = Forum(session)
    for change in r.sample(CHANGES, 3):
        change(forum)
    session.flush()
    session.expire_all()
    broken = {one.meeting_id for one in broken_meetings(session, forum.event, forum.plan)}
    problem = build_problem(session, forum.event, promised_pairs(session, forum.event, forum.plan))
    rows = list(session.scalars(select(Meeting).where(Meeting.plan_id == forum.plan.id)))
    assert breaches(problem, forum, [row for row in rows if row.id not in broken]) == set()
    for row in rows:
        if row.id in broken:
            assert breaches(problem, forum, [row]) != set()


def breaches(problem: Problem, forum: Forum, rows: list[Meeting]) -> set[str]:
    """What these meetings break, by the verifier; `gone` where the problem has no such person, pair, slot or table."""
    slots = {slot.starts_at: f"s{slot.id}" for slot in forum.event.slots}
    index = {(pair.a, pair.b): number for number, pair in enumerate(problem.pairs)}
    meetings = []
    for row in rows:
        pair, slot = (f"a{row.a_id}", f"a{row.b_id}"), slots.get(row.starts_at)
        if pair not in index or slot is None or row.table_id is None:
            return {"gone"}
        meetings.append(ScheduledMeeting(index[pair], *pair, slot, f"t{row.table_id}"))
    schedule = Schedule(problem.name, Status.FEASIBLE, tuple(meetings), ())
    return {breach.code for breach in verify(problem, schedule)} - {Rule.REQUIRED}
