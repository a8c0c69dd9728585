"""What if, and comparing plans, in the terminal."""

from __future__ import annotations

from tests.web.cli.conftest import Cli
from tests.web.cli.test_planning import answer, planned

__all__ = ["planned"]


def test_fewer_meetings_are_tried_beside_the_plan_and_change_nothing(cli: Cli, planned: str) -> None:
    before = answer(cli, "event", "show", planned)
    found = answer(cli, "what-if", planned, "--max-meetings", "1", "--time-limit", "5")
    assert (found["plan"], found["figures"]["meetings"], found["trial"]["meetings"]) == (1, 2, 1)
    assert answer(cli, "event", "show", planned) == before
    assert len(answer(cli, "plans", planned)) == 1


def test_without_a_plan_the_trial_stands_alone(cli: Cli, spring_forum: str) -> None:
    told = cli.done("what-if", spring_forum, "--tables", "-1", "--time-limit", "5", "--quiet").splitlines()
    assert told[0].split() == ["FIGURE", "NO", "PLAN", "YET", "TRIAL"]
    assert told[1].split()[0] == "meetings"


def test_wrong_settings_are_refused(cli: Cli, planned: str) -> None:
    assert cli.refused("what-if", planned, "--slot-minutes", "0").startswith("Error: slot length: ")
    assert "2000" in cli.refused("what-if", planned, "--tables", "5000")


def test_two_plans_are_compared(cli: Cli, planned: str) -> None:
    cli.done("plan", planned, "--first", "points", "--time-limit", "5")
    told = cli.done("plans", planned, "--compare", "1", "2").splitlines()
    assert told[0].split() == ["FIGURE", "PLAN", "1", "PLAN", "2"]
    assert told[1].split() == ["meetings", "2", "2"]
    assert told[-1].endswith("0 people gain points and 0 lose some.")
    assert answer(cli, "plans", planned, "--compare", "1", "2")["plans"] == [1, 2]
    assert "no plan 7" in cli.refused("plans", planned, "--compare", "1", "7").lower()
