"""Attendees' pages and feeds of a large published event: cost in one process, and response times under a mixed load.

    python -m tests.benchmarks.bench_web [--people 5000] [--meetings 12] [--seconds 20] [--rounds 5]

1. **Cost.** Processor time of a request to the application in this process, as a multiple of "a raw row by token": a
   request to the same application whose view selects one row of attendee and token, by the token's digest, through the
   same session, and returns the name. The rate column is the inverse, the share of the raw row's rate. Each round
   measures all kinds in turn; the figures are medians of the rounds.
2. **Load.** `matchmaker serve` with two web processes and a worker gets 83 schedule pages, 125 feeds and 40 saved
   answers a second, first without and then with a solve in progress. Sent as `load_generator` describes.

SQLite, unless TEST_POSTGRESQL_URL names a server on which a database may be created. Results go to standard output;
nothing passes or fails.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.access.links import _digest
from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.models import Attendee, Event, Token
from matchmaker.settings import Settings, load_settings
from tests.benchmarks.bench_pages import Counted, token_in
from tests.benchmarks.mixed_load import measure_load
from tests.benchmarks.web_event import Person, a_published_event, links_of
from tests.conftest import an_empty_database
from web import create_app
from web.foundation.policy import Policy, open_to
from web.foundation.services import reading

REQUESTS_PER_ROUND = 40
PAGE_RATE, FEED_304_RATE = 0.25, 0.6
"""Targets: share of the rate of a raw row."""
TARGETS = {"schedule page": PAGE_RATE, "feed, unchanged (304)": FEED_304_RATE}
MOST_QUERIES = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("people", 5000), ("meetings", 12), ("seconds", 20), ("rounds", 5)):
        parser.add_argument(f"--{name}", type=int, default=number)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, an_empty_database(Path(folder)) as url:
        settings = load_settings({"SECRET_KEY": "abcdefgh" * 5, "MATCHMAKER_DATA": folder, "DATABASE_URL": url})
        upgrade(url)
        database = Database(url)
        with database.writing() as session:
            event, people = a_published_event(session, settings.secret_keys, wanted.people, wanted.meetings)
        name = database.engine.dialect.name
        print(f"{os.cpu_count()} cores, {name}; {len(people)} people with {wanted.meetings} meetings each", flush=True)
        measure_cost(settings, people, wanted.rounds)
        queries_by_meetings(settings, database, event, people)
        for solving in (False, True):
            measure_load(settings, database, event, people, wanted.seconds, solving=solving)
        database.dispose()


def measure_cost(settings: Settings, people: Sequence[Person], rounds: int) -> None:
    """Print processor time, share of the rate of a raw row and queries of each kind of request."""
    app, counted = _application(settings)
    kinds = _kinds(app.test_client(), people)
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    queries = {}
    for _ in range(rounds):
        for kind, send in kinds.items():
            counted.queries, began = 0, time.process_time()
            for number in range(REQUESTS_PER_ROUND):
                send(number)
            found[kind].append((time.process_time() - began) / REQUESTS_PER_ROUND)
            queries[kind] = counted.queries / REQUESTS_PER_ROUND
    raw = statistics.median(found["raw row by token"])
    print(f"{'request':28}{'ms CPU':>8}{'rate':>8}{'target':>8}{'queries':>9}")
    for kind, seconds in found.items():
        median = statistics.median(seconds)
        target = f"{TARGETS[kind]:.2f}" if kind in TARGETS else ""
        print(f"{kind:28}{median * 1000:8.2f}{raw / median:8.3f}{target:>8}{queries[kind]:9.1f}", flush=True)


def queries_by_meetings(settings: Settings, database: Database, event: Event, people: Sequence[Person]) -> None:
    """Print the queries of the schedule page for an attendee with meetings and for one without."""
    with database.writing() as session:
        nobody = Attendee(event_id=event.id, name="Nobody")
        session.add(nobody)
        session.flush()
        alone = links_of(session, settings.secret_keys, [nobody])[0]
    app, counted = _application(settings)
    client, counts = app.test_client(), []
    for secret in (alone.page, people[0].page):
        counted.queries = 0
        client.get(f"/a/{secret}/schedule")
        counts.append(counted.queries)
    print(f"queries of a schedule page without and with meetings: {counts[0]} and {counts[1]} (at most {MOST_QUERIES})")


def _application(settings: Settings) -> tuple[Flask, Counted]:
    app = create_app(settings)
    app.add_url_rule("/raw/<secret>", "raw", _raw_row)
    counted = Counted()
    engine = app.extensions["matchmaker"].database.engine

    def count(*given: Any) -> None:
        counted.queries += not given[2].startswith("BEGIN")

    sa.event.listen(engine, "before_cursor_execute", count)
    return app, counted


@open_to(Policy.PUBLIC)
def _raw_row(secret: str) -> str:
    query = (
        sa.select(Attendee.name, Attendee.event_id)
        .join(Token, Token.attendee_id == Attendee.id)
        .where(Token.sha256 == _digest(secret))
    )
    with reading() as session:
        return str(session.execute(query).one().name)


def _kinds(client: FlaskClient, people: Sequence[Person]) -> dict[str, Callable[[int], Any]]:
    """By kind: sends the request of the attendee with this number."""
    token = token_in(client.get(f"/a/{people[0].page}/answers").text)
    tags = {number: client.get(f"/f/{people[number].feed}.ics").headers["ETag"] for number in range(REQUESTS_PER_ROUND)}
    versions = [1] * len(people)

    def save(number: int) -> Any:
        sent = {"csrf_token": token, "version": versions[number], "about": f"Save {versions[number]}"}
        versions[number] += 1
        answer = client.post(f"/a/{people[number].page}/answers", data=sent)
        assert answer.status_code == 303, answer.text
        return answer

    return {
        "raw row by token": lambda number: client.get(f"/raw/{people[number].page}"),
        "schedule page": lambda number: client.get(f"/a/{people[number].page}/schedule"),
        "answers page": lambda number: client.get(f"/a/{people[number].page}/answers"),
        "feed": lambda number: client.get(f"/f/{people[number].feed}.ics"),
        "feed, unchanged (304)": lambda number: client.get(
            f"/f/{people[number].feed}.ics", headers={"If-None-Match": tags[number]}
        ),
        "saving the answers": save,
    }


if __name__ == "__main__":
    main()
