"""One withdrawal from the sample event after its plan is published: what a near plan changes, and a plan from scratch.

    python -m tests.benchmarks.bench_near [--people 3] [--time-limit 20] [--scratch]

Withdraws one person after another, each from the same published plan, and solves near it with the default budget
(`--scratch`: also without a base plan). A person is affected without need if they neither met the person who withdrew
nor gain a meeting. Results go to standard output; nothing passes or fails.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, or_, select

from fixtures.sample import load_sample_event
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.models import Attendee, Event, Meeting, Plan
from matchmaker.planning.runs.execution import solve_event_now
from matchmaker.planning.runs.near import near, published_plan
from matchmaker.planning.runs.tasks import SOLVE, Task
from matchmaker.publishing import PlanChanges, changes, publish
from matchmaker.roster.withdrawal import withdraw_attendee


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=3)
    parser.add_argument("--time-limit", type=float, default=20.0)
    parser.add_argument("--scratch", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        published = Path(folder) / "published.db"
        made = publish_sample(published, arguments.time_limit)
        print(f"sample event: {made} meetings published")
        for person in busiest(published, arguments.people):
            for word in ("near", "scratch") if arguments.scratch else ("near",):
                copy = Path(folder) / "copy.db"
                shutil.copy(published, copy)
                print(f"{word:8}{report(copy, person, word == 'near', arguments.time_limit)}")


def publish_sample(path: Path, time_limit: float) -> int:
    """The meetings of the plan that is published."""
    upgrade(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        event_id = load_sample_event(session, COMMAND_LINE, None).id
    plan = solve_event_now(database, event_id, COMMAND_LINE, time_limit=time_limit)
    with database.writing() as session:
        found = publish(session, COMMAND_LINE, session.get_one(Event, event_id), session.get_one(Plan, plan.id))
    database.dispose()
    return len(found.added)


def busiest(path: Path, number: int) -> list[int]:
    """Ids of the people with the most meetings."""
    database = Database(f"sqlite:///{path}")
    with database.reading() as session:
        met = or_(Meeting.a_id == Attendee.id, Meeting.b_id == Attendee.id)
        ranked = select(Attendee.id).join(Meeting, met).group_by(Attendee.id).order_by(func.count().desc(), Attendee.id)
        found = list(session.scalars(ranked.limit(number)))
    database.dispose()
    return found


def report(path: Path, person: int, stays_near: bool, time_limit: float) -> str:
    """Withdraw the person, solve, and say what publishing the new plan would change."""
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        attendee = session.get_one(Attendee, person)
        event = session.get_one(Event, attendee.event_id)
        name, before = attendee.name, meetings_of(session, published_plan(session, event))
        withdraw_attendee(session, COMMAND_LINE, event, attendee)
        task: Task = near(session, event, published_plan(session, event)) if stays_near else SOLVE
    began = time.perf_counter()
    plan = solve_event_now(database, event.id, COMMAND_LINE, task, time_limit=time_limit)
    seconds = time.perf_counter() - began
    with database.reading() as session:
        event, plan = session.get_one(Event, event.id), session.get_one(Plan, plan.id)
        found, after = changes(session, event, plan), meetings_of(session, plan)
    database.dispose()
    return f"{name}: {figures(found)}; {without_need(found, person, before, after)} without need; {seconds:.1f} s"


def figures(found: PlanChanges) -> str:
    return (
        f"{found.kept} kept, {len(found.moved)} moved, {len(found.cancelled)} cancelled, {len(found.added)} new, "
        f"{len(found.affected)} people told"
    )


def without_need(found: PlanChanges, person: int, before: dict[int, list[int]], after: dict[int, list[int]]) -> int:
    """People told who neither met this person nor have more meetings than before."""
    spared = {person, *before.get(person, [])}
    return sum(
        who.id not in spared and len(after.get(who.id, [])) <= len(before.get(who.id, [])) for who in found.affected
    )


def meetings_of(session, plan: Plan) -> dict[int, list[int]]:
    """Whom each person meets, by id."""
    met: dict[int, list[int]] = {}
    for a, b in session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id)):
        met.setdefault(a, []).append(b)
        met.setdefault(b, []).append(a)
    return met


if __name__ == "__main__":
    main()
