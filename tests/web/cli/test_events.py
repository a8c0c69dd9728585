"""Events on the command line: created, shown, changed from a file, opened and closed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.web.cli.conftest import FRAME, Cli


def shown(cli: Cli, name: str) -> Any:
    return json.loads(cli.done("event", "show", name, "--json"))


def exported(cli: Cli, name: str) -> Any:
    return json.loads(cli.done("export", "frame", name, "-o", "-"))


def test_an_event_is_created_from_options_and_its_id_is_printed(cli: Cli) -> None:
    event_id = cli.done("event", "create", "--name", "Autumn Fair", "--timezone", "Europe/Lisbon").strip()
    assert [(e["id"], e["name"]) for e in json.loads(cli.done("event", "list", "--json"))] == [
        (event_id, "Autumn Fair")
    ]


def test_an_event_is_created_from_a_file_with_all_its_parts(cli: Cli, event_file: Path) -> None:
    cli.done("event", "create", "--from", str(event_file))
    facts = shown(cli, "Spring Forum")
    assert (facts["slots"], facts["tables"], facts["days"], facts["groups"]) == (
        4,
        4,
        ["2027-05-11"],
        ["Buyer", "Supplier"],
    )


def test_options_override_the_file(cli: Cli, event_file: Path) -> None:
    cli.done("event", "create", "--from", str(event_file), "--name", "Winter Forum", "--slot-minutes", "45")
    assert (shown(cli, "winter-forum")["name"], shown(cli, "winter-forum")["slots"]) == ("Winter Forum", 2)


def test_the_file_may_be_toml_or_standard_input(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "event.toml"
    path.write_text(
        '[event]\nname = "Tomlfest"\ntimezone = "UTC"\n\n'
        '[[blocks]]\nname = "Day"\nday = 2027-05-11\nstarts = 09:00:00\nends = 10:00:00\n'
    )
    cli.done("event", "create", "--from", str(path))
    cli.done("event", "create", "--from", "-", text=FRAME)
    assert (shown(cli, "tomlfest")["slots"], shown(cli, "spring-forum")["slots"]) == (2, 4)


def test_an_exported_file_creates_the_same_event(cli: Cli, event_file: Path, tmp_path: Path) -> None:
    cli.done("event", "create", "--from", str(event_file))
    cli.done("export", "frame", "spring-forum", "-o", str(tmp_path / "out.json"))
    cli.done("event", "create", "--from", str(tmp_path / "out.json"), "--name", "Copy")
    first, copy = exported(cli, "spring-forum"), exported(cli, "copy")
    assert copy == first | {"event": first["event"] | {"name": "Copy"}}


def test_only_the_parts_a_file_has_are_changed(cli: Cli, spring_forum: str) -> None:
    before = exported(cli, spring_forum)
    cli.done("event", "set", spring_forum, "-", text='{"tables": [{"names": "Table 1-2"}, {"names": "Booth 1"}]}')
    assert exported(cli, spring_forum) == before | {
        "tables": [
            {"names": "Table 1", "capacity": 1, "reserved": False},
            {"names": "Table 2", "capacity": 1, "reserved": False},
            {"names": "Booth 1", "capacity": 1, "reserved": False},
        ],
        "closures": [],
    }


def test_people_keep_their_group_when_groups_are_set_by_name(cli: Cli, spring_forum: str) -> None:
    cli.done(
        "event",
        "set",
        spring_forum,
        "-",
        text='{"groups": [{"name": "BUYER"}, {"name": "Supplier"}, {"name": "Press"}]}',
    )
    groups = [person["group"] for person in json.loads(cli.done("roster", "list", spring_forum, "--json"))]
    assert groups == ["BUYER", "Supplier", "Supplier"]


def test_a_change_with_losses_needs_a_yes(cli: Cli, spring_forum: str) -> None:
    change = '{"groups": [{"name": "Buyer"}]}'
    asked = cli("event", "set", spring_forum, "-", text=change)
    assert asked.exit_code == 1
    assert "The group Supplier is removed: 2 people then have no group" in asked.stderr
    assert exported(cli, spring_forum)["rules"] == [["Buyer", "Supplier"]]
    cli.done("event", "set", spring_forum, "-", "--yes", text=change)
    assert [group["name"] for group in exported(cli, spring_forum)["groups"]] == ["Buyer"]


def test_answers_are_opened_and_closed(cli: Cli, spring_forum: str) -> None:
    cli.done("event", "close", spring_forum)
    closed = shown(cli, spring_forum)["answers_open"]
    cli.done("event", "open", spring_forum)
    assert (closed, shown(cli, spring_forum)["answers_open"]) == (False, True)


def test_an_organizer_sees_an_event_created_for_them(cli: Cli) -> None:
    cli.done("organizer", "add", "ada@example.org", "--name", "Ada Byron")
    cli.done("event", "create", "--name", "Hers", "--timezone", "UTC", "--organizer", "ADA@example.org")
    assert "There is no organizer bob@example.org" in cli.refused(
        "event", "create", "--name", "His", "--timezone", "UTC", "--organizer", "bob@example.org"
    )
    assert [event["name"] for event in json.loads(cli.done("event", "list", "--json"))] == ["Hers"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Error: event: A new event needs at least a name and a time zone."),
        (["--name", "X"], "Error: event, time zone: Fill this in."),
        (["--name", "", "--timezone", "UTC"], "Error: event, name: Give the event a name."),
        (["--name", "X", "--timezone", "Mars/Base"], "There is no time zone “Mars/Base”."),
        (
            ["--name", "X", "--timezone", "UTC", "--slot-minutes", "0"],
            "event, slot length: Enter a whole number from 1",
        ),
        (["--name", "X", "--timezone", "UTC", "--slot-minutes", "ten"], "'ten' is not a valid integer"),
        (["--name", "X", "--timezone", "UTC", "--pause-minutes", "-1"], "event, pause: Enter a whole number"),
        (["--name", "X", "--timezone", "UTC", "--venue", "x" * 201], "event, venue: Keep this to 200 characters."),
        (["--name", "X\u202e", "--timezone", "UTC"], "U+202E"),
        (["--from", "/nowhere/event.json"], "/nowhere/event.json: No such file or directory."),
        (["--from", "/"], "Is a directory"),
    ],
)
def test_an_invalid_option_is_reported_and_creates_nothing(cli: Cli, arguments: list[str], sentence: str) -> None:
    assert sentence in cli.refused("event", "create", *arguments)
    assert cli.done("event", "list", "--json") == "[]\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "-: This is not valid JSON"),
        (b"\xff\xfe", "-: This is not valid JSON"),
        (b"[]", "-: This file must contain an object"),
        (b"[" * 100_000, "-: This file is nested too deeply."),
        (b'{"event": 1}', "event: This is not in the expected form."),
        (b'{"evnet": {}}', "evnet: There is no such field."),
        (b'{"event": {"name": "A", "name": "B"}}', "the key “name” is repeated"),
        (b'{"event": {"name": "A", "timezone": "UTC", "slot_minutes": 1.9}}', "event, slot length: "),
        (b'{"event": {"name": "A", "timezone": "UTC"}, "tables": [{"names": "T 9-1"}]}', "table 1, names: The range"),
        (
            b'{"event": {"name": "A", "timezone": "UTC"}, "rules": [["X", "Y"]]}',
            "rule 1: There is no group called “X”",
        ),
        (b'{"event": {"name": "A", "timezone": "UTC"}, "rules": [["X"]]}', "rule 1: A rule is a pair"),
        (
            b'{"event": {"name": "A", "timezone": "UTC"}, "weights": "wild"}',
            "weights: There are no weights called “wild”",
        ),
        (
            b'{"event": {"name": "A", "timezone": "UTC"},'
            b' "closures": [{"table": "T", "day": "2027-05-11", "starts": "09:00", "ends": "10:00"}]}',
            "closure 1, table: There is no table called “T”",
        ),
        (
            b'{"event": {"name": "A", "timezone": "Europe/Berlin"},'
            b' "blocks": [{"name": "Night", "day": "2027-03-28", "starts": "02:30", "ends": "04:00"}]}',
            "block 1, begin: 02:30 on 2027-03-28 does not exist in Europe/Berlin",
        ),
    ],
)
def test_an_invalid_file_is_reported_and_creates_nothing(cli: Cli, content: bytes, sentence: str) -> None:
    assert sentence in cli.refused("event", "create", "--from", "-", text=content)
    assert cli.done("event", "list", "--json") == "[]\n"


@pytest.mark.parametrize("command", [("show",), ("open",), ("close",), ("set",)])
def test_an_unknown_event_is_reported(cli: Cli, command: tuple[str, ...]) -> None:
    more = ["-"] if command == ("set",) else []
    assert "There is no event with the id or name “nope”" in cli.refused("event", *command, "nope", *more, text="{}")


def test_an_ambiguous_event_name_is_refused(cli: Cli) -> None:
    ids = [cli.done("event", "create", "--name", "Twin", "--timezone", "UTC").strip() for _ in range(2)]
    said = cli.refused("event", "show", "twin")
    assert "2 events are called “twin”" in said
    assert all(event_id in said for event_id in ids)
