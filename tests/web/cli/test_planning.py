"""From scores to published calendars on the command line."""

from __future__ import annotations

import json
import signal
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from matchmaker.db import Database
from matchmaker.models import SolveRun
from tests.web.cli.conftest import Cli
from tests.web.cli.test_serving import until


def answer(cli: Cli, *arguments: str) -> Any:
    return json.loads(cli.done(*arguments, "--json"))


@pytest.fixture
def planned(cli: Cli, spring_forum: str) -> str:
    """The forum with one draft plan: Ada, the only buyer, meets both suppliers."""
    cli.done("plan", spring_forum, "--time-limit", "10")
    return spring_forum


def test_scores_are_summarised(cli: Cli, spring_forum: str) -> None:
    found = answer(cli, "score", spring_forum)
    assert (found["people"], found["pairs"], sum(found["bands"])) == (3, 2, 2)
    assert "2 pairs of 3 attendees scored." in cli.done("score", spring_forum)


def test_a_plan_is_a_draft_with_its_proof(cli: Cli, spring_forum: str) -> None:
    made = answer(cli, "plan", spring_forum, "--time-limit", "10")
    assert (made["plan"], made["status"], made["stale"], made["optimal"]) == (1, "draft", False, True)
    assert (made["meetings"], made["people"]) == (2, 3)
    assert made["meetings_per_person"] == {"fewest": 1, "median": 1.0, "most": 2}
    assert [tier["tier"] for tier in made["tiers"]] == ["minimums", "fairness", "score", "gaps", "moves"]


def test_a_plan_is_printed_as_text(cli: Cli, planned: str) -> None:
    told = cli.done("plans", planned, "--plan", "1").splitlines()
    assert told[0].startswith("Plan 1 (draft), proven optimal, made in ")
    assert told[1:3] == ["  2 meetings of 3 attendees", "  per attendee: 1 to 2, median 1"]


def test_plans_are_listed_with_whether_the_data_changed_since(cli: Cli, planned: str) -> None:
    cli.done("pair", "set", planned, "P-1", "P-2", "keep-apart")
    cli.done("plan", planned, "--time-limit", "10", "--seed", "3")
    assert [(p["plan"], p["stale"]) for p in answer(cli, "plans", planned)] == [(2, False), (1, True)]
    assert [line.split()[0] for line in cli.done("plans", planned).splitlines()] == ["PLAN", "2", "1"]


def test_publishing_without_a_yes_only_shows_the_changes(cli: Cli, planned: str) -> None:
    looked = cli("publish", planned)
    assert (looked.exit_code, looked.stderr) == (0, "Nothing was published. To publish plan 1, add --yes.\n")
    assert looked.stdout.splitlines()[0] == "2 added"
    assert [p["status"] for p in answer(cli, "plans", planned)] == ["draft"]


def test_a_published_plan_reaches_calendars_and_spreadsheets(cli: Cli, planned: str, tmp_path: Path) -> None:
    cli.done("publish", planned, "--yes")
    cli.done("export", "calendars", planned, "-o", str(tmp_path / "calendars.zip"))
    cli.done("export", "spreadsheet", planned, "-o", str(tmp_path / "plan.xlsx"))
    cli.done("export", "spreadsheet", planned, "-o", str(tmp_path / "plan.csv"))
    with zipfile.ZipFile(tmp_path / "calendars.zip") as archive:
        contents = [archive.read(name) for name in archive.namelist()]
    assert sorted(content.count(b"BEGIN:VEVENT") for content in contents) == [1, 1, 2]
    assert (tmp_path / "plan.xlsx").read_bytes()[:2] == b"PK"
    assert len((tmp_path / "plan.csv").read_text("utf-8-sig").splitlines()) == 3


def test_a_second_plan_is_published_and_unpublished(cli: Cli, planned: str) -> None:
    cli.done("publish", planned, "--yes")
    cli.done("pair", "set", planned, "P-1", "P-2", "keep-apart", "--breaking", "later")
    cli.done("plan", planned, "--time-limit", "10")
    changed = answer(cli, "publish", planned, "--yes")
    assert (len(changed["cancelled"]), changed["published"], changed["plan"]) == (1, True, 2)
    assert cli("unpublish", planned).stderr.startswith("Nothing was changed.")
    assert cli("unpublish", planned, "--yes").stderr == "Spring Forum: 1 meeting is cancelled.\n"
    assert "has no published plan" in cli.refused("unpublish", planned, "--yes")


