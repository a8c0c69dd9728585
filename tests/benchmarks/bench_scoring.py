"""Seconds and memory to score an event, from reading the database to writing the rows.

    python -m tests.benchmarks.bench_scoring [--people 10000] [--seed 1] [--mindmatch attendees.csv]

Generated attendees have five interests, three goals and sixty words each, drawn by Zipf's law. `--mindmatch` names a
file with the columns user_id, fullname, abstracts, conflicts (titipata/paper-reviewer-matcher); without the file that
part is skipped. Results go to standard output; nothing passes or fails.
"""

from __future__ import annotations

import argparse
import csv
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from sqlalchemy import insert, select

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.models import Attendee, AttendeeInterest, Direction, Event, Goal, GoalKind, Interest, PairScore
from matchmaker.scoring.scores import ScoreSummary, compute_scores, store_scores
from tests.builders import an_event

INTERESTS, TOPICS, VOCABULARY = 500, 800, 30_000
MINDMATCH = Path(__file__).resolve().parents[3] / "shared" / "data" / "mindmatch" / "attendees.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mindmatch", type=Path, default=MINDMATCH)
    arguments = parser.parse_args()
    measure(
        f"{arguments.people} generated attendees",
        lambda database: generated(database, arguments.people, arguments.seed),
    )
    if not arguments.mindmatch.is_file():
        print(f"mindmatch: not measured, as there is no file {arguments.mindmatch}; give it with --mindmatch")
    else:
        measure("mindmatch", lambda database: abstracts_only(database, arguments.mindmatch))


def measure(title, fill) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        upgrade(url)
        database = Database(url)
        event_id = fill(database)
        clock = Clock()
        with database.reading() as session:
            scores = compute_scores(session, session.get_one(Event, event_id), clock.stage)
        clock.stage("Storing", 0.0)
        with database.writing() as session:
            store_scores(session, COMMAND_LINE, session.get_one(Event, event_id), scores)
        clock.stop()
        report(title, scores.summary, clock)
        with database.reading() as session:
            best_partners(session, event_id)
        database.dispose()


class Clock:
    """Measures the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds = {"Reading the database": 0.0}
        self._current, self._since = "Reading the database", time.perf_counter()
        self._cpu = time.process_time()

    def stage(self, name: str, _share: float) -> None:
        if name != self._current:
            self.stop()
            self._current = name

    def stop(self) -> None:
        now = time.perf_counter()
        self.seconds[self._current] = self.seconds.get(self._current, 0.0) + now - self._since
        self._since = now

    @property
    def cpu(self) -> float:
        """CPU seconds since the start: comparable even if the machine is also doing other work."""
        return time.process_time() - self._cpu


def report(title: str, summary: ScoreSummary, clock: Clock) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = sum(clock.seconds.values())
    print(f"{title}: {total:.1f} s ({clock.cpu:.1f} s CPU), peak {peak:.0f} MB so far in this process")
    for name, seconds in clock.seconds.items():
        print(f"    {seconds:6.2f} s  {name}")
    print(f"    {summary.pairs} pairs of {summary.people} people; scores by tens {summary.bands}")
    print(f"    a typical person's best partner: {summary.typical_best}")
    sys.stdout.flush()


def best_partners(session, event_id: int) -> None:
    best: dict[int, int] = {}
    for a, b, score in session.execute(
        select(PairScore.a_id, PairScore.b_id, PairScore.score).where(PairScore.event_id == event_id)
    ):
        best[a], best[b] = max(best.get(a, 0), score), max(best.get(b, 0), score)
    ranks = np.percentile(list(best.values()), [0, 10, 50, 90, 100]).round().astype(int).tolist()
    print(f"    best partner of each person: minimum, 10 %, median, 90 %, maximum = {ranks}")


def generated(database: Database, people: int, seed: int) -> int:
    rng = np.random.default_rng(seed)
    words = zipf(rng, VOCABULARY, (people, 60))
    with database.writing() as session:
        event = an_event(session, slots=7)
        about = (" ".join(f"{chr(97 + w % 26)}word{w}" for w in row) for row in words.tolist())
        session.execute(
            insert(Attendee),
            [
                {
                    "event_id": event.id,
                    "name": f"Person {k}",
                    "organisation": f"House {k // 3}",
                    "about": text,
                    "version": 1,
                }
                for k, text in enumerate(about)
            ],
        )
        ids = list(session.scalars(select(Attendee.id).where(Attendee.event_id == event.id).order_by(Attendee.id)))
        session.execute(
            insert(Interest),
            [{"event_id": event.id, "key": f"interest {k}", "label": f"Interest {k}"} for k in range(INTERESTS)],
        )
        first = session.scalars(select(Interest.id).order_by(Interest.id)).first() or 0
        session.execute(insert(AttendeeInterest), interests(rng, ids, first))
        session.execute(insert(Goal), goals(rng, ids))
        return event.id


def zipf(rng: np.random.Generator, size: int, shape: tuple[int, ...]):
    weights = 1 / np.arange(1, size + 1)
    return rng.choice(size, shape, p=weights / weights.sum())


def interests(rng: np.random.Generator, ids: list[int], first: int) -> list[dict[str, int]]:
    drawn = zipf(rng, INTERESTS, (len(ids), 5)).tolist()
    return [{"attendee_id": i, "interest_id": first + n} for i, row in zip(ids, drawn, strict=True) for n in set(row)]


def goals(rng: np.random.Generator, ids: list[int]) -> list[dict[str, object]]:
    kinds = list(GoalKind)
    rows = {}
    for attendee, topics in zip(ids, zipf(rng, TOPICS, (len(ids), 3)).tolist(), strict=True):
        for position, topic in enumerate(topics):
            kind = kinds[int(rng.integers(len(kinds)))]
            direction = Direction.SEEK if position % 2 == 0 else Direction.OFFER
            name = f"topic number{topic}" if rng.random() < 0.9 else ""
            rows[attendee, direction, kind, name] = None
    return [{"attendee_id": a, "direction": d, "kind": k, "topic": t, "topic_key": t} for a, d, k, t in rows]


def abstracts_only(database: Database, path: Path) -> int:
    with path.open(newline="", encoding="utf-8") as file, database.writing() as session:
        event = an_event(session, slots=7)
        session.execute(
            insert(Attendee),
            [
                {
                    "event_id": event.id,
                    "name": row["fullname"],
                    "about": row["abstracts"],
                    "reference": row["user_id"],
                    "version": 1,
                }
                for row in csv.DictReader(file)
            ],
        )
        return event.id


if __name__ == "__main__":
    main()
