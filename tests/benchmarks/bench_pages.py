"""Server time, queries and weight of the pages of a large plan, and of one edit on the board.

    python -m tests.benchmarks.bench_pages [--people 3000] [--tables 500] [--slots 40] [--meetings 15000]

The event and its published plan are made without the solver: everybody's meetings are drawn at random. Each figure is
the median of five requests, as an organizer's browser sends them. Results go to standard output; nothing passes or
fails.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from matchmaker.access.organizers import ensure_organizer
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.models import (
    Attendee,
    Block,
    Event,
    EventOrganizer,
    Meeting,
    MeetingTable,
    PairScore,
    Plan,
    Slot,
)
from matchmaker.planning.plans.plans import take_seats
from matchmaker.publishing import publish
from matchmaker.settings import load_settings
from matchmaker.text import identity
from web import create_app

ROUNDS = 5
FIRST = datetime(2027, 5, 11, 7, tzinfo=UTC)


@dataclass
class Counted:
    """Queries since the last look."""

    queries: int = 0
    times: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("people", 3000), ("tables", 500), ("slots", 40), ("meetings", 15000)):
        parser.add_argument(f"--{name}", type=int, default=number)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"SECRET_KEY": "abcdefgh" * 5, "MATCHMAKER_DATA": folder})
        Path(folder).mkdir(exist_ok=True)
        upgrade(settings.database_url)
        database = Database(settings.database_url)
        with database.writing() as session:
            event = a_large_event(session, wanted)
            address = f"/events/{event.public_id}/"
            held = session.scalar(sa.select(sa.func.count(Meeting.id)))
        print(f"{wanted.people} people, {wanted.tables} tables, {wanted.slots} slots, {held} meetings")
        measure(settings, database, address)
        database.dispose()


def a_large_event(session: Session, wanted: argparse.Namespace) -> Event:
    r = random.Random(1)  # noqa: S311 - made data, no secrets
    event = Event(name="Large forum", timezone="Europe/Berlin", slot_minutes=20, weights={})
    session.add(event)
    session.flush()
    for day in range(-(-wanted.slots // 20)):
        start = FIRST + timedelta(days=day)
        block = Block(
            event_id=event.id, name=f"Day {day + 1}", day=start.date(), starts=start.time(), ends=start.time()
        )
        count = min(20, wanted.slots - day * 20)
        starts = [start + timedelta(minutes=25 * k) for k in range(count)]
        block.slots = [Slot(event_id=event.id, starts_at=at, ends_at=at + timedelta(minutes=20)) for at in starts]
        event.blocks.append(block)
    event.tables = [MeetingTable(name=f"Table {k + 1}", position=k) for k in range(wanted.tables)]
    names = [f"Person {k:04}" for k in range(wanted.people)]
    rows = [
        Attendee(event_id=event.id, name=name, email=f"{identity(name)}@example.org", organisation=f"Company {k}")
        for k, name in enumerate(names)
    ]
    session.add_all(rows)
    owner = ensure_organizer(session, COMMAND_LINE, "olga@example.org", "Olga")
    session.flush()
    session.add(EventOrganizer(event_id=event.id, organizer_id=owner.id))
    publish(session, COMMAND_LINE, event, a_random_plan(session, event, rows, wanted, r), allow_stale=True)
    return event


def a_random_plan(
    session: Session, event: Event, people: list[Attendee], wanted: argparse.Namespace, r: random.Random
) -> Plan:
    tiers = [{"tier": tier, "value": 0, "bound": None} for tier in ("minimums", "score", "gaps", "moves")]
    plan = Plan(event_id=event.id, number=1, optimal=False, tiers=tiers, seconds=1.0, data_version=event.data_version)
    session.add(plan)
    session.flush()
    met: set[tuple[int, int]] = set()
    meetings: list[dict[str, Any]] = []
    slots = sorted(event.slots, key=lambda slot: slot.starts_at)
    for number, slot in enumerate(slots):
        left = (wanted.meetings - len(meetings)) // (len(slots) - number)
        ids = [person.id for person in people]
        r.shuffle(ids)
        for table in event.tables:
            if left <= 0 or len(ids) < 2:
                break
            a, b = sorted((ids.pop(), ids.pop()))
            if (a, b) in met:
                continue
            met.add((a, b))
            left -= 1
            meetings.append(_row(plan, slot, table, a, b))
    session.execute(sa.insert(Meeting), meetings)
    session.execute(
        sa.insert(PairScore),
        [{"a_id": a, "b_id": b, "event_id": event.id, "score": 10, "reasons": []} for a, b in met],
    )
    take_seats(session, plan)
    return plan


def _row(plan: Plan, slot: Slot, table: MeetingTable, a: int, b: int) -> dict[str, Any]:
    place = {"table_id": table.id, "table_name": table.name, "seat_number": 0}
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    return {"plan_id": plan.id, "a_id": a, "b_id": b, "score": 10, "reasons": [], **times, **place}


def measure(settings: Any, database: Database, address: str) -> None:
    from matchmaker.access.links import new_sign_in_link
    from matchmaker.access.organizers import find_organizer

    app = create_app(settings)
    counted = Counted()
    engine = app.extensions["matchmaker"].database.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *_: setattr(counted, "queries", counted.queries + 1))
    browser = app.test_client()
    with database.writing() as session:
        organizer = find_organizer(session, "olga@example.org")
        assert organizer is not None
        secret = new_sign_in_link(session, settings.secret_keys, organizer)
    browser.post(f"/sign-in/{secret}", data={"csrf_token": _token(browser, f"/sign-in/{secret}")})
    pages = ("plans", "plans/1", "plans/1/people", "plans/1/slots", "plans/1/tables", "plans/1/board")
    pages += ("plans/1/why", "plans/1/compare", "what-if", "tables", "settings", "people")
    pages += ("plans/1/board?view=people", "plans/1/board?view=people&search=person+17", "plans/1/publish", "solve")
    for page in pages:
        show(page, counted, lambda page=page: browser.get(address + page))
    picked = re.search(r"pick=(\d+)", browser.get(address + "plans/1/board").text)
    assert picked is not None
    show("a meeting picked up", counted, lambda: browser.get(f"{address}plans/1/board?pick={picked[1]}"))
    remove = re.search(r"/tables/(\d+)", browser.get(address + "tables").text)
    assert remove is not None
    token = {"csrf_token": _token(browser, f"{address}tables/{remove[1]}/remove")}
    show(
        "what removing a table breaks", counted, lambda: browser.post(f"{address}tables/{remove[1]}/remove", data=token)
    )
    _edits(browser, counted, address)


def _edits(browser: FlaskClient, counted: Counted, address: str) -> None:
    first = time.process_time()
    number = _edit(browser, address, 1)
    print(f"{'first edit: copies the plan':44}{time.process_time() - first:7.3f} s CPU")
    show("an edit of the draft", counted, lambda: _edit(browser, address, number))
    show("compare two plans", counted, lambda: browser.get(f"{address}plans/1/compare"))
    show("publish the edited plan: the difference", counted, lambda: browser.get(f"{address}plans/{number}/publish"))


def _edit(browser: FlaskClient, address: str, number: int) -> Any:
    """Pin or unpin, the page that is shown before not counted; the number of the draft or the answer."""
    board = f"{address}plans/{number}/board"
    page = browser.get(board).text
    meeting = re.search(r'data-meeting="(\d+)"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert meeting is not None
    assert version is not None
    sent = {"csrf_token": token_in(page), "version": version[1], "action": "pin", "meeting": meeting[1]}
    _edit.began = time.process_time()  # type: ignore[attr-defined]
    answer = browser.post(board, data=sent)
    if number == 1:
        found = re.search(r"plans/(\d+)/board", answer.location or "")
        assert found is not None, answer.text
        return int(found[1])
    return answer


def show(title: str, counted: Counted, send: Callable[[], Any]) -> None:
    seconds, answer = [], None
    for _ in range(ROUNDS):
        counted.queries, began = 0, time.process_time()
        _edit.began = None  # type: ignore[attr-defined]
        answer = send()
        seconds.append(time.process_time() - (_edit.began or began))  # type: ignore[attr-defined]
    weight = len(answer.data) / 1024 if answer is not None else 0
    status = answer.status_code if answer is not None else 0
    print(f"{title:44}{statistics.median(seconds):7.3f} s CPU  {counted.queries:4} queries  {weight:7.0f} KB  {status}")


def _token(browser: FlaskClient, path: str) -> str:
    return token_in(browser.get(path).text)


def token_in(page: str) -> str:
    """The token against forged requests in a page's forms."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


if __name__ == "__main__":
    main()
