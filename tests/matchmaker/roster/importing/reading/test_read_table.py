"""File formats are recognised by content: delimiters, encodings, spreadsheets, and faulty files."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.roster.importing.reading.choices import ENCODINGS, ReadingChoices
from matchmaker.roster.importing.reading.read_table import MAX_FILE_BYTES, SheetRow, read_table
from tests.matchmaker.roster.sample_files import csv_file, ods_file, saved, xlsx_file
from tests.told import Told

PEOPLE = (["Name", "City"], ["Ann Lee", "Køln, am Rhein"], ["Bob", "Łódź"])
READ = (SheetRow(2, ("Ann Lee", "Køln, am Rhein")), SheetRow(3, ("Bob", "Łódź")))


def refusal(content: bytes, name: str = "list.csv", encoding: str | None = None) -> Fault:
    with pytest.raises(InvalidInputError) as refused:
        read_table(content, name, ReadingChoices(encoding=encoding))
    [fault] = refused.value.faults
    return fault


@pytest.mark.parametrize(("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_the_four_delimiters_are_detected(delimiter: str, name: str) -> None:
    sheet = read_table(csv_file(*PEOPLE, delimiter=delimiter), "list.csv")
    assert (sheet.delimiter, sheet.header, sheet.rows) == (name, ("Name", "City"), READ)


def test_a_letter_is_never_a_delimiter() -> None:
    sheet = read_table(b"Name\nHannah\nHannes\nHanna\n", "list.csv")
    assert (sheet.header, [row.cells for row in sheet.rows]) == (("Name",), [("Hannah",), ("Hannes",), ("Hanna",)])


def test_lists_inside_cells_do_not_hide_the_delimiter() -> None:
    content = csv_file(["id", "seeks"], ["1", "yeast; mice; flies"], ["2", "mice; flies"])
    assert read_table(content, "list.csv").header == ("id", "seeks")


def test_excels_delimiter_hint_is_respected() -> None:
    sheet = read_table(b"sep=;\r\nName;City\r\nAnn;Rome, Italy\r\n", "list.csv")
    assert (sheet.header, sheet.rows[0].cells) == (("Name", "City"), ("Ann", "Rome, Italy"))


@pytest.mark.parametrize(("encoding", "found"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16")])
def test_encodings_are_detected_and_reported(encoding: str, found: str) -> None:
    sheet = read_table(csv_file(*PEOPLE, encoding=encoding), "list.csv")
    assert (sheet.encoding, sheet.rows) == (found, READ)


def test_an_encoding_that_was_detected_wrongly_can_be_chosen() -> None:
    content = "Név\nGyőző\n".encode("cp1250")
    guessed = read_table(content, "list.csv")
    assert (guessed.encoding, guessed.rows[0].cells[0]) == ("cp1252", "Gyõzõ")
    assert read_table(content, "list.csv", ReadingChoices(encoding="cp1250")).rows[0].cells == ("Győző",)


def test_text_that_does_not_fit_the_chosen_encoding_is_rejected() -> None:
    sentence = "The letters of this file cannot be read as cp1252. Choose another encoding, or save as UTF-8."
    assert refusal(b"Name\n\x81\n", encoding="cp1252") == Told("file", sentence)
    assert refusal(b"Name\nAnn\n", encoding="rot13") == Told(
        "encoding", f"Choose one of these encodings: {', '.join(ENCODINGS)}."
    )


def test_mixed_line_ends_and_line_breaks_in_quotes() -> None:
    sheet = read_table(b'Name,About\r\nAnn,"one\ntwo"\rBob,"a ""b"" c"\nCy,d', "list.csv")
    assert sheet.rows == (
        SheetRow(2, ("Ann", "one\ntwo")),
        SheetRow(3, ("Bob", 'a "b" c')),
        SheetRow(4, ("Cy", "d")),
    )


def test_empty_rows_are_omitted_but_counted() -> None:
    sheet = read_table(b"\n,\nName,City\n,\n\nAnn,Rome\n , \n", "list.csv")
    assert (sheet.header, sheet.rows) == (("Name", "City"), (SheetRow(6, ("Ann", "Rome")),))


def test_every_column_gets_a_unique_name() -> None:
    sheet = read_table(b"Name,,Name,Name (2),City\nAnn,b,c,d,e,f\n", "list.csv")
    assert sheet.header == ("Name", "Column B", "Name (2)", "Name (2) (2)", "City", "Column F")


def test_hidden_characters_in_a_heading_are_dropped() -> None:
    assert read_table(b"Na\x00me,Ci\xe2\x80\xaety\nAnn,x\n", "list.csv").header == ("Name", "City")


@pytest.mark.parametrize("make", [xlsx_file, ods_file])
def test_spreadsheets_are_recognised_regardless_of_their_name(make: object) -> None:
    sheet = read_table(make(*PEOPLE), "list.csv")  # type: ignore[operator]  # one of two makers
    assert (sheet.header, sheet.rows, sheet.encoding) == (("Name", "City"), READ, None)


def test_a_text_file_named_like_a_spreadsheet_is_read_as_text() -> None:
    assert read_table(csv_file(*PEOPLE), "list.xlsx").rows == READ


def test_cells_are_read_as_displayed() -> None:
    moment = datetime(2027, 5, 11, 9, 30)  # noqa: DTZ001 - a spreadsheet knows no time zones
    row = [7, 7.5, True, date(2027, 5, 11), moment, time(9, 30), None, "=A1", 10**15]
    content = xlsx_file([f"c{k}" for k in range(9)], row)
    assert read_table(content, "x.xlsx").rows[0].cells == (
        *("7", "7.5", "true", "2027-05-11", "2027-05-11 09:30", "09:30", "", "", "1000000000000000"),
    )


def test_the_first_visible_non_empty_sheet_is_read() -> None:
    workbook = Workbook()
    workbook.active.title = "Empty"
    hidden = workbook.create_sheet("Hidden")
    hidden.append(["Secret"])
    hidden.sheet_state = "hidden"
    workbook.create_sheet("People").append(["Name"])
    sheet = read_table(saved(workbook), "x.xlsx")
    assert (sheet.sheet_name, sheet.header) == ("People", ("Name",))


def test_a_table_that_starts_further_down_keeps_its_row_numbers() -> None:
    workbook = Workbook()
    workbook.active["B3"], workbook.active["B5"] = "Name", "Ann"
    sheet = read_table(saved(workbook), "x.xlsx")
    assert (sheet.header, sheet.rows) == (("Column A", "Name"), (SheetRow(5, ("", "Ann")),))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“list.csv” is empty."),
        (b"\n\n , \n", "This file is empty."),
        (b"\xef\xbb\xbf", "This file is empty."),
        (b'Name\n"Ann', "Row 2: a quotation mark is not closed, or is inside a cell."),
        (b'Name\nAnn\n"Bob" Ray', "Row 3: a quotation mark is not closed, or is inside a cell."),
        (b"%PDF-1.7 ...", "This is not a table. Save the list as .csv, .xlsx or .ods."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This is a file of the old Excel format (.xls). Open it in Excel and save it as .xlsx or .csv.",
        ),
        (b"PK\x03\x04 and no more", "This file is damaged: it ends too early. Save it again."),
        (b"Name\n" + b"x" * 40_000, "Row 2: a cell has more than 32767 characters. Is a quotation mark missing?"),
        (b" " * (MAX_FILE_BYTES + 1), "This file is larger than 20 MB."),
    ],
)
def test_unreadable_files_are_rejected_with_a_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content) == Told("file", sentence)


def test_a_zip_file_that_is_not_a_spreadsheet_is_rejected() -> None:
    from tests.matchmaker.roster.sample_files import zip_file

    assert str(refusal(zip_file({"readme.txt": b"hello"})).message) == (
        "This file is damaged or not a spreadsheet. Save it again as .xlsx, .ods or .csv."
    )


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert read_table(b"Name,E-mail\n", "list.csv").rows == ()
