"""Decompression bombs are rejected by a child process with limited memory and time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from matchmaker.errors import InvalidInputError
from matchmaker.roster.importing.reading.read_table import read_table
from matchmaker.spreadsheets.limits import MEMORY
from tests.matchmaker.roster.sample_files import (
    ods_file,
    sheet_with,
    understating_its_size,
    with_sheet,
    xlsx_file,
    zip_file,
)

PLAIN = xlsx_file(["Name"], ["Ann"])
FIRST = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
REPEATED = ' table:number-rows-repeated="1048576"'
TOO_MUCH = "This file takes more memory or time to read than a list of people should. Save it as .csv."
DAMAGED = "This file is damaged or not a spreadsheet. Save it again as .xlsx, .ods or .csv."


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInputError) as refused:
        read_table(content, "bomb")
    [fault] = refused.value.faults
    return str(fault.message)


def test_a_part_that_would_be_too_large_is_not_unpacked() -> None:
    bomb = with_sheet(PLAIN, sheet_with("") + b" " * (101 * 2**20))
    assert len(bomb) < 2**20
    assert refusal(bomb) == "Unpacked, this file is larger than 100 MB. Save only the list."


def test_a_directory_with_a_wrong_size_is_detected() -> None:
    bomb = understating_its_size(with_sheet(PLAIN, sheet_with(FIRST) + b" " * 2**20), b"xl/worksheets/sheet1.xml")
    assert refusal(bomb) == "This file is damaged or protected by a password. Save it again without one."


def test_too_many_parts_are_rejected() -> None:
    bomb = zip_file({f"part{n}": b"" for n in range(1001)})
    assert refusal(bomb) == "This file has more than 1000 parts. Save only the list of people, as .xlsx."


@pytest.mark.parametrize("cell", ["AH1048576", "XFD1048576"])
def test_a_few_kilobytes_that_expand_to_gigabytes_of_cells(cell: str) -> None:
    bomb = with_sheet(PLAIN, sheet_with(f'{FIRST}<row r="1048576"><c r="{cell}"><v>1</v></c></row>'))
    assert len(bomb) < 6000
    assert refusal(bomb) == TOO_MUCH


# a process in between, since a child is charged with what its parent held when it was started
MEASURED = """
import resource, subprocess, sys
command = [sys.executable, "-I", "-m", "matchmaker.spreadsheets", "{}"]
done = subprocess.run(command, stdin=sys.stdin, capture_output=True)
print(done.returncode != 0, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def test_a_bomb_never_gets_more_memory_than_the_limit(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(with_sheet(PLAIN, sheet_with(f'{FIRST}<row r="1048576"><c r="AH1048576"><v>1</v></c></row>')))
    command = [sys.executable, "-I", "-c", MEASURED]
    with bomb.open("rb") as file:
        told = subprocess.run(command, stdin=file, capture_output=True, text=True, check=True).stdout
    refused, used = told.split()
    assert refused == "True"
    assert int(used) < MEMORY


def test_rows_repeated_a_million_times() -> None:
    sentence = "This list has more than 20000 rows. Split it, or remove empty rows at the end."
    assert refusal(ods_file(["Name"], ["x"], row_repeat=REPEATED)) == sentence


def test_cells_repeated_beyond_the_limits() -> None:
    bomb = ods_file(["Name"], ["x"], repeat=' table:number-columns-repeated="16384"', row_repeat=REPEATED)
    assert refusal(bomb) in {TOO_MUCH, DAMAGED}


def test_nested_entities_are_not_expanded() -> None:
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'
    sheet = sheet_with(FIRST.replace("Name", "&b;")).removeprefix(b'<?xml version="1.0"?>')
    assert refusal(with_sheet(PLAIN, head + sheet)) == DAMAGED


def test_a_hundred_thousand_columns() -> None:
    bomb = b",".join(b"c%d" % n for n in range(100_000))
    assert refusal(bomb) == "This list has 100000 columns; at most 200 can be read."


def test_too_many_rows() -> None:
    assert refusal(b"Name\n" + b"x\n" * 20_001).startswith("This list has more than 20000 rows.")
    assert len(read_table(b"Name\n" + b"x\n" * 20_000, "list.csv").rows) == 20_000


def test_millions_of_empty_lines() -> None:
    assert refusal(b"\n" * 2_000_000).startswith("This list has more than 20000 rows.")
