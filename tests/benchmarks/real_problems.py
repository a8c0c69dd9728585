"""Problems from real attendee lists and the sample event, scored as the product scores them.

usage: python -m tests.benchmarks.real_problems researchers|scientists|sample PROBLEM [FOLDER OF LISTS]
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.planning.problem.snapshot import take_snapshot
from matchmaker.scoring.load import MIN_CANDIDATES
from matchmaker.scoring.profiles import Profile, Wish
from matchmaker.scoring.score_pairs import ScoringInput, score_pairs
from matchmaker.scoring.scores import score_event
from solver import Pair, Person, Problem, Slot, Table, Tier
from solver.files.formats import write_problem

RESEARCHERS = 500
Row = dict[str, str]


def researchers(folder: Path) -> str:
    """The first 500 of a list of researchers with abstracts: six meetings each in six slots."""
    rows = _rows(folder / "mindmatch" / "attendees.csv")[:RESEARCHERS]
    number = {row["fullname"]: k for k, row in enumerate(rows)}
    inputs = ScoringInput(
        [Profile(id=k, about=row["abstracts"]) for k, row in enumerate(rows)],
        kept_apart=[(k, number[name]) for k, row in enumerate(rows) for name in _names(row, "conflicts", number, k)],
    )
    return write_problem(_problem("researchers", inputs, slots=6, meetings=6))


def scientists(folder: Path) -> str:
    """All 40 scientists of a matchmaking event, by what they offer and seek, without pairs who have worked together."""
    rows = _rows(folder / "elife2014" / "attendees.csv")
    number = {row["id"]: k for k, row in enumerate(rows)}
    inputs = ScoringInput(
        [Profile(id=k, offers=_wishes(row["offers"]), seeks=_wishes(row["seeks"])) for k, row in enumerate(rows)],
        met_before=[(k, number[name]) for k, row in enumerate(rows) for name in _names(row, "met_before", number, k)],
        met_before_may_meet=False,
    )
    return write_problem(_problem("scientists", inputs, slots=5, meetings=5))


def sample(_folder: Path) -> str:
    """The sample event as the demo plans it."""
    from fixtures.sample import load_sample_event

    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{Path(home) / 'sample.db'}"
        upgrade(url)
        database = Database(url)
        with database.writing() as session:
            event = load_sample_event(session, COMMAND_LINE, None)
            score_event(session, COMMAND_LINE, event)
            problem = take_snapshot(session, event).problem_json.decode()
        database.dispose()
    return problem


def _problem(name: str, inputs: ScoringInput, *, slots: int, meetings: int) -> Problem:
    """A problem with `meetings` for each person in `slots`, and tables for all people at once."""
    people = len(inputs.profiles)
    return Problem(
        name=name,
        slots=tuple(Slot(f"s{t}") for t in range(slots)),
        tables=tuple(Table(f"t{k}") for k in range(people // 2)),
        people=tuple(Person(f"p{k}", min_meetings=meetings, max_meetings=meetings) for k in range(people)),
        pairs=tuple(Pair(f"p{s.a}", f"p{s.b}", s.score) for s in score_pairs(inputs, MIN_CANDIDATES)),
        objective=(Tier("minimums"), Tier("score")),
    )


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _parts(cell: str) -> Sequence[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _names(row: Row, column: str, number: dict[str, int], self_index: int) -> Sequence[str]:
    """The other people on the list named in a cell; most names are not on the list."""
    return [name for name in _parts(row[column]) if number.get(name, self_index) != self_index]


def _wishes(cell: str) -> tuple[Wish, ...]:
    return tuple(Wish("knowledge", topic) for topic in _parts(cell))


MAKERS: dict[str, Callable[[Path], str]] = {"researchers": researchers, "scientists": scientists, "sample": sample}


def main() -> None:
    name, problem, *folder = sys.argv[1:]
    Path(problem).write_text(MAKERS[name](Path(*folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
