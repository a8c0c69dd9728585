"""A plan near the published one, and explanations of a plan, on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.web.cli.conftest import Cli


@pytest.fixture
def published(cli: Cli, spring_forum: str) -> str:
    """The forum with a published plan: Ada, the only buyer, meets both suppliers."""
    cli.done("plan", spring_forum, "--time-limit", "10")
    cli.done("publish", spring_forum, "--yes")
    return spring_forum


def answer(cli: Cli, *arguments: str) -> Any:
    return json.loads(cli.done(*arguments, "--json"))


def test_a_near_plan_says_what_publishing_it_would_change(cli: Cli, published: str) -> None:
    told = cli.done("plan", published, "--near", "published", "--absent", "P-2", "--time-limit", "10")
    assert told.splitlines()[-1] == (
        "  Against the published plan: 1 kept, 0 moved, 1 cancelled, 0 new; 2 people will be told when it is published."
    )
    made = answer(cli, "plan", published, "--near", "1", "--max-changes", "6", "--time-limit", "10")
    assert made["changes"] == {"kept": 2, "moved": 0, "cancelled": 0, "added": 0, "left_out": 0, "told": 0}


def test_what_is_pinned_and_frozen_stays(cli: Cli, published: str) -> None:
    made = answer(cli, "plan", published, "--near", "published", "--pin", "P-1", "P-2", "--freeze", "2027-05-11T09:00")
    assert (made["changes"]["kept"], made["plan"]) == (2, 2)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--max-changes", "3"], "Options about changes need --near PLAN"),
        (["--near", "latest"], "--near takes the number of a plan"),
        (["--near", "7"], "There is no plan 7."),
        (["--near", "1", "--max-changes", "1", "--max-changed-people", "1"], "not both"),
        (["--near", "1", "--absent", "nobody"], "No attendee of this event"),
        (["--near", "1", "--freeze", "noon"], "--freeze: Enter a local time"),
        (["--near", "1", "--freeze", "2026-05-11T09:00"], "No slot of Spring Forum starts at"),
        (["--near", "1", "--pin", "P-2", "P-3"], "have no meeting in plan 1"),
        (["--near", "1", "--absent", "P-2", "--pin", "P-1", "P-2"], "is to be absent"),
    ],
)
def test_bad_wishes_are_refused_and_make_no_plan(cli: Cli, published: str, options: list[str], sentence: str) -> None:
    assert sentence in cli.refused("plan", published, *options)
    assert [plan["plan"] for plan in answer(cli, "plans", published)] == [1]


def test_without_a_published_plan_there_is_none_to_stay_near(cli: Cli, spring_forum: str) -> None:
    assert "No plan is published yet" in cli.refused("plan", spring_forum, "--near", "published")


def test_why_two_people_meet_is_told_with_their_names(cli: Cli, published: str) -> None:
    told = cli.done("why", published, "P-1", "P-2")
    assert told.splitlines()[0].startswith("Ada Byron and ")
    found = answer(cli, "why", published, "P-1", "P-2", "--plan", "1")
    assert (found["plan"], [one["is"] for one in found["explanations"]]) == (1, ["why"])


def test_why_two_people_do_not_meet(cli: Cli, published: str) -> None:
    assert cli.done("why", published, "P-2", "P-3").splitlines()[0].endswith(" do not meet.")


def test_what_would_help(cli: Cli, published: str) -> None:
    assert cli.done("why", published, "P-2") != ""
    assert {one["is"] for one in answer(cli, "why", published)["explanations"]} <= {"opening"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["P-1", "P-1"], "cannot meet themselves"),
        (["P-1", "nobody"], "No attendee of this event"),
        (["P-1", "P-2", "P-3"], "at most two people"),
        (["P-1", "P-2", "--plan", "9"], "There is no plan 9."),
        (["P-1", "P-2", "-o", "x.json"], "-o needs a problem file"),
        (["P-1", "P-2", "--time-limit", "0.5"], "time limit"),
    ],
)
def test_bad_questions_are_refused(cli: Cli, published: str, arguments: list[str], sentence: str) -> None:
    assert sentence in cli.refused("why", published, *arguments)


def test_an_unknown_event_and_a_missing_file_are_told_apart(cli: Cli) -> None:
    assert "There is no event" in cli.refused("why", "nowhere", "P-1", "P-2")
    assert "nowhere.json" in cli.refused("why", "nowhere.json", "schedule.json")
    assert "Name the schedule file too" in cli.refused("why", "nowhere.json")