def test_those_affected_are_mailed_by_a_command_too_unless_it_says_otherwise(cli: Cli, planned: str) -> None:
    told = Cli(cli.environment | {"SMTP_URL": "smtp://127.0.0.1:1"})
    assert told("publish", planned, "--yes", "--no-mail").stderr == "Plan 1 of Spring Forum is published.\n"
    assert told("unpublish", planned, "--yes").stderr == (
        "Spring Forum: 2 meetings are cancelled.\n3 e-mails are queued.\n"
    )
    assert answer(told, "publish", planned, "--yes")["mails"] == 3


def test_a_stale_plan_is_published_only_if_allowed(cli: Cli, planned: str) -> None:
    cli.done("roster", "import", planned, "-", "--yes", text="Name,E-mail\nEdith,edith@example.org\n")
    assert "--allow-stale" in cli("publish", planned).stderr
    cli.refused("publish", planned, "--yes")
    assert [p["status"] for p in answer(cli, "plans", planned)] == ["draft"]
    cli.done("publish", planned, "--yes", "--allow-stale")
    assert [p["status"] for p in answer(cli, "plans", planned)] == ["published"]


def test_conflicting_rules_are_listed_and_exit_with_three(cli: Cli, spring_forum: str) -> None:
    for other, table in (("P-2", "Table 1"), ("P-3", "Table 2")):
        cli.done("pair", "set", spring_forum, "P-1", other, "agreed", "--table", table)
    cli.done("event", "set", spring_forum, "-", "--yes", text=json.dumps({"blocks": [ONE_SLOT]}))
    ended = cli("plan", spring_forum, "--time-limit", "10")
    assert (ended.exit_code, ended.stdout) == (3, "")
    assert "Ada Byron" in ended.stderr


ONE_SLOT = {"name": "Morning", "day": "2027-05-11", "starts": "09:00", "ends": "09:20", "audience": "rules"}


def test_an_empty_event_is_reported(cli: Cli) -> None:
    cli.done("event", "create", "--name", "Empty", "--timezone", "UTC")
    assert cli.refused("plan", "empty").startswith("Error: ")
    for command in (("publish", "empty"), ("export", "spreadsheet", "empty", "-o", "-")):
        assert "Empty has no plan yet." in cli.refused(*command)
    assert "Empty has no published plan." in cli.refused("export", "calendars", "empty", "-o", "-")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["plan", "{}", "--time-limit", "0"], "time limit: Enter a number of seconds from 1 to 7200"),
        (["plan", "{}", "--time-limit", "nan"], "time limit: Enter a number of seconds from 1 to 7200"),
        (["plan", "{}", "--time-limit", "long"], "'long' is not a valid float"),
        (["plan", "{}", "--seed", "-1"], "seed: "),
        (["plan", "nope"], "There is no event with the id or name “nope”."),
        (["score", "nope"], "There is no event with the id or name “nope”."),
        (["plans", "{}", "--plan", "0"], "Invalid value for '--plan'"),
        (["plans", "{}", "--plan", "9"], "There is no plan 9."),
        (["publish", "{}", "--plan", "9"], "There is no plan 9."),
        (["export", "spreadsheet", "{}"], "Missing option '-o'"),
        (["export", "frame", "{}", "-o", "/nowhere/frame.json"], "/nowhere/frame.json: No such file or directory."),
    ],
)
def test_an_invalid_option_is_reported(cli: Cli, spring_forum: str, arguments: list[str], sentence: str) -> None:
    assert sentence in cli.refused(*[argument.format(spring_forum) for argument in arguments])


def test_ctrl_c_keeps_the_best_plan_so_far(cli: Cli) -> None:
    cli.done("event", "create", "--from", "fixtures/event.json")
    cli.done("roster", "import", "atlantic-harbour-forum-2027", "fixtures/attendees.csv", "--yes")
    solving = subprocess.Popen(
        cli.command("plan", "atlantic-harbour-forum-2027", "--time-limit", "600", "--json"),
        env=cli.full_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until(lambda: _has_something(cli) or solving.poll() is not None, "the solve does not begin")
    solving.send_signal(signal.SIGINT)
    out, told = solving.communicate(timeout=60)
    assert (solving.returncode, told) == (
        0,
        "Stopping; the best plan so far is kept. Press Ctrl-C again to discard it.\n",
    )
    assert json.loads(out)["meetings"] > 300


def _has_something(cli: Cli) -> bool:
    """Whether the run has stored that it found meetings."""
    database = Database(cli.environment["DATABASE_URL"])
    with database.reading() as session:
        found = session.scalar(select(SolveRun.meetings))
    database.dispose()
    return bool(found)
