"""What a solve costs besides solving: a command's start, a worker's run until its first progress, an idle worker.

    python -m tests.benchmarks.bench_start [--rounds 5] [--against CHECKOUT]

`--against`: another checkout of this program with an environment of its own in `.venv`; it is measured in turn with
this one, and the ratio of the medians is given. The problem has 100 people, 12 slots and 40 tables. Memory is the
proportional share (PSS) of the worker and its children. Results go to standard output; nothing passes or fails.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
PROBLEM = ("100", "12", "40", "--cap", "8")
GENERATOR = HERE.parent / "shared" / "benchmarks" / "make_problem.py"
PREPARE = """
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.settings import load_settings
from fixtures.sample import load_sample_event
url = load_settings().database_url
upgrade(url)
with Database(url).writing() as session:
    print(load_sample_event(session, COMMAND_LINE, None).id)
"""
REQUEST = """
import sys
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Event
from matchmaker.planning.runs.runs import request_run
from matchmaker.settings import load_settings
with Database(load_settings().database_url).writing() as session:
    event = session.get_one(Event, int(sys.argv[1]))
    print(request_run(session, COMMAND_LINE, event, time_limit=5, seed=int(sys.argv[2])).id)
"""
OLD_REQUEST = REQUEST.replace("planning.runs.runs", "planning.runs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--generator", type=Path, default=GENERATOR)
    arguments = parser.parse_args()
    checkouts = [HERE, *([arguments.against.resolve()] if arguments.against else [])]
    print(f"{os.cpu_count()} cores, medians of {arguments.rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        if arguments.generator.is_file():
            path = Path(folder) / "problem.json"
            path.write_bytes(subprocess.check_output([sys.executable, arguments.generator, *PROBLEM]))
            compare("outside the solve, s", checkouts, arguments.rounds, lambda tree: outside_solve(tree, path))
        else:
            print(f"outside the solve: not measured, as there is no file {arguments.generator}; give --generator")
        workers = [Worker(tree, Path(folder) / str(number)) for number, tree in enumerate(checkouts)]
        by_tree = dict(zip(checkouts, workers, strict=True))
        try:
            compare("idle worker, MB", checkouts, 1, lambda tree: by_tree[tree].memory())
            compare(
                "claim to first progress, s", checkouts, arguments.rounds, lambda tree: by_tree[tree].first_progress()
            )
            compare("idle worker after a run, MB", checkouts, 1, lambda tree: by_tree[tree].memory())
        finally:
            for worker in workers:
                worker.stop()


def compare(title: str, checkouts: list[Path], rounds: int, measure: Callable[[Path], float]) -> None:
    """Measure the checkouts in turn and print the medians, and the ratio of the first to the second."""
    found: dict[Path, list[float]] = {tree: [] for tree in checkouts}
    for _ in range(rounds):
        for tree in checkouts:
            found[tree].append(measure(tree))
    medians = [statistics.median(found[tree]) for tree in checkouts]
    ratio = f"; ratio {medians[0] / medians[1]:.3f}" if len(medians) == 2 else ""
    print(f"{title:28}{' against '.join(f'{median:.3f}' for median in medians)}{ratio}")


def outside_solve(tree: Path, problem: Path) -> float:
    """Seconds of `matchmaker solve` on this file, less those that it reports for the solve."""
    schedule = problem.with_suffix(".schedule")
    began = time.perf_counter()
    command = [tree / ".venv/bin/matchmaker", "solve", problem, "-o", schedule, "--quiet"]
    subprocess.run(command, cwd=tree, check=True)
    return time.perf_counter() - began - float(json.loads(schedule.read_text())["seconds"])


class Worker:
    """A worker of this checkout with a sample event in a folder of its own."""

    def __init__(self, tree: Path, folder: Path) -> None:
        folder.mkdir()
        self._tree, self._seed = tree, 0
        self._database = folder / "matchmaker.db"
        self._environment = os.environ | {"MATCHMAKER_DATA": str(folder), "SECRET_KEY": "abcdefgh" * 5}
        for name in ("DATABASE_URL", "QUEUE_URL", "SMTP_URL"):
            self._environment.pop(name, None)
        self._event = self._python(PREPARE)
        self._process = subprocess.Popen(
            [tree / ".venv/bin/matchmaker", "worker"], cwd=tree, env=self._environment, stderr=subprocess.DEVNULL
        )
        time.sleep(15)  # the worker, and what it loads in advance

    def memory(self) -> float:
        """Megabytes of the worker and all processes below it."""
        time.sleep(3)
        pids = [self._process.pid]
        for pid in pids:
            children = Path(f"/proc/{pid}/task").glob("*/children")
            pids += [int(child) for path in children for child in path.read_text().split()]
        shares = [re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M) for pid in pids]
        return sum(int(share[1]) for share in shares if share) / 1024

    def first_progress(self) -> float:
        """Seconds from the claim of a run to the child's first report in its row."""
        self._seed += 1
        request = REQUEST if (self._tree / "matchmaker/planning/runs/runs.py").is_file() else OLD_REQUEST
        run_id = self._python(request, self._event, str(self._seed))
        claimed = self._when("status = 'running'", run_id)
        reported = self._when("meetings IS NOT NULL", run_id)
        self._when("finished_at IS NOT NULL", run_id)
        return reported - claimed

    def _when(self, condition: str, run_id: str) -> float:
        """Wait until the run's row meets the condition; the time then."""
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as connection:
            row = f"SELECT 1 FROM solve_run WHERE id = ? AND {condition}"  # noqa: S608 - our own conditions
            while connection.execute(row, (run_id,)).fetchone() is None:
                time.sleep(0.002)
        return time.perf_counter()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()

    def _python(self, program: str, *arguments: str) -> str:
        command = [self._tree / ".venv/bin/python", "-c", program, *arguments]
        return subprocess.check_output(command, cwd=self._tree, env=self._environment, text=True).strip()


if __name__ == "__main__":
    main()
