"""Attendee lists on the command line: preview, import with --yes, faults by row and column."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from matchmaker.roster.importing.reading.read_table import read_table
from tests.web.cli.conftest import PEOPLE, Cli

ROSTER = ("roster", "import")


def names(cli: Cli, event: str, *more: str) -> list[str]:
    return [person["name"] for person in json.loads(cli.done("roster", "list", event, "--json", *more))]


def facts(cli: Cli, *arguments: str, text: str | None = None) -> Any:
    return json.loads(cli.done(*ROSTER, *arguments, "--json", text=text))


@pytest.fixture
def empty(cli: Cli, event_file: Path) -> str:
    cli.done("event", "create", "--from", str(event_file))
    return "spring-forum"


def test_without_a_yes_the_changes_are_only_shown(cli: Cli, empty: str, people: Path) -> None:
    looked = cli(*ROSTER, empty, str(people))
    assert (looked.exit_code, looked.stderr) == (0, "Nothing was imported. To import the list, add --yes.\n")
    assert "3 new  0 changed  0 unchanged  0 faulty  0 left out" in looked.stdout
    assert names(cli, empty) == []


@pytest.mark.parametrize("yes", ["--yes", "--commit"])
def test_with_a_yes_the_list_is_imported_once(cli: Cli, empty: str, people: Path, yes: str) -> None:
    written = cli(*ROSTER, empty, str(people), yes)
    assert (written.exit_code, written.stderr) == (0, "The list is imported.\n")
    assert names(cli, empty) == ["Ada Byron", "Alan Hill", "Grace Bell"]
    again = facts(cli, empty, str(people), "--yes")
    assert again["counts"] == {"new": 0, "changed": 0, "unchanged": 3, "faulty": 0, "left out": 0}


def test_a_list_may_come_from_standard_input(cli: Cli, empty: str) -> None:
    cli.done(*ROSTER, empty, "-", "--yes", text=PEOPLE)
    assert len(names(cli, empty)) == 3


def test_an_exported_list_is_imported_unchanged(cli: Cli, spring_forum: str, tmp_path: Path) -> None:
    for name in ("out.csv", "out.xlsx"):
        cli.done("roster", "export", spring_forum, "-o", str(tmp_path / name))
        assert facts(cli, spring_forum, str(tmp_path / name))["counts"]["unchanged"] == 3


def test_the_field_of_a_column_can_be_given(cli: Cli, empty: str) -> None:
    text = "Who;Where;Mail\nAda Byron;Engines = Ltd;ada@example.org\n"
    shown = facts(cli, empty, "-", "--map", "Who=name", "--map", "Where=organisation", text=text)
    assert shown["mapping"] == {"Who": "name", "Where": "organisation", "Mail": "email"}


def test_a_field_given_to_one_column_is_taken_from_another(cli: Cli, empty: str) -> None:
    text = "Name,Alias\nAda Byron,Countess\n"
    assert facts(cli, empty, "-", "--map", "Alias=name", text=text)["mapping"] == {"Name": "ignore", "Alias": "name"}


def test_an_encoding_can_be_given(cli: Cli, empty: str, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("Name\nJürgen\n".encode("cp1252"))
    cli.done(*ROSTER, empty, str(path), "--encoding", "cp1252", "--yes")
    assert names(cli, empty) == ["Jürgen"]


def test_every_fault_is_reported_with_its_row_and_nothing_is_written(cli: Cli, empty: str) -> None:
    text = "Name,E-mail,Max meetings\nAda,not an address,2\nAlan,alan@example.org,many\n,,3\n"
    said = cli.refused(*ROSTER, empty, "-", "--yes", text=text).splitlines()
    assert [line.split(":")[1].strip() for line in said] == [
        "row 2, column E-mail",
        "row 3, column Max meetings",
        "row 4",
    ]
    assert names(cli, empty) == []


def test_faulty_rows_can_be_skipped(cli: Cli, empty: str) -> None:
    text = "Name,E-mail\nAda,not an address\nAlan,alan@example.org\n"
    assert cli(*ROSTER, empty, "-", "--yes", "--skip-faulty", text=text).exit_code == 0
    assert names(cli, empty) == ["Alan"]


def test_a_similar_attendee_raises_a_question_that_can_be_answered(cli: Cli, spring_forum: str) -> None:
    text = "Name,Organisation\nAda Byronn,Engines Ltd\n"
    asked = facts(cli, spring_forum, "-", text=text)["questions"]
    assert [question["question"] for question in asked] == [
        "Row 2, “Ada Byronn, Engines Ltd”, looks like “Ada Byron, Engines Ltd”, who is on the list. "
        "Are they the same person?"
    ]
    assert facts(cli, spring_forum, "-", "--same", asked[0]["key"], text=text)["counts"]["changed"] == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nofile.csv"], "nofile.csv: No such file or directory."),
        (["-", "--map", "Name"], "--map: Write COLUMN=FIELD, like “Firma=organisation”, not “Name”."),
        (["-", "--map", "Nome=name"], "mapping[Nome]: There is no such column."),
        (["-", "--map", "Name=nickname"], "mapping[Name]: “nickname” is not on the list of fields."),
        (["-", "--encoding", "klingon"], "encoding"),
        (["-", "--same", "person:1:x"], "answers: There is no such question: person:1:x"),
        (["-", "--nonsense"], "No such option '--nonsense'"),
        ([], "Missing argument 'FILE'"),
    ],
)
def test_an_invalid_option_is_reported(cli: Cli, empty: str, arguments: list[str], sentence: str) -> None:
    assert sentence in cli.refused(*ROSTER, empty, *arguments, text=PEOPLE)
    assert names(cli, empty) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook"])
def test_a_file_that_is_not_a_list_is_reported(cli: Cli, empty: str, content: bytes) -> None:
    assert cli.refused(*ROSTER, empty, "-", text=content).startswith("Error: file: ")


def test_an_attendee_is_withdrawn_and_reinstated(cli: Cli, spring_forum: str) -> None:
    cli.done("roster", "withdraw", spring_forum, "P-2")
    assert names(cli, spring_forum, "--status", "withdrawn") == ["Alan Hill"]
    assert "Error: " in cli.refused("roster", "withdraw", spring_forum, "ALAN@example.org")
    cli.done("roster", "reinstate", spring_forum, "alan hill")
    assert names(cli, spring_forum, "--status", "invited") == ["Ada Byron", "Alan Hill", "Grace Bell"]
    assert "No attendee of this event has the e-mail address, reference or name “Zoe”." in cli.refused(
        "roster", "withdraw", spring_forum, "Zoe"
    )


USE_THE_ID = "Use the id in brackets."


def test_an_ambiguous_name_is_refused(cli: Cli, spring_forum: str) -> None:
    cli.done(*ROSTER, spring_forum, "-", "--yes", text="Reference,Name,Organisation\nP-9,Ada Byron,Elsewhere\n")
    said = cli.refused("roster", "withdraw", spring_forum, "Ada Byron").strip()
    ids = re.findall(r"Ada Byron \((\S+)\)", said)
    assert said == f"Error: 2 attendees fit “Ada Byron”: Ada Byron ({ids[0]}) and Ada Byron ({ids[1]}). " + USE_THE_ID
    cli.done("roster", "withdraw", spring_forum, ids[1])


def test_an_address_of_several_people_is_refused(cli: Cli, empty: str) -> None:
    cli.done(*ROSTER, empty, "-", "--yes", text="Name,Email\nMia Lang,desk@x.org\nOtto Klein,desk@x.org\n")
    said = cli.refused("roster", "withdraw", empty, "desk@x.org")
    assert re.fullmatch(r"Error: 2 attendees fit “desk@x.org”: Mia Lang \(\S+\) and Otto Klein \(\S+\)\. Use.*\n", said)


def test_names_that_cannot_be_used_are_told_with_the_fields_word(cli: Cli, empty: str) -> None:
    said = cli.done(*ROSTER, empty, "-", text="Name,Like to meet\nMia Lang,Nobody Here\n")
    assert "Warning: row 2, Would like to meet: There is nobody called “Nobody Here” on the list." in said


def test_an_import_is_undone_after_a_yes(cli: Cli, empty: str, people: Path) -> None:
    spring_forum = empty
    cli.done(*ROSTER, spring_forum, str(people), "--yes")
    asked = cli("roster", "undo", spring_forum)
    assert (asked.exit_code, len(names(cli, spring_forum))) == (1, 3)
    cli.done("roster", "undo", spring_forum, "--yes")
    assert names(cli, spring_forum) == []
    assert "Spring Forum has no import to undo." in cli.refused("roster", "undo", spring_forum, "--yes")


def test_how_a_file_is_read_can_be_chosen(cli: Cli, empty: str, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Fair|x\nName|Firma\nGyőző Kis|Acme, Bell\n".encode("cp1250"))
    shown = facts(cli, empty, str(file), "--encoding", "cp1250", "--delimiter", "bar", "--heading-row", "2")
    assert [shown[key] for key in ("encoding", "delimiter", "heading_row")] == ["cp1250", "bar", 2]
    assert {change["after"] for change in shown["changes"]} == {"Győző Kis", "Acme, Bell"}
    assert "Row 9 is empty or missing" in cli.refused(*ROSTER, empty, str(file), "--heading-row", "9")
    assert "Choose one of these encodings: utf-8, " in cli.refused(*ROSTER, empty, str(file), "--encoding", "rot13")


def test_a_sheet_can_be_chosen(cli: Cli, empty: str, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Buyers"
    book.active.append(["Name"])
    book.active.append(["Mia Lang"])
    book.create_sheet("Suppliers").append(["Name"])
    book["Suppliers"].append(["Otto Klein"])
    book.save(tmp_path / "book.xlsx")
    shown = facts(cli, empty, str(tmp_path / "book.xlsx"), "--sheet", "Suppliers")
    assert [change["after"] for change in shown["changes"]] == ["Otto Klein"]
    refused = cli.refused(*ROSTER, empty, str(tmp_path / "book.xlsx"), "--sheet", "Guests")
    assert "This workbook has no such sheet. It has Buyers and Suppliers." in refused


def test_a_question_is_answered_with_yes_or_no(cli: Cli, empty: str) -> None:
    text = 'Name,Interests\n"Lang, Mia","Research, Development"\n'
    [question] = facts(cli, empty, "-", text=text)["questions"]
    assert (question["key"], question["holds"]) == ("last-name-first", True)
    separated = ("--list-separator", "semicolon", "--different", "last-name-first")
    shown = facts(cli, empty, "-", *separated, text=text)
    assert [change["after"] for change in shown["changes"]] == ["Lang, Mia", "Research, Development"]
    assert "There is no such question: nothing" in cli.refused(*ROSTER, empty, "-", "--same", "nothing", text=text)


def test_nothing_that_can_be_used_is_not_called_imported(cli: Cli, empty: str) -> None:
    result = cli(*ROSTER, empty, "-", "--yes", "--skip-faulty", text="Name,Mail\nMia Lang,no address\n")
    assert (result.exit_code, result.stderr) == (1, "Error: No row of this list can be used. Nothing was changed.\n")
    assert "imported" not in result.output


def test_a_list_that_is_known_already_says_so(cli: Cli, empty: str, people: Path) -> None:
    cli.done(*ROSTER, empty, str(people), "--yes")
    again = cli(*ROSTER, empty, str(people), "--yes")
    sentence = "Everybody on this list is in the roster already, with the same data. Nothing was changed.\n"
    assert (again.exit_code, again.stderr) == (0, sentence)


def test_faulty_rows_and_the_template_are_written_to_files(cli: Cli, empty: str, tmp_path: Path) -> None:
    faulty, template = tmp_path / "faulty.xlsx", tmp_path / "template.csv"
    cli(*ROSTER, empty, "-", "--faulty", str(faulty), text="Name,Mail\nMia Lang,no address\nOtto Klein,\n")
    sheet = read_table(faulty.read_bytes(), "faulty")
    assert (sheet.header[0], [row.cells[:3] for row in sheet.rows]) == ("Row", [("2", "Mia Lang", "no address")])
    cli.done("roster", "template", "-o", str(template))
    assert read_table(template.read_bytes(), "template").header[:3] == ("First name", "Last name", "E-mail")


def test_the_next_list_of_the_same_shape_is_mapped_alike(cli: Cli, empty: str) -> None:
    mapped = ("--map", "Ort=organisation")
    cli.done(*ROSTER, empty, "-", "--yes", *mapped, text="Name,Ort\nMia Lang,Ulm\n")
    shown = facts(cli, empty, "-", text="Name,Ort\nOtto Klein,Bonn\n")
    assert shown["mapping"] == {"Name": "name", "Ort": "organisation"}
