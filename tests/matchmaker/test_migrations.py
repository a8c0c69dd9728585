"""A database of an earlier version is upgraded with everything in it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from matchmaker.db import Database
from matchmaker.messages.texts.common import AS_IS
from matchmaker.migrations import configuration, newest_revision, upgrade
from matchmaker.models import OutboxMessage, Plan, SolveRun
from matchmaker.planning.plans.plan_to_schedule import plan_to_schedule
from matchmaker.planning.problem.snapshot import snapshot_of
from solver import Meeting, Pair, Person, Problem, Schedule, Slot, Status, Table, TierValue
from tests.conftest import an_empty_database

PROBLEM = Problem(
    "event e",
    (Slot("s1", "b1"), Slot("s2", "b1")),
    (Table("t1"), Table("t2")),
    (Person("a1"), Person("a2"), Person("a3")),
    (Pair("a1", "a2", 5), Pair("a1", "a2", 7), Pair("a2", "a3", 9)),
)
SNAPSHOT = snapshot_of(PROBLEM, 4)
START = datetime(2027, 5, 11, 7, tzinfo=UTC)
STEP = timedelta(minutes=25)
EVENT = {"id": 1, "public_id": "e", "name": "Forum", "venue": "", "timezone": "UTC", "slot_minutes": 25}
EVENT |= {"pause_minutes": 0, "default_min_meetings": 0, "request_limit": 20, "colleagues_may_meet": False}
EVENT |= {"met_before_may_meet": True, "answers_open": True, "weights": {}, "version": 1, "data_version": 4}
RUN = {"event_id": 1, "status": "done", "seed": 3, "time_limit": 60.0, "data_version": 4, "attempt": 1}
RUN |= {"stage": "done", "trace": [], "message": "", "created_at": START}
RUN |= {"snapshot": zlib.compress(SNAPSHOT.problem_json), "snapshot_sha256": SNAPSHOT.sha256}
PLAN = {"event_id": 1, "status": "draft", "optimal": False, "seconds": 0.5, "data_version": 4, "created_at": START}
BLOCK = {"id": 1, "event_id": 1, "name": "Morning", "day": START.date(), "audience": "everybody"}
MAIL = {
    "event_id": 1,
    "recipient": "ada@example.org",
    "status": "queued",
    "attempts": 0,
    "error": "",
    "created_at": START,
}
PERSON = {"event_id": 1, "organisation": "", "job_title": "", "about": "", "status": "invited", "version": 1}


def a_meeting(key: int, plan: int, people: tuple[int, int], slot: int, table: int) -> dict[str, Any]:
    when = {"starts_at": START + (slot - 1) * STEP, "ends_at": START + slot * STEP}
    where = {"table_id": table, "table_name": f"Table {table}", "place": 0}
    return {"id": key, "plan_id": plan, "a_id": people[0], "b_id": people[1], "score": 5, "reasons": []} | when | where


FIRST_SHAPE: dict[str, list[dict[str, Any]]] = {
    "event": [EVENT | {"created_at": START}],
    "block": [BLOCK | {"starts": time(7), "ends": time(8)}],
    "slot": [
        {"id": k, "event_id": 1, "block_id": 1, "starts_at": START + (k - 1) * STEP, "ends_at": START + k * STEP}
        for k in (1, 2)
    ],
    "meeting_table": [
        {"id": k, "event_id": 1, "name": f"Table {k}", "position": k, "capacity": 1, "reserved": False} for k in (1, 2)
    ],
    "attendee": [PERSON | {"id": k, "public_id": f"p{k}", "name": f"P{k}", "created_at": START} for k in (1, 2, 3)],
    "solve_run": [RUN | {"id": 1, "public_id": "r1"}, RUN | {"id": 2, "public_id": "r2", "message": "It failed: why?"}],
    "plan": [
        PLAN | {"id": 1, "run_id": 1, "number": 1, "tiers": [{"tier": "score", "value": 12, "bound": 12.5}]},
        PLAN | {"id": 2, "run_id": 2, "number": 2, "tiers": []},
    ],
    "meeting": [a_meeting(1, 1, (1, 2), 2, 1), a_meeting(2, 1, (1, 2), 1, 2), a_meeting(3, 2, (2, 3), 1, 1)],
    "outbox_message": [MAIL | {"id": 1, "subject": "Your meetings", "body": "Hello\nAda"}],
    "seat": [{"plan_id": 1, "attendee_id": k, "starts_at": START + STEP, "meeting_id": 1} for k in (1, 2)],
}


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[Database]:
    """A database of the first shape with two runs of one snapshot and their plans, upgraded."""
    with an_empty_database(tmp_path) as url:
        command.upgrade(configuration(url), "0001")
        _fill(url)
        upgrade(url)
        database = Database(url)
        yield database
        database.dispose()


def _fill(url: str) -> None:
    database = Database(url)
    with database.engine.execution_options(writing=True).begin() as connection:
        shape = sa.MetaData()
        shape.reflect(connection)
        for table, filled in FIRST_SHAPE.items():
            connection.execute(sa.insert(shape.tables[table]), filled)
        connection.execute(sa.update(shape.tables["event"]).values(published_plan_id=2))
    database.dispose()


def rows(database: Database, statement: str) -> list[tuple[Any, ...]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(sa.text(statement))]


def test_a_plan_takes_over_the_snapshot_of_its_run_and_becomes_a_schedule_again(upgraded: Database) -> None:
    meetings = (Meeting(0, "a1", "a2", "s2", "t1"), Meeting(1, "a1", "a2", "s1", "t2"))
    tiers = (TierValue("score", 12, 12.5),)
    with upgraded.reading() as session:
        plan = session.get_one(Plan, 1)
        assert plan_to_schedule(session, plan) == (
            PROBLEM,
            Schedule("event e", Status.FEASIBLE, meetings, tiers, 0.5, seed=3, version=""),
        )
        assert (plan.version, plan.base_plan_id, plan.edited_at) == (1, None, None)


def test_a_snapshot_that_two_runs_share_is_stored_once(upgraded: Database) -> None:
    assert rows(upgraded, "SELECT sha256, event_id FROM problem_snapshot") == [(SNAPSHOT.sha256, 1)]
    with upgraded.reading() as session:
        assert [run.snapshot_sha256 for run in session.scalars(sa.select(SolveRun))] == [SNAPSHOT.sha256] * 2


def test_no_row_is_lost(upgraded: Database) -> None:
    tables = ("solve_run", "plan", "meeting", "seat", "attendee")
    assert [rows(upgraded, f"SELECT COUNT(*) FROM {table}") for table in tables] == [  # noqa: S608 - names from here
        [(count,)] for count in (2, 2, 3, 2, 3)
    ]
    assert rows(upgraded, "SELECT published_plan_id FROM event") == [(2,)]
    assert rows(upgraded, "SELECT run_id FROM plan ORDER BY id") == [(1,), (2,)]


def test_what_runs_reported_is_kept_as_finished_text(upgraded: Database) -> None:
    with upgraded.reading() as session:
        runs = session.scalars(sa.select(SolveRun).order_by(SolveRun.id)).all()
        assert [run.stage for run in runs] == [AS_IS(text="done")] * 2
        assert [run.message for run in runs] == [None, AS_IS(text="It failed: why?")]


def test_a_mail_that_waits_is_sent_with_the_text_it_had(upgraded: Database) -> None:
    with upgraded.reading() as session:
        mail = session.get_one(OutboxMessage, 1)
        assert (mail.subject, mail.body) == (AS_IS(text="Your meetings"), AS_IS(text="Hello\nAda"))


def test_the_newest_revision_is_the_head_of_the_scripts(upgraded: Database) -> None:
    scripts = ScriptDirectory.from_config(configuration(str(upgraded.engine.url)))
    assert (newest_revision(), scripts.get_heads()) == (scripts.get_current_head(), [newest_revision()])
    assert rows(upgraded, "SELECT version_num FROM alembic_version") == [(newest_revision(),)]
