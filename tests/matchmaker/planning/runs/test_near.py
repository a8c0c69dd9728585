"""A plan near an earlier one: what is still possible stays, free places are filled, the impossible is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.errors import InvalidInputError, StateError
from matchmaker.messages import Message
from matchmaker.models import (
    Absence,
    Attendee,
    Event,
    Meeting,
    PairRelation,
    PairScore,
    Plan,
    Relation,
    RunKind,
    RunStatus,
    SolveRun,
)
from matchmaker.planning.plans.plan_to_schedule import plan_to_schedule
from matchmaker.planning.runs.changes import Changes
from matchmaker.planning.runs.errors import BudgetTooSmallError
from matchmaker.planning.runs.execution import solve_event_now
from matchmaker.planning.runs.near import near, published_plan
from matchmaker.planning.runs.runs import request_run
from matchmaker.planning.runs.tasks import Task
from matchmaker.publishing import publish
from matchmaker.roster.withdrawal import withdraw_attendee
from tests.builders import an_attendee
from tests.matchmaker.planning.builders import a_plan, a_score, an_event_with, as_scored

Forum = tuple[Event, list[Attendee], Plan]
NAMES = ("Ada", "Ben", "Cem", "Dan", "Eve", "Fay")


@pytest.fixture
def forum(database: Database) -> Forum:
    """Three meetings in the first slot, published: Ada with Ben, Cem with Dan, Eve with Fay."""
    with database.writing() as session:
        event, people = an_event_with(session, *NAMES, slots=2)
        ada, ben, cem, dan, eve, fay = people
        plan = a_plan(session, event, (ada, ben, 0, 0), (cem, dan, 0, 1), (eve, fay, 0, 2))
        as_scored(session, event)
        plan.data_version = event.data_version
        publish(session, COMMAND_LINE, event, plan)
    return event, people, plan


@dataclass
class Known:
    """The forum's rows in a session."""

    session: Session
    event: Event
    people: list[Attendee]
    plan: Plan


@contextmanager
def known(database: Database, forum: Forum) -> Iterator[Known]:
    """The forum in a writing session."""
    event, people, plan = forum
    with database.writing() as session:
        event = session.get_one(Event, event.id)
        attendees = [session.get_one(Attendee, person.id) for person in people]
        yield Known(session, event, attendees, session.get_one(Plan, plan.id))


def solved(database: Database, event: Event, task: Task) -> Plan:
    return solve_event_now(database, event.id, COMMAND_LINE, task, time_limit=20)


def met(database: Database, plan: Plan) -> set[tuple[str, str, int]]:
    """The plan's meetings: two names, and the slot's number."""
    with database.reading() as session:
        event = session.get_one(Event, plan.event_id)
        when = {slot.starts_at: number for number, slot in enumerate(event.slots)}
        name = {person.id: person.name for person in session.scalars(select(Attendee))}
        found = set()
        for row in session.scalars(select(Meeting).where(Meeting.plan_id == plan.id)):
            one, other = sorted((name[row.a_id], name[row.b_id]))
            found.add((one, other, when[row.starts_at]))
        return found


