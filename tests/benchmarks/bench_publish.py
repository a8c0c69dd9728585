"""Publishing a large plan: what is computed before the writing transaction, and what is written inside it.

    python -m tests.benchmarks.bench_publish [--people 5000] [--tables 900] [--slots 40] [--meetings 30000]

Everybody's meetings are drawn at random. They are published, published again as they are, and published with every
meeting moved; everybody affected gets a mail. Meanwhile another process reads schedules of attendees, one after the
other. SQLite in a temporary folder, unless TEST_POSTGRESQL_URL names a server on which a database may be created.
Nothing passes or fails.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.models import Attendee, Event, Meeting, Plan
from matchmaker.planning.plans.plans import take_seats
from matchmaker.publishing import attendee_schedule, prepare, publish_prepared, queue_change_notices
from matchmaker.settings import Settings, load_settings
from tests.benchmarks.bench_pages import a_large_event
from tests.conftest import an_empty_database


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("people", 5000), ("tables", 900), ("slots", 40), ("meetings", 30000)):
        parser.add_argument(f"--{name}", type=int, default=number)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, an_empty_database(Path(folder)) as url:
        environment = {"SECRET_KEY": "0123456789abcdef" * 2, "MATCHMAKER_DATA": folder, "DATABASE_URL": url}
        settings = load_settings(environment | {"SMTP_URL": "smtp://127.0.0.1:1"})
        upgrade(settings.database_url)
        database = Database(settings.database_url)
        with database.writing() as session:
            event = a_large_event(session, wanted)
            held = session.scalar(sa.select(sa.func.count(Meeting.id)))
        print(f"{wanted.people} people, {held} meetings; seconds of processor, readers in milliseconds")
        print(f"{'':24}{'before':>9}{'inside':>9}{'p50':>8}{'p99':>8}{'most':>8}{'mails':>8}")
        for title in ("again, unchanged", "again, all moved", "again, unchanged"):
            if title.endswith("moved"):
                _move_all(database, event.id)
            _publish(title, database, settings, event.id)
        database.dispose()


def _publish(title: str, database: Database, settings: Settings, event_id: int) -> None:
    with _readers(database.engine.url.render_as_string(hide_password=False), event_id) as reading:
        began = time.process_time()
        with database.reading() as session:
            event = session.get_one(Event, event_id)
            plan = session.scalars(sa.select(Plan).where(Plan.event_id == event_id)).one()
            prepared = prepare(session, event, plan, allow_stale=True)
            number = plan.id
        computed = time.process_time()
        with database.writing() as session:
            event = session.get_one(Event, event_id)
            changes = publish_prepared(session, COMMAND_LINE, event, session.get_one(Plan, number), prepared)
            mails = len(queue_change_notices(session, settings, event, changes))
        written = time.process_time()
        reading.send("stop")
        waits = np.array(reading.recv()) * 1000
    p50, p99 = np.percentile(waits, (50, 99))
    figures = f"{computed - began:9.2f}{written - computed:9.2f}{p50:8.1f}{p99:8.1f}{waits.max():8.1f}{mails:8}"
    print(f"{title:24}{figures}")


def _move_all(database: Database, event_id: int) -> None:
    """Every meeting takes place at another table."""
    with database.writing() as session:
        plan = session.scalars(sa.select(Plan).where(Plan.event_id == event_id)).one()
        session.execute(sa.text("DELETE FROM seat"))
        for meeting in session.scalars(sa.select(Meeting).where(Meeting.plan_id == plan.id)):
            meeting.table_name = f"{meeting.table_name} B"
        session.flush()
        take_seats(session, plan)


@contextmanager
def _readers(url: str, event_id: int) -> Iterator[Connection]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_read, args=(url, event_id, theirs))
    process.start()
    ours.recv()  # it has begun
    yield ours
    process.join()


def _read(url: str, event_id: int, commands: Connection) -> None:
    database, waits, r = Database(url), [], random.Random(2)  # noqa: S311 - a choice of readers, no secrets
    with database.reading() as session:
        ids = list(session.scalars(sa.select(Attendee.id).where(Attendee.event_id == event_id)))
    commands.send("ready")
    while not commands.poll():
        began = time.perf_counter()
        with database.reading() as session:
            attendee = session.get_one(Attendee, r.choice(ids))
            attendee_schedule(session, session.get_one(Event, event_id), attendee)
        waits.append(time.perf_counter() - began)
        time.sleep(0.005)
    commands.send(waits)


if __name__ == "__main__":
    main()
