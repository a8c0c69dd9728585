"""All steps from import to calendars on real attendee lists, through the command line: seconds and peak memory of each.

usage: python -m tests.benchmarks.bench_real_data [FOLDER]

FOLDER holds `mindmatch/attendees.csv` (1,162 researchers with abstracts) and `elife2014/attendees.csv` (40 people of a
matchmaking event). Without the folder nothing is measured.
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
    """Measurements of one command: wall seconds, and peak memory of the process and its children in MB."""

    seconds: float
    megabytes: float
    output: str


def event_file(name: str, slots: int, tables: int, meetings: int, **event: Any) -> dict[str, Any]:
    """The file of a one-morning event, for `matchmaker event create --from`."""
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


def run(folder: Path, *arguments: str) -> Step:
    """Run a matchmaker command; raises RuntimeError with its output if it fails."""
    output = folder / "output.txt"
    start = perf_counter()
    with output.open("wb") as file:
        environment = {**os.environ, "MATCHMAKER_DATA": str(folder / "data")}
        redirect = [(os.POSIX_SPAWN_DUP2, file.fileno(), 1)]
        child = os.posix_spawn(MATCHMAKER, [MATCHMAKER, *arguments], environment, file_actions=redirect)
        _, status, usage = os.wait4(child, 0)
    step = Step(perf_counter() - start, usage.ru_maxrss / 1024, output.read_text())
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"matchmaker {' '.join(arguments)} failed:\n{step.output}")
    return step


def run_all_steps(folder: Path, people: Path, described: dict[str, Any], mapping: dict[str, str]) -> dict[str, Step]:
    """Run all steps, from the attendee file to calendars and spreadsheet; returns their measurements by name."""
    (folder / "event.json").write_text(json.dumps(described))
    options = [part for column, field in mapping.items() for part in ("--map", f"{column}={field}")]
    steps = {"db upgrade": run(folder, "db", "upgrade")}
    created = run(folder, "event", "create", "--from", str(folder / "event.json"), "--json")
    event = json.loads(created.output)["id"]
    steps["event create"] = created
    steps["roster import"] = run(folder, "roster", "import", event, str(people), *options, "--yes")
    steps["score"] = run(folder, "score", event)
    steps["plan"] = run(folder, "plan", event, "--time-limit", "30", "--json")
    steps["publish"] = run(folder, "publish", event, "--yes")
    steps["export calendars"] = run(folder, "export", "calendars", event, "-o", str(folder / "calendars.zip"))
    steps["export spreadsheet"] = run(folder, "export", "spreadsheet", event, "-o", str(folder / "plan.xlsx"))
    return steps


def report(title: str, steps: dict[str, Step]) -> None:
    print(f"\n{title} ({os.cpu_count()} cores)")
    for name, step in steps.items():
        print(f"  {name:20} {step.seconds:7.2f} s {step.megabytes:7.0f} MB")
    print(f"  {'total':20} {sum(s.seconds for s in steps.values()):7.2f} s")
    print(f"  plan: {steps['plan'].output.strip()}")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared" / "data"
    if not folder.is_dir():
        print(f"Nothing measured: there is no folder {folder}. Give the folder of the attendee lists as an argument.")
        return
    with tempfile.TemporaryDirectory() as temporary:
        event = event_file("Mind matching", slots=8, tables=581, meetings=6)
        mapping = {"user_id": "reference", "fullname": "name", "abstracts": "about", "conflicts": "keep_apart"}
        report("1,162 researchers", run_all_steps(Path(temporary), folder / "mindmatch/attendees.csv", event, mapping))
    with tempfile.TemporaryDirectory() as temporary:
        event = event_file("eLife 2014", slots=5, tables=20, meetings=5, met_before_may_meet=False)
        mapping = {"id": "reference", "offers": "offers", "seeks": "seeks", "met_before": "met_before"}
        report("40 scientists", run_all_steps(Path(temporary), folder / "elife2014/attendees.csv", event, mapping))


if __name__ == "__main__":
    main()
