"""`matchmaker edit`: a plan changed by hand on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.web.cli.conftest import Cli


@pytest.fixture
def planned(cli: Cli, spring_forum: str) -> str:
    """The forum with a plan: Ada, the only buyer, meets both suppliers."""
    cli.done("plan", spring_forum, "--time-limit", "10")
    return spring_forum


def meetings(cli: Cli, event: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Start and table of the newest plan's meetings, by the two names."""
    path = Path(cli.environment["MATCHMAKER_DATA"]) / "plan.csv"
    cli.done("export", "spreadsheet", event, "--plan", newest(cli, event), "-o", str(path))
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
    return {(row["Name"], row["Partner"]): (row["Starts (Europe/Berlin)"], row["Table"]) for row in rows}


def newest(cli: Cli, event: str) -> str:
    return str(json.loads(cli.done("plans", event, "--json"))[0]["plan"])


def test_a_meeting_is_cancelled_and_brought_back(cli: Cli, planned: str) -> None:
    done = cli("edit", "cancel", planned, "P-1", "P-2")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[0] == "Plan 2 is changed."
    assert cli("edit", "undo", planned).stderr == "Undone in plan 2: cancelled.\n"
    assert cli("edit", "redo", planned).stderr == "Made again in plan 2: cancelled.\n"
    assert "no change to redo" in cli.refused("edit", "redo", planned)


def test_what_an_edit_would_break_is_said_without_changing_anything(cli: Cli, planned: str) -> None:
    assert cli("edit", "cancel", planned, "P-1", "P-2", "--check").stderr.startswith("This breaks no rule.\n")
    assert newest(cli, planned) == "1"


def test_refusals_name_people_and_change_nothing(cli: Cli, planned: str) -> None:
    error = cli.refused("edit", "add", planned, "P-2", "P-3")
    assert "are not among the pairs that may meet" in error or "There is no slot and table" in error
    assert "Byron" not in error
    assert "a2" not in error
    assert newest(cli, planned) == "1"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["move", "P-1", "P-2", "--at", "noon"], "Enter a local time"),
        (["move", "P-1", "P-2", "--at", "2026-05-11T09:00"], "No slot of Spring Forum starts at"),
        (["move", "P-1", "P-2", "--table", "Table 99"], "Table 99"),
        (["move", "P-2", "P-3"], "These two have no meeting in this plan."),
        (["cancel", "P-1", "nobody"], "No attendee of this event"),
        (["cancel", "P-1", "P-2", "--plan", "7"], "There is no plan 7."),
        (["undo"], "There is no change to undo in plan 1."),
    ],
)
def test_bad_input_is_a_sentence(cli: Cli, planned: str, arguments: list[str], sentence: str) -> None:
    command, *rest = arguments
    assert sentence in cli.refused("edit", command, planned, *rest)
    assert newest(cli, planned) == "1"


def test_meetings_move_swap_and_are_pinned(cli: Cli, planned: str) -> None:
    before = meetings(cli, planned)
    (first, at), (second, there) = before.items()
    cli.done("edit", "swap", planned, *first, "--with", *second)
    assert meetings(cli, planned) == {first: there, second: at}
    cli.done("edit", "pin", planned, *first)
    cli.done("edit", "unpin", planned, *first)
    cli.done("edit", "cancel", planned, *first)
    cli.done("edit", "add", planned, *first)
    assert meetings(cli, planned).keys() == before.keys()
