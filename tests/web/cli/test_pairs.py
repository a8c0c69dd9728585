"""Recorded pairs on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.web.cli.conftest import Cli


def known(cli: Cli, event: str) -> Any:
    return json.loads(cli.done("pair", "list", event, "--json"))


def test_an_agreed_meeting_has_its_time_and_table(cli: Cli, spring_forum: str) -> None:
    place = ("--at", "2027-05-11T09:25", "--table", "table 2")
    cli.done("pair", "set", spring_forum, "ada@example.org", "P-2", "agreed", *place)
    assert known(cli, spring_forum) == [
        {"a": "Ada Byron", "b": "Alan Hill", "standing": "agreed", "at": "2027-05-11T09:25", "table": "Table 2"}
    ]


def test_a_relation_replaces_the_earlier_one_and_can_be_deleted(cli: Cli, spring_forum: str) -> None:
    cli.done("pair", "set", spring_forum, "Ada Byron", "Grace Bell", "met-before")
    cli.done("pair", "set", spring_forum, "Grace Bell", "Ada Byron", "keep-apart")
    assert [pair["standing"] for pair in known(cli, spring_forum)] == ["keep-apart"]
    cli.done("pair", "set", spring_forum, "Ada Byron", "Grace Bell", "none")
    assert known(cli, spring_forum) == []


def test_an_attendee_cannot_have_two_agreed_meetings_at_once(cli: Cli, spring_forum: str) -> None:
    cli.done("pair", "set", spring_forum, "P-1", "P-2", "agreed", "--at", "2027-05-11T09:00", "--table", "Table 1")
    refused = ("pair", "set", spring_forum, "P-1", "P-3", "agreed", "--at", "2027-05-11T09:00")
    assert cli.refused(*refused) == "Error: slot: Ada Byron has another agreed meeting at that time.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["P-1", "P-1", "agreed"], "pair: Choose two different people."),
        (["P-1", "P-7", "agreed"], "No attendee of this event has the e-mail address, reference or name “P-7”."),
        (["P-1", "P-2", "friends"], "'friends' is not one of"),
        (["P-1", "P-2", "agreed", "--at", "soon"], "--at: Enter a local time like 2027-05-11T09:50, not 'soon'."),
        (["P-1", "P-2", "agreed", "--at", "2027-05-11T09:10"], "No slot of Spring Forum starts at 2027-05-11T09:10."),
        (["P-1", "P-2", "agreed", "--table", "Roof"], "Spring Forum has no table called “Roof”."),
        (["P-1", "P-2", "met-before", "--table", "Table 1"], "Only an agreed meeting has a time and a table."),
    ],
)
def test_an_invalid_option_is_reported_and_records_nothing(
    cli: Cli, spring_forum: str, arguments: list[str], sentence: str
) -> None:
    assert sentence in cli.refused("pair", "set", spring_forum, *arguments)
    assert known(cli, spring_forum) == []
