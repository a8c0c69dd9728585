"""How gaps, points and tables are distributed in a plan."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from matchmaker.models import AttendeeStatus
from matchmaker.planning.plans.distributions import Served, SlotUse, distributions_of
from matchmaker.planning.problem.snapshot import build_problem
from solver.verify import tier_values
from tests.matchmaker.planning.builders import a_plan, a_schedule, an_event_with


def test_gaps_use_and_who_gets_least(session: Session) -> None:
    event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan", slots=4, tables=2)
    meetings = [(ada, ben, 0, 0), (ada, cem, 2, 0), (ben, cem, 3, 1)]
    plan = a_plan(session, event, *meetings)
    found = distributions_of(session, event, plan)
    assert found.gaps == {0: 2, 1: 2}
    total = tier_values(build_problem(session, event), a_schedule(session, event, meetings).meetings)["gaps"]
    assert sum(gaps * people for gaps, people in found.gaps.items()) == total
    starts = [slot.starts_at for slot in event.slots]
    assert found.use == [SlotUse(start, used, 2) for start, used in zip(starts, (1, 0, 1, 1), strict=True)]
    assert found.least[0] == Served(dan.public_id, "Dan", 0, 0)
    assert [one.points for one in found.least] == [0, 20, 20, 20]
    assert (found.points, found.step) == ({0: 1, 10: 3}, 2)


def test_people_who_had_withdrawn_are_left_out(session: Session) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    cem.status = AttendeeStatus.WITHDRAWN
    session.flush()
    plan = a_plan(session, event, (ada, ben, 0, 0))
    assert [one.name for one in distributions_of(session, event, plan).least] == ["Ada", "Ben"]


def test_a_plan_keeps_its_distributions_and_an_older_one_has_those_of_today(session: Session) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    plan = a_plan(session, event, (ada, ben, 0, 0))
    before = distributions_of(session, event, plan)
    cem.status = AttendeeStatus.WITHDRAWN
    event.tables.pop()
    session.flush()
    session.expire_all()
    assert distributions_of(session, event, plan) == before
    plan.figures = None
    assert distributions_of(session, event, plan) == replace(
        before, gaps={0: 2}, points={10: 2}, use=[replace(use, places=2) for use in before.use], least=before.least[1:]
    )
