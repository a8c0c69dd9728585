"""What if: the event is untouched by a trial, and adopting it gives exactly what was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.errors import InvalidInputError, StateError
from matchmaker.models import Aim, Attendee, Event, Meeting, Plan, RunStatus, SolveRun
from matchmaker.planning.runs.execution import execute_run
from matchmaker.planning.runs.trials import adopt, request_trial, result_of, trial_statistics, trials_of
from matchmaker.roster import withdraw_attendee
from matchmaker.schemas.run_settings import SolveSettings
from matchmaker.schemas.what_if import WhatIf
from tests.matchmaker.planning.builders import an_event_with

SAME = WhatIf(slot_minutes=20, pause_minutes=0)
EVENING = {"block_day": date(2027, 5, 11), "block_starts": time(18), "block_ends": time(18, 40)}


@pytest.fixture
def event_id(database: Database) -> int:
    with database.writing() as session:
        event, _ = an_event_with(session, *"ABCDEFGH", slots=3, tables=2)
        return event.id


def tried(database: Database, event_id: int, what_if: WhatIf) -> SolveRun:
    with database.writing() as session:
        event = session.get_one(Event, event_id)
        run = request_trial(session, COMMAND_LINE, event, what_if, SolveSettings(time_limit=5))
        run_id = run.id
    assert execute_run(database, run_id) is RunStatus.DONE
    with database.reading() as session:
        return session.get_one(SolveRun, run_id)


def meetings_of(database: Database, run: SolveRun) -> int:
    with database.reading() as session:
        return len(result_of(session.get_one(SolveRun, run.id)).meetings)


def setup_of(database: Database, event_id: int) -> tuple[object, ...]:
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        slots, tables = [slot.starts_at for slot in event.slots], [table.name for table in event.tables]
        return event.data_version, event.slot_minutes, event.default_max_meetings, slots, tables


@pytest.mark.parametrize(
    ("what_if", "meetings"),
    [
        (SAME, 6),
        (replace(SAME, more_tables=2), 12),
        (replace(SAME, more_tables=-1), 3),
        (replace(SAME, default_max_meetings=1), 4),
        (replace(SAME, slot_minutes=30), 4),
        (replace(SAME, **EVENING), 10),
        (replace(SAME, preset="business", aim=Aim.POINTS), 6),
    ],
    ids=["same", "more tables", "fewer tables", "a cap", "longer", "a further block", "other weights"],
)
def test_a_trial_changes_nothing_and_adopting_it_gives_what_it_showed(
    database: Database, event_id: int, what_if: WhatIf, meetings: int
) -> None:
    before = setup_of(database, event_id)
    run = tried(database, event_id, what_if)
    if not what_if.preset:  # nobody has answered, so that other weights leave no pair with points
        assert meetings_of(database, run) == meetings
    assert setup_of(database, event_id) == before
    with database.reading() as session:
        assert session.scalars(select(Plan)).all() == []
    with database.writing() as session:
        event, found = session.get_one(Event, event_id), session.get_one(SolveRun, run.id)
        shown = result_of(found)
        plan = adopt(session, COMMAND_LINE, event, found)
        stored = session.scalars(select(Meeting).where(Meeting.plan_id == plan.id)).all()
        assert sorted((m.a_id, m.b_id, m.starts_at, m.table_name) for m in stored) == sorted(
            (m.a, m.b, m.starts_at, m.table_name) for m in shown.meetings
        )
        assert [(tier["tier"], tier["value"]) for tier in plan.tiers] == [(t["tier"], t["value"]) for t in shown.tiers]
        assert event.slot_minutes == what_if.slot_minutes
        assert trial_statistics(session, event, shown).meetings == len(stored)
        with pytest.raises(StateError):
            adopt(session, COMMAND_LINE, event, found)


def test_a_block_that_is_left_out_has_no_meetings(database: Database, event_id: int) -> None:
    with database.reading() as session:
        (block,) = session.get_one(Event, event_id).blocks
    run = tried(database, event_id, replace(SAME, without_blocks=(block.id,), **EVENING))
    assert meetings_of(database, run) == 4


def test_a_trial_that_no_longer_fits_is_not_adopted(database: Database, event_id: int) -> None:
    run = tried(database, event_id, SAME)
    with database.writing() as session:
        event = session.get_one(Event, event_id)
        met = result_of(session.get_one(SolveRun, run.id)).meetings[0].a
        withdraw_attendee(session, COMMAND_LINE, event, session.get_one(Attendee, met))
    with database.writing() as session, pytest.raises(StateError, match="has changed since the trial"):
        adopt(session, COMMAND_LINE, session.get_one(Event, event_id), session.get_one(SolveRun, run.id))


def test_overlapping_blocks_are_refused_before_anything_is_tried(database: Database, event_id: int) -> None:
    overlapping = {"block_day": date(2027, 5, 11), "block_starts": time(9), "block_ends": time(10)}
    with database.writing() as session:
        event = session.get_one(Event, event_id)
        with pytest.raises(InvalidInputError):
            request_trial(session, COMMAND_LINE, event, replace(SAME, **overlapping), SolveSettings())
    with database.reading() as session:
        assert trials_of(session, session.get_one(Event, event_id)) == []
