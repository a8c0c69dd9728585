"""Explanations of a plan are made beside other runs, kept, and given again."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import select

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.errors import InvalidInputError, StateError
from matchmaker.models import Attendee, Event, Plan, RunKind, RunStatus, SolveRun
from matchmaker.planning.runs import explanations
from matchmaker.planning.runs.execution import execute_run, explain_now
from matchmaker.planning.runs.explanations import request_explanation
from matchmaker.planning.runs.lease import claim_run
from matchmaker.planning.runs.runs import active_run, request_run, runs_of
from matchmaker.planning.runs.stored_explanation import from_data, to_data
from solver import Meeting
from solver.explain import Opening, Why, WhyNot
from tests.matchmaker.planning.builders import a_plan, an_event_with, as_scored
from tests.matchmaker.planning.runs.child_processes import solver_children

Forum = tuple[Event, list[Attendee], Plan]


@pytest.fixture
def forum(database: Database) -> Forum:
    """Ada meets Ben in the only slot, and Cem nobody."""
    with database.writing() as session:
        event, people = an_event_with(session, "Ada", "Ben", "Cem", slots=1)
        plan = a_plan(session, event, (people[0], people[1], 0, 0))
        as_scored(session, event)
    return event, people, plan


def explained(database: Database, forum: Forum, *people: int) -> list[Why | WhyNot | Opening]:
    event, attendees, plan = forum
    with database.writing() as session:
        asked = request_explanation(session, COMMAND_LINE, event, plan, *(attendees[k] for k in people))
        run_id = asked.id
    return explain_now(database, run_id, COMMAND_LINE)


def test_why_two_people_meet(database: Database, forum: Forum) -> None:
    event, (ada, ben, _), _plan = forum
    (found,) = explained(database, forum, 0, 1)
    assert isinstance(found, Why)
    with database.reading() as session:
        event = session.get_one(Event, event.id)
        slot, table = f"s{event.slots[0].id}", f"t{event.tables[0].id}"
    assert found.meeting == Meeting(0, f"a{ada.id}", f"a{ben.id}", slot, table)
    assert found.without is not None
    assert found.without.possible is True


def test_why_two_people_do_not_meet(database: Database, forum: Forum) -> None:
    (found,) = explained(database, forum, 0, 2)
    assert isinstance(found, WhyNot)
    assert found.reasons[0].code == "double-booked"
    assert found.forced is not None
    assert found.forced.possible is True


def test_what_would_help_a_person(database: Database, forum: Forum) -> None:
    found = explained(database, forum, 2)
    assert {type(one) for one in found} <= {Opening}


def test_an_explanation_makes_no_plan_and_is_kept(database: Database, forum: Forum) -> None:
    event, (ada, ben, _), plan = forum
    before = explained(database, forum, 0, 1)
    with database.writing() as session:
        run = request_explanation(session, COMMAND_LINE, event, plan, ada, ben)
        assert (run.status, run.kind, from_data(run.answer or [])) == (RunStatus.DONE, RunKind.EXPLAIN, before)
        assert len(session.scalars(select(Plan)).all()) == 1
        assert [one.kind for one in runs_of(session, event)] == [RunKind.SOLVE]  # those that make plans
    assert solver_children(os.getpid()) == []


def test_an_explanation_does_not_wait_for_a_plan(database: Database, forum: Forum) -> None:
    event, (ada, ben, _), plan = forum
    with database.writing() as session:
        solving = request_run(session, COMMAND_LINE, event).id
        assert claim_run(session, solving) is not None
        asked = request_explanation(session, COMMAND_LINE, event, plan, ada, ben).id
    assert execute_run(database, asked) is RunStatus.DONE
    with database.reading() as session:
        active = active_run(session, event)
    assert active is not None
    assert active.id == solving


def test_what_is_stored_can_be_read_again() -> None:
    found = [WhyNot("a1", "a2", None, 0, (), None)]
    assert from_data(to_data(found)) == found


def test_only_so_many_explanations_may_wait(database: Database, forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explanations, "MOST_WAITING", 1)
    event, (ada, ben, cem), plan = forum
    with database.writing() as session:
        first = request_explanation(session, COMMAND_LINE, event, plan, ada, ben)
        assert request_explanation(session, COMMAND_LINE, event, plan, ada, ben) is first
        with pytest.raises(StateError, match="1 explanation of this event waits already"):
            request_explanation(session, COMMAND_LINE, event, plan, ada, cem)


def test_people_and_plans_of_another_event_are_refused(database: Database, forum: Forum) -> None:
    event, (ada, *_), plan = forum
    with database.writing() as session:
        other, (zoe, _) = an_event_with(session, "Zoe", "Yan")
        for where, people, code in (
            (event, [ada, zoe], "near.unknown-person"),
            (other, [zoe], "plan.of-another-event"),
            (event, [ada, ada], "explanation.one-person-twice"),
        ):
            with pytest.raises(InvalidInputError) as refusal:
                request_explanation(session, COMMAND_LINE, where, plan, *people)
            assert code in [fault.message.code for fault in refusal.value.faults]
        assert session.scalars(select(SolveRun).where(SolveRun.kind == RunKind.EXPLAIN)).all() == []
