"""The whole chain on real attendee lists, through the command line: seconds and peak memory of every step.

usage: python -m tests.benchmarks.bench_real_data [FOLDER]

FOLDER holds `mindmatch/attendees.csv` (1,162 researchers with abstracts) and `elife2014/attendees.csv` (40 people of a
matchmaking event); by default `../shared/data` beside the checkout. Says so and ends where it is not there.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

MATCHMAKER = str(Path(sys.executable).with_name("matchmaker"))
SLOTS_OF_TWENTY_MINUTES = {8: "11:40", 5: "10:40"}


@dataclass(frozen=True)
class Step:
    """What one command took: wall seconds, and the largest memory of it and its children in MB."""

    seconds: float
    megabytes: float
    output: str


def frame(name: str, slots: int, tables: int, meetings: int, **event: Any) -> dict[str, Any]:
    """The frame of a one-morning event, as `matchmaker event create --from` reads it."""
    return {
        "event": {
            "name": name,
            "timezone": "Europe/London",
            "slot_minutes": 20,
            "pause_minutes": 0,
            "default_min_meetings": meetings,
            "default_max_meetings": meetings,
            "colleagues_may_meet": True,
            **event,
        },
        "blocks": [{"name": "Morning", "day": "2027-05-11", "starts": "09:00", "ends": SLOTS_OF_TWENTY_MINUTES[slots]}],
        "tables": [{"names": f"Table 1-{tables}"}],
    }


def run(home: Path, *arguments: str) -> Step:
    """Run one matchmaker command to its end; raises RuntimeError with what it said if it fails."""
    output = home / "output.txt"
    start = perf_counter()
    with output.open("wb") as file:
        environment = {**os.environ, "MATCHMAKER_DATA": str(home / "data")}
        redirect = [(os.POSIX_SPAWN_DUP2, file.fileno(), 1)]
        child = os.posix_spawn(MATCHMAKER, [MATCHMAKER, *arguments], environment, file_actions=redirect)
        _, status, usage = os.wait4(child, 0)
    step = Step(perf_counter() - start, usage.ru_maxrss / 1024, output.read_text())
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"matchmaker {' '.join(arguments)} failed:\n{step.output}")
    return step


def chain(home: Path, people: Path, described: dict[str, Any], columns: dict[str, str]) -> dict[str, Step]:
    """From the attendee file to calendars and spreadsheet."""
    (home / "frame.json").write_text(json.dumps(described))
    mapping = [part for column, field in columns.items() for part in ("--map", f"{column}={field}")]
    steps = {"db upgrade": run(home, "db", "upgrade")}
    created = run(home, "event", "create", "--from", str(home / "frame.json"), "--json")
    event = json.loads(created.output)["id"]
    steps["event create"] = created
    steps["roster import"] = run(home, "roster", "import", event, str(people), *mapping, "--yes")
    steps["score"] = run(home, "score", event)
    steps["plan"] = run(home, "plan", event, "--time-limit", "30", "--json")
    steps["publish"] = run(home, "publish", event, "--yes")
    steps["export calendars"] = run(home, "export", "calendars", event, "-o", str(home / "calendars.zip"))
    steps["export spreadsheet"] = run(home, "export", "spreadsheet", event, "-o", str(home / "plan.xlsx"))
    return steps


def report(title: str, steps: dict[str, Step]) -> None:
    print(f"\n{title} ({os.cpu_count()} cores)")
    for name, step in steps.items():
        print(f"  {name:20} {step.seconds:7.2f} s {step.megabytes:7.0f} MB")
    print(f"  {'together':20} {sum(s.seconds for s in steps.values()):7.2f} s")
    print(f"  plan: {steps['plan'].output.strip()}")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared" / "data"
    if not folder.is_dir():
        print(f"The real attendee lists are not there ({folder}): nothing measured. Name their folder as an argument.")
        return
    with tempfile.TemporaryDirectory() as temporary:
        described = frame("Mind matching", slots=8, tables=581, meetings=6)
        columns = {"user_id": "reference", "fullname": "name", "abstracts": "about", "conflicts": "keep_apart"}
        report("1,162 researchers", chain(Path(temporary), folder / "mindmatch/attendees.csv", described, columns))
    with tempfile.TemporaryDirectory() as temporary:
        described = frame("eLife 2014", slots=5, tables=20, meetings=5, met_before_may_meet=False)
        columns = {"id": "reference", "offers": "offers", "seeks": "seeks", "met_before": "met_before"}
        report("40 scientists", chain(Path(temporary), folder / "elife2014/attendees.csv", described, columns))


if __name__ == "__main__":
    main()
