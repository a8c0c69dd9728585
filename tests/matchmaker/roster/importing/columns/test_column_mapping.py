"""Columns are recognised by their headings in many languages, then by their content."""

from __future__ import annotations

import pytest

from matchmaker.roster.importing.columns.guess import guess
from matchmaker.roster.importing.columns.mapping import check_mapping
from matchmaker.roster.rows.field_texts import EXPORT_HEADER
from matchmaker.schemas.roster import FIELDS
from tests.told import Told


def guessed(*header: str, sample: list[list[str]] | None = None) -> list[str]:
    return list(guess(header, sample or []).values())


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["user_id", "fullname", "abstracts", "conflicts"], ["reference", "name", "about", "keep_apart"]),
        (["id", "offers", "seeks", "met_before"], ["reference", "offers", "seeks", "met_before"]),
        (["Vorname", "Nachname", "E-Mail-Adresse", "Firma"], ["first_name", "last_name", "email", "organisation"]),
        (["Name", "Vorname", "Mail"], ["last_name", "first_name", "email"]),
        (["Prénom", "Nom", "Courriel", "Société"], ["first_name", "last_name", "email", "organisation"]),
        (["Nombre", "Apellidos", "Correo electrónico"], ["first_name", "last_name", "email"]),
        (["Nombre", "Empresa"], ["name", "organisation"]),
        (["姓名", "公司", "邮箱"], ["name", "organisation", "email"]),
        (["NAME ", "e-mail (work)", "Job-Title"], ["name", "email", "job_title"]),
        (["Full name", "First name", "Shoe size"], ["name", "ignore", "ignore"]),
        (["Name", "Email", "Email 2"], ["name", "email", "ignore"]),
    ],
)
def test_headings_are_recognised(header: list[str], fields: list[str]) -> None:
    assert guessed(*header) == fields


def test_a_column_of_addresses_is_recognised_by_its_cells() -> None:
    sample = [["Ann", "ann@example.org"], ["Bob", ""], ["Cy", "cy@example.org"]]
    assert guessed("Name", "Where to write", sample=sample) == ["name", "email"]
    assert guessed("Name", "Remark", sample=[["Ann", "a@example.org"], ["Bob", "late"]]) == ["name", "ignore"]


def test_the_headings_of_an_export_are_all_recognised() -> None:
    assert guessed(*EXPORT_HEADER) == list(FIELDS)


def test_each_fault_of_a_mapping_is_reported_at_its_location() -> None:
    header = ["A", "B", "C"]
    assert check_mapping(header, {"A": "name", "B": "about", "C": "about"}) == []
    assert check_mapping(header, {"A": "email", "B": "email"}) == [
        Told("mapping[B]", "“A” is already read as this field; only one column can be.")
    ]
    assert check_mapping(header, {"A": "name", "D": "email", "B": "shoe size"}) == [
        Told("mapping[D]", "There is no such column."),
        Told("mapping[B]", "“shoe size” is not on the list of fields."),
    ]
    assert check_mapping(header, {"A": "about"}) == [
        Told("mapping", "Choose a column for the name, the e-mail address or the reference.")
    ]
    assert check_mapping(header, {"A": "name", "B": "first_name"}) == [
        Told("mapping", "Choose either one column for the whole name, or first and last name, not both.")
    ]
