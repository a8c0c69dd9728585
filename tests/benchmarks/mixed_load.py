"""A mixed load on `matchmaker serve`: schedule pages, feeds and saved answers at fixed rates."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Attendee, Event, SolveRun
from matchmaker.planning.runs.runs import request_run
from matchmaker.settings import Settings
from tests.benchmarks.bench_pages import token_in
from tests.benchmarks.resource_usage import ROOT
from tests.benchmarks.web_event import Person
from web.cli.processes import free_port

RATES = {"schedule page": 83, "feed": 125, "saved answers": 40}
"""Requests a second."""
TARGET_MS = 250
"""99 of 100 responses are to come within it."""
WEB_PROCESSES = 2
START_SECONDS, SOLVE_SECONDS = 60, 120


def measure_load(
    settings: Settings, database: Database, event: Event, people: Sequence[Person], seconds: int, *, solving: bool
) -> None:
    """Print the percentiles of the response times of each kind."""
    with serving(settings) as port:
        if solving:
            _start_solve(database, event)
        requests = list(_requests(port, database, event, people, seconds))
        wanted = json.dumps({"host": "127.0.0.1", "port": port, "requests": requests})
        command = [sys.executable, "-m", "tests.benchmarks.load_generator"]
        outcomes = json.loads(
            subprocess.run(command, cwd=ROOT, input=wanted.encode(), stdout=subprocess.PIPE, check=True).stdout
        )
    _print_percentiles(outcomes, f"{'with' if solving else 'without'} a solve, {seconds} s")


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """The port of `matchmaker serve`, with its worker; it ends with the block."""
    port = free_port("127.0.0.1", 0)
    environment = {
        **os.environ,
        "SECRET_KEY": settings.secret_keys[0],
        "MATCHMAKER_DATA": str(settings.data_folder),
        "DATABASE_URL": settings.database_url,
        "WEB_CONCURRENCY": str(WEB_PROCESSES),
        "LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-P", "-m", "web.cli", "serve", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for_start(port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _wait_for_start(port: int) -> None:
    for _ in range(START_SECONDS * 10):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def _start_solve(database: Database, event: Event) -> None:
    """Ask for a plan, and wait until a worker has claimed the run."""
    with database.writing() as session:
        run_id = request_run(session, COMMAND_LINE, session.get_one(Event, event.id), time_limit=SOLVE_SECONDS).id
    for _ in range(START_SECONDS * 10):
        with database.reading() as session:
            if session.get_one(SolveRun, run_id).attempt:
                return
        time.sleep(0.1)
    raise RuntimeError("no worker took the run")


def _requests(
    port: int, database: Database, event: Event, people: Sequence[Person], seconds: int
) -> Iterator[dict[str, Any]]:
    """The requests with their times: each kind evenly spread, and each save by another attendee."""
    with database.reading() as session:
        query = sa.select(Attendee.version).where(Attendee.event_id == event.id).order_by(Attendee.id)
        versions = session.scalars(query).all()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/a/{people[0].page}/answers") as answer:
        token, cookie = token_in(answer.read().decode()), answer.headers["Set-Cookie"].split(";")[0]
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    for kind, rate in RATES.items():
        for number in range(rate * seconds):
            who = number * 7 % len(people)
            one = {"at": number / rate, "kind": kind, "method": "GET", "headers": {}, "body": ""}
            if kind == "schedule page":
                yield one | {"path": f"/a/{people[who].page}/schedule"}
            elif kind == "feed":
                yield one | {"path": f"/f/{people[who].feed}.ics"}
            else:
                sent = {"csrf_token": token, "version": versions[who], "about": "Saved under load", "interests": "Law"}
                save = {"path": f"/a/{people[who].page}/answers", "headers": form, "body": urlencode(sent)}
                yield one | {"method": "POST"} | save


def _print_percentiles(outcomes: list[tuple[str, float, int]], title: str) -> None:
    print(f"\n{title + ', ms':28}{'p50':>8}{'p90':>8}{'p99':>8}{'max':>8}{'errors':>8}{'number':>8}   target")
    for kind in (*RATES, "all"):
        of_kind = [outcome for outcome in outcomes if kind in (outcome[0], "all")]
        errors = sum(status not in (200, 303) for _, _, status in of_kind)
        marks = statistics.quantiles((1000 * seconds for _, seconds, _ in of_kind), n=100)
        figures = (marks[49], marks[89], marks[98], 1000 * max(seconds for _, seconds, _ in of_kind))
        row = "".join(f"{figure:8.0f}" for figure in figures)
        target = f"   p99 at most {TARGET_MS}" if kind == "all" else ""
        print(f"{kind:28}{row}{errors:8}{len(of_kind):8}{target}", flush=True)
