"""How a list is read, on the pages: chosen when detection fails, changed later, remembered for the next list."""

from __future__ import annotations

import csv
import io
import re

import pytest

from matchmaker.db import Database
from matchmaker.models import Event
from matchmaker.roster.importing.columns.guess import guess
from matchmaker.roster.importing.columns.mapping import IGNORE
from matchmaker.roster.importing.reading.read_table import read_table
from tests.web.conftest import Browser
from tests.web.organizer.test_people import digest, people


def send_list(console: Browser, event: Event, content: str | bytes, **choices: str) -> str:
    raw = content.encode() if isinstance(content, str) else content
    fields = {"file": (io.BytesIO(raw), "list.csv"), **choices}
    answer = console.send(f"/events/{event.public_id}/import", fields, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location


def chosen(page: str) -> list[str]:
    """The fields chosen for the columns."""
    table = page[page.index('action="') :]
    selects = re.findall(r'<select class="form-select" id="f-columns-\d+".*?</select>', table, re.DOTALL)
    return [re.findall(r'<option value="(\w+)" selected', select)[0] for select in selects]


def test_the_reading_can_be_chosen_with_the_upload(console: Browser, event: Event) -> None:
    path = send_list(console, event, "x\nName\nGyőző\n".encode("cp1250"), encoding="cp1250", heading_row="2")
    page = console.get(path).text
    assert "Győző" in page
    assert "Headings in row 2." in page


def test_a_choice_that_does_not_fit_is_told_at_its_field(console: Browser, event: Event) -> None:
    fields = {"file": (io.BytesIO(b"Name\n\x81\n"), "a.csv"), "encoding": "cp1252", "heading_row": "two"}
    answer = console.send(f"/events/{event.public_id}/import", fields, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Enter the number of the row with the headings, up to 1000, or 0 if there is none." in answer.text
    assert '<option value="cp1252" selected>' in answer.text


def test_reading_again_guesses_the_columns_anew(console: Browser, event: Event) -> None:
    path = send_list(console, event, "Name,Company\nSurname,Interests\nLang,Optics\n")
    assert chosen(console.get(path).text) == ["name", "organisation"]
    assert console.send(f"{path}/reading", {"heading_row": "2"}).status_code == 303
    assert chosen(console.get(path).text) == ["name", "interests"]
    wrong = console.send(f"{path}/reading", {"heading_row": "99"})
    assert wrong.status_code == 422
    assert "Row 99 is empty or missing, so it holds no headings." in wrong.text


def test_what_was_done_and_asked_is_on_the_page(console: Browser, event: Event, database: Database) -> None:
    path = send_list(console, event, 'Autumn Fair,\nName,Company\n"Lang, Mia",N/A\n"Klein, Otto",Bell\n')
    page = console.get(path).text
    assert "Read: Name from “Name”; Organisation from “Company”." in page
    assert "Row 1 above the headings is left out: “Autumn Fair”." in page
    assert "“Company”: 1 cell says that there is nothing, like “N/A” (row 3)." in page
    assert "Is the last name first?" in page
    console.send(f"{path}/commit", {"seen": digest(console, path)})
    assert people(database) == ["Mia Lang", "Otto Klein"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_faulty_rows_are_downloaded_with_their_reasons_and_read_back(
    console: Browser, event: Event, ending: str
) -> None:
    path = send_list(console, event, "Name,Mail\nMia Lang,mia at example\nOtto Klein,otto@example.org\n")
    file = console.get(f"{path}/faulty.{ending}")
    assert file.headers["Content-Disposition"] == f'attachment; filename="list-csv-faulty-rows.{ending}"'
    sheet = read_table(file.data, "faulty")
    reason = "row 2, column Mail: “mia at example” is not an e-mail address."
    assert sheet.header == ("Row", "Name", "Mail", "Reason")
    assert [row.cells for row in sheet.rows] == [("2", "Mia Lang", "mia at example", reason)]
    assert guess(sheet.header, [row.cells for row in sheet.rows]) == {
        "Row": IGNORE,
        "Name": "name",
        "Mail": "email",
        "Reason": IGNORE,
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_heading_of_the_template_is_recognised(console: Browser, event: Event, ending: str) -> None:
    file = console.get(f"/events/{event.public_id}/import/template.{ending}")
    header = read_table(file.data, "template").header
    mapping = guess(header, [])
    assert [column for column, field in mapping.items() if field == IGNORE] == []
    assert len(set(mapping.values())) == len(header) > 12


def test_the_next_list_of_the_same_shape_is_read_and_mapped_alike(console: Browser, event: Event) -> None:
    first = send_list(console, event, "Name,Ort,Notes\nMia Lang,Ulm,shy\n", heading_row="1")
    console.send(f"{first}/mapping", {"columns[0]": "name", "columns[1]": "organisation", "columns[2]": "about"})
    second = send_list(console, event, "Name,Ort,Notes\nOtto Klein,Bonn,loud\n")
    page = console.get(second).text
    assert chosen(page) == ["name", "organisation", "about"]
    assert "Read and mapped like list.csv, which has the same headings." in page
    other = send_list(console, event, "Name,Ort\nOtto Klein,Bonn\n")
    assert chosen(console.get(other).text) == ["name", "ignore"]


def test_a_list_without_headings_is_read_like_the_last_one_only_if_its_cells_fit(
    console: Browser, event: Event
) -> None:
    send_list(console, event, "Mia Lang,mia@example.org,Acme\nOtto Klein,otto@example.org,Bell\n")
    other = send_list(console, event, "Lang,Mia,mia@example.org\nKlein,Otto,otto@example.org\n")
    page = console.get(other).text
    assert chosen(page) == ["last_name", "first_name", "email"]
    assert "Read and mapped like" not in page
    alike = send_list(console, event, "Roth,Jan,jan@example.org\nRoth,Eva,eva@example.org\n")
    assert "Read and mapped like list.csv" in console.get(alike).text


def test_faulty_rows_in_a_csv_cannot_run_as_formulas(console: Browser, event: Event) -> None:
    path = send_list(console, event, "Name,Mail\n=cmd,no address\n")
    rows = list(csv.reader(io.StringIO(console.get(f"{path}/faulty.csv").data.decode("utf-8-sig"))))
    assert rows[1][1] == "'=cmd"
