"""Three changes after a plan is published, on the sample event and a real list: what a near plan keeps, and how soon.

    python -m tests.benchmarks.bench_changes [FOLDER] [--time-limit 60]

FOLDER holds `mindmatch/attendees.csv`: 1,162 researchers with abstracts, who get 8 slots and 6 meetings each. The
changes are one withdrawal, one table closed for a morning, and one late arrival; each starts from the same published
plan. Seconds are from the press of the button to the draft, in one process. Nothing passes or fails.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fixtures.sample import load_sample_event
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.event.event_file import create_from_file
from matchmaker.migrations import upgrade
from matchmaker.models import Attendee, Closure, Event, Meeting, PairRelation, Plan
from matchmaker.planning.runs.execution import solve_event_now
from matchmaker.planning.runs.near import near, published_plan
from matchmaker.publishing import changes, publish
from matchmaker.roster import add_attendee
from matchmaker.roster.importing import commit_import, preview_list, read_upload, ready, upload
from matchmaker.roster.withdrawal import withdraw_attendee
from matchmaker.schemas.event_file import EventFileSchema
from matchmaker.schemas.loading import load
from matchmaker.schemas.roster import RosterRow
from matchmaker.schemas.run_settings import DEFAULT_CHANGES
from tests.benchmarks.bench_near import figures
from tests.benchmarks.bench_real_data import event_file

MEETINGS, SLOTS, TABLES = 6, 8, 600
Change = Callable[[Session, Event, Plan], str]


def withdrawal(session: Session, event: Event, plan: Plan) -> str:
    busiest = _most(session, Meeting.a_id, plan)
    person = session.get_one(Attendee, busiest)
    withdraw_attendee(session, COMMAND_LINE, event, person)
    return f"{person.name} withdraws"


def closed_table(session: Session, event: Event, plan: Plan) -> str:
    agreed = select(PairRelation.table_id).where(PairRelation.table_id.is_not(None))
    used = select(Meeting.table_id).where(Meeting.plan_id == plan.id, Meeting.table_id.not_in(agreed))
    table = session.scalars(used.group_by(Meeting.table_id).order_by(func.count().desc())).first()
    morning = [slot for slot in event.slots if slot.starts_at.date() == event.slots[0].starts_at.date()][:8]
    session.add(Closure(table_id=table, starts_at=morning[0].starts_at, ends_at=morning[-1].ends_at))
    event.data_version += 1
    return "a table is closed for a morning"


def late_arrival(session: Session, event: Event, _plan: Plan) -> str:
    like = session.scalars(select(Attendee).where(Attendee.event_id == event.id)).first()
    assert like is not None
    given = frozenset({"name", "about", "group"})
    group = like.group.name if like.group else ""
    row = RosterRow(name="Late Arrival", about=like.about, group=group, given=given)
    add_attendee(session, COMMAND_LINE, event, row)
    return "somebody comes late"


def _most(session: Session, column: object, plan: Plan) -> int:
    query = select(column).where(Meeting.plan_id == plan.id).group_by(column).order_by(func.count().desc()).limit(1)  # type: ignore[call-overload]
    found: int = session.scalars(query).one()
    return found


def sample(session: Session) -> Event:
    return load_sample_event(session, COMMAND_LINE, None)


def mindmatch(path: Path) -> Callable[[Session], Event]:
    def make(session: Session) -> Event:
        setup = load(EventFileSchema(), event_file("MindMatch", SLOTS, TABLES, MEETINGS))
        event = create_from_file(session, COMMAND_LINE, setup, None)
        file = read_upload("attendees.csv", path.read_bytes())
        found = preview_list(session, event, file.sheet, file.guessed_mapping, {})
        waiting = upload(session, COMMAND_LINE, event, file)
        commit_import(session, COMMAND_LINE, event, waiting, ready(found), skip_faulty=True)
        return event

    return make


def published(path: Path, make: Callable[[Session], Event], time_limit: float) -> str:
    """Make the event, solve it and publish the plan; returns its figures."""
    upgrade(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        event_id = make(session).id
    began = time.perf_counter()
    plan = solve_event_now(database, event_id, COMMAND_LINE, time_limit=time_limit)
    seconds = time.perf_counter() - began
    with database.writing() as session:
        found = publish(session, COMMAND_LINE, session.get_one(Event, event_id), session.get_one(Plan, plan.id))
    database.dispose()
    tiers = ", ".join(f"{tier['tier']} {tier['value']} ({tier['bound']})" for tier in plan.tiers)
    return f"{len(found.added)} meetings in {seconds:.1f} s; {tiers}"


def report(path: Path, change: Change, time_limit: float) -> str:
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        event = session.scalars(select(Event)).one()
        words = change(session, event, published_plan(session, event))
        event_id = event.id
    began = time.perf_counter()
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        task = near(session, event, published_plan(session, event), most_changes=budget_of(change))
    plan = solve_event_now(database, event_id, COMMAND_LINE, task, time_limit=time_limit)
    seconds = time.perf_counter() - began
    with database.reading() as session:
        found = changes(session, session.get_one(Event, event_id), session.get_one(Plan, plan.id))
    database.dispose()
    return f"{words}: {figures(found)}; {seconds:.1f} s"


def budget_of(change: Change) -> int | None:
    """A newcomer finds places only if others may give some up: a few, as the pages suggest."""
    return DEFAULT_CHANGES if change is late_arrival else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--time-limit", type=float, default=60.0)
    arguments = parser.parse_args()
    events: dict[str, Callable[[Session], Event]] = {"sample": sample}
    if arguments.folder:
        events["mindmatch"] = mindmatch(Path(arguments.folder) / "mindmatch" / "attendees.csv")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in events.items():
            original, copy = Path(folder) / f"{name}.db", Path(folder) / "copy.db"
            print(f"{name}: {published(original, make, arguments.time_limit)}", flush=True)
            for change in (withdrawal, closed_table, late_arrival):
                shutil.copy(original, copy)
                print(f"  {report(copy, change, arguments.time_limit)}", flush=True)


if __name__ == "__main__":
    main()