def test_everything_possible_stays_and_free_places_are_filled(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        withdraw_attendee(now.session, COMMAND_LINE, now.event, now.people[0])
        as_scored(now.session, now.event)
        task = near(now.session, now.event, now.plan)
    made = solved(database, forum[0], task)
    found = met(database, made)
    assert {pair for pair in found if pair[2] == 0} == {("Cem", "Dan", 0), ("Eve", "Fay", 0)}
    assert len(found) == 4  # two more in the second slot: five people are left
    assert (made.number, made.base_plan_id) == (2, forum[2].id)


def test_what_is_pinned_in_the_base_plan_stays_where_it_is_and_pinned(database: Database, forum: Forum) -> None:
    """Ada and Cem would be worth far more than anything else, and the first slot is the only one for Ada."""
    with known(database, forum) as now:
        ada, _, cem, *_ = now.people
        now.session.get_one(PairScore, (ada.id, cem.id)).score = 99
        as_scored(now.session, now.event)
        row = now.session.scalars(select(Meeting).where(Meeting.plan_id == now.plan.id, Meeting.a_id == ada.id)).one()
        row.pinned = True
        second = now.event.slots[1]
        now.session.add(Absence(attendee_id=ada.id, starts_at=second.starts_at, ends_at=second.ends_at))
        as_scored(now.session, now.event)
        task = near(now.session, now.event, now.plan, most_changes=6)
    made = solved(database, forum[0], task)
    assert ("Ada", "Ben", 0) in met(database, made)
    with database.reading() as session:
        pinned = session.scalars(select(Meeting).where(Meeting.plan_id == made.id, Meeting.pinned)).all()
        assert [(row.a_id, row.b_id) for row in pinned] == [(forum[1][0].id, forum[1][1].id)]


def test_a_pin_of_a_person_who_withdrew_is_no_hindrance(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        ada = now.people[0]
        row = now.session.scalars(select(Meeting).where(Meeting.plan_id == now.plan.id, Meeting.a_id == ada.id)).one()
        row.pinned = True
        withdraw_attendee(now.session, COMMAND_LINE, now.event, ada)
        as_scored(now.session, now.event)
        task = near(now.session, now.event, now.plan)
    assert not [pair for pair in met(database, solved(database, forum[0], task)) if "Ada" in pair]


def without_score(now: Known) -> None:
    """Ada and Ben score nothing today."""
    ada, ben, *_ = now.people
    row = select(PairScore).where(PairScore.a_id == ada.id, PairScore.b_id == ben.id)
    now.session.delete(now.session.scalars(row).one())


def test_a_promised_meeting_stays_even_if_its_pair_scores_nothing_any_more(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        without_score(now)
        task = near(now.session, now.event, now.plan)
    assert ("Ada", "Ben", 0) in met(database, solved(database, forum[0], task))


def test_a_promised_meeting_of_colleagues_goes_if_the_event_keeps_them_apart_now(
    database: Database, forum: Forum
) -> None:
    with known(database, forum) as now:
        without_score(now)
        now.people[0].organisation, now.people[1].organisation = "Acme", "ACME"
        task = near(now.session, now.event, now.plan)
    assert ("Ada", "Ben") not in {pair[:2] for pair in met(database, solved(database, forum[0], task))}


def test_an_absence_keeps_a_person_out_of_this_plan_only(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        task = near(now.session, now.event, now.plan, absent=now.people[:1])
        again = near(now.session, now.event, now.plan)
    assert not [pair for pair in met(database, solved(database, forum[0], task)) if "Ada" in pair]
    assert ("Ada", "Ben", 0) in met(database, solved(database, forum[0], again))


def test_a_budget_below_what_the_rules_need_is_refused_with_the_least_that_would_do(
    database: Database, forum: Forum
) -> None:
    """Ada is to meet Dan in the first slot, in which both have a meeting."""
    with known(database, forum) as now:
        ada, _, _, dan, *_ = now.people
        settled = {"relation": Relation.AGREED, "slot_id": now.event.slots[0].id}
        now.session.add(PairRelation(event_id=now.event.id, a_id=ada.id, b_id=dan.id, **settled))
        as_scored(now.session, now.event)
        task = near(now.session, now.event, now.plan, most_changes=1)
    with pytest.raises(BudgetTooSmallError) as refusal:
        solved(database, forum[0], task)
    assert refusal.value.message == Message("problem.budget-meetings", {"count": 2, "budget": 1})
    with database.reading() as session:
        run = session.scalars(select(SolveRun).where(SolveRun.kind == RunKind.REPAIR)).one()
        assert (run.status, run.message) == (RunStatus.INFEASIBLE, refusal.value.message)
        assert session.scalars(select(Plan.number)).all() == [1]


def test_with_a_budget_meetings_move_if_that_gains_something(database: Database, forum: Forum) -> None:
    """Ada and Cem would be worth far more than anything else, and both are away in the other slot."""
    with known(database, forum) as now:
        ada, _, cem, *_ = now.people
        score = select(PairScore).where(PairScore.a_id == ada.id, PairScore.b_id == cem.id)
        now.session.scalars(score).one().score = 90
        slot = now.event.slots[1]
        for person in (ada, cem):
            person.absences.append(Absence(starts_at=slot.starts_at, ends_at=slot.ends_at))
        calm = near(now.session, now.event, now.plan)
        bold = near(now.session, now.event, now.plan, most_changes=2)
    stayed = {pair for pair in met(database, solved(database, forum[0], calm)) if pair[2] == 0}
    assert stayed == {("Ada", "Ben", 0), ("Cem", "Dan", 0), ("Eve", "Fay", 0)}
    assert ("Ada", "Cem", 0) in met(database, solved(database, forum[0], bold))


def test_the_plan_holds_the_problem_with_its_pins_so_that_its_bounds_are_true(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        ada, ben, *_ = now.people
        task = near(now.session, now.event, now.plan, pinned=[(ada, ben)])
    made = solved(database, forum[0], task)
    with database.reading() as session:
        problem, schedule = plan_to_schedule(session, session.get_one(Plan, made.id))
    pinned = [pair for pair in problem.pairs if {pair.a, pair.b} == {f"a{ada.id}", f"a{ben.id}"}]
    assert [pair.fixed is not None for pair in pinned] == [True]
    assert [tier.tier for tier in schedule.tiers] == [tier.tier for tier in problem.objective]


def test_a_late_arrival_is_fitted_in_without_moving_anybody(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        guest = an_attendee(now.session, now.event, "Gil")
        for person in now.people:
            a_score(now.session, person, guest)
        as_scored(now.session, now.event)
        task = near(now.session, now.event, now.plan)
    made = met(database, solved(database, forum[0], task))
    assert made >= {("Ada", "Ben", 0), ("Cem", "Dan", 0), ("Eve", "Fay", 0)}
    assert [pair for pair in made if "Gil" in pair] != []


def test_the_run_remembers_its_task(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        ada, ben, *_ = now.people
        slot = now.event.slots[1]
        task = near(now.session, now.event, now.plan, most_people=3, frozen=[slot], pinned=[(ada, ben)])
        run = request_run(now.session, COMMAND_LINE, now.event, task)
    assert (run.kind, run.base_plan) == (RunKind.REPAIR, 1)
    assert Changes.from_json(run.options) == Changes(
        most_people=3,
        frozen=frozenset({f"s{slot.id}"}),
        pinned=frozenset({(f"a{ada.id}", f"a{ben.id}")}),
    )


def test_a_second_request_for_something_else_is_refused(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        task = near(now.session, now.event, now.plan)
        run = request_run(now.session, COMMAND_LINE, now.event, task)
        assert request_run(now.session, COMMAND_LINE, now.event, task) is run
        with pytest.raises(StateError, match="in progress"):
            request_run(now.session, COMMAND_LINE, now.event)


Wish = Callable[[Known], dict[str, Any]]


def frozen_but_absent(now: Known) -> dict[str, Any]:
    return {"absent": now.people[:1], "frozen": now.event.slots[:1]}


def pinned_but_absent(now: Known) -> dict[str, Any]:
    return {"absent": now.people[:1], "pinned": [(now.people[0], now.people[1])]}


def pinned_but_apart(now: Known) -> dict[str, Any]:
    return {"pinned": [(now.people[0], now.people[2])]}


def two_budgets(now: Known) -> dict[str, Any]:
    return {"most_changes": 1, "most_people": 1}


def a_negative_budget(now: Known) -> dict[str, Any]:
    return {"most_changes": -1}


def somebody_elses_slot(now: Known) -> dict[str, Any]:
    return {"frozen": [an_event_with(now.session, "Zoe")[0].slots[0]]}


def a_stranger(now: Known) -> dict[str, Any]:
    return {"absent": an_event_with(now.session, "Zoe")[1]}


@pytest.mark.parametrize(
    ("wish", "codes"),
    [
        (frozen_but_absent, ["near.frozen-but-absent"]),
        (pinned_but_absent, ["near.pinned-but-absent"]),
        (pinned_but_apart, ["near.pinned-but-apart"]),
        (two_budgets, ["run.two-budgets"]),
        (a_negative_budget, ["near.budget"]),
        (somebody_elses_slot, ["near.unknown-slot"]),
        (a_stranger, ["near.unknown-person"]),
    ],
)
def test_what_cannot_be_wished_is_refused(database: Database, forum: Forum, wish: Wish, codes: list[str]) -> None:
    with known(database, forum) as now:
        with pytest.raises(InvalidInputError) as refusal:
            near(now.session, now.event, now.plan, **wish(now))
        assert [fault.message.code for fault in refusal.value.faults] == codes
        assert now.session.scalars(select(SolveRun).where(SolveRun.kind == RunKind.REPAIR)).all() == []


def test_a_plan_of_another_event_is_refused(database: Database, forum: Forum) -> None:
    with known(database, forum) as now:
        other, _ = an_event_with(now.session, "Zoe", "Yan")
        with pytest.raises(InvalidInputError) as refusal:
            near(now.session, other, now.plan)
    assert [fault.message.code for fault in refusal.value.faults] == ["plan.of-another-event"]


def test_without_a_published_plan_there_is_none_to_stay_near(session: Session) -> None:
    event, _ = an_event_with(session, "Ada", "Ben")
    with pytest.raises(StateError, match="No plan is published"):
        published_plan(session, event)


@pytest.mark.parametrize("leaver", NAMES)
def test_a_withdrawal_affects_only_who_met_that_person_or_gains_a_meeting(
    database: Database, forum: Forum, leaver: str
) -> None:
    with known(database, forum) as now:
        gone = next(person for person in now.people if person.name == leaver)
        withdraw_attendee(now.session, COMMAND_LINE, now.event, gone)
        as_scored(now.session, now.event)
        task = near(now.session, now.event, now.plan)
    before, after = met(database, forum[2]), met(database, solved(database, forum[0], task))
    kept = before & after
    assert kept == {meeting for meeting in before if leaver not in meeting}  # nothing else moves or is cancelled
    for person in NAMES:
        lost = [meeting for meeting in before - kept if person in meeting]
        assert all(leaver in meeting for meeting in lost)
