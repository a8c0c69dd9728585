"""One schema validates attendees from files, forms and programs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.models import AttendeeStatus, GoalKind
from matchmaker.roster.rows.field_texts import as_text, away_text
from matchmaker.schemas.answers import GoalDetails
from matchmaker.schemas.loading import load
from matchmaker.schemas.roster import RosterRow, RosterRowSchema, join_list, split_list
from tests.told import Told

ZONE = "Europe/Berlin"


def row(**data: Any) -> RosterRow:
    loaded: RosterRow = load(RosterRowSchema(ZONE), data)
    return loaded


def fault(**data: Any) -> Fault:
    with pytest.raises(InvalidInputError) as refused:
        row(**data)
    [only] = refused.value.faults
    return only


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]  # year to minute


def test_given_contains_only_the_fields_of_the_input() -> None:
    said = row(name="Ann Lee", email="ann@example.org")
    assert said == RosterRow(name="Ann Lee", email="ann@example.org")
    assert said.given == {"name", "email"}


def test_an_emptied_field_is_given_and_empty() -> None:
    said = row(name="Ann", email=None, about=None, interests=None, max_meetings=None)
    assert said.given == {"name", "email", "about", "interests", "max_meetings"}
    assert (said.email, said.about, said.interests, said.max_meetings) == (None, "", (), None)


def test_a_reference_is_no_name() -> None:
    assert row(reference="participant 7").name == ""


def test_a_name_is_on_one_line() -> None:
    assert row(name="Ann\n Lee", organisation="Acme\tInc").name == "Ann Lee"


@pytest.mark.parametrize("name", ["42", "2027-05-11", "3.5", "—"])
def test_a_name_needs_a_letter(name: str) -> None:
    assert fault(name=name) == Told("name", f"“{name}” contains no letter. Is this the column of names?")


def test_a_number_may_be_the_name_if_it_is_the_reference() -> None:
    assert row(name="42", reference="42").name == "42"


@pytest.mark.parametrize("email", ["ann", "ann@", "@example.org", "a b@example.org", "a@b", "a@b@c.org", "<a@b.org>"])
def test_an_invalid_address_is_rejected(email: str) -> None:
    assert fault(name="Ann", email=email) == Told("email", f"“{email}” is not an e-mail address.")


def test_lists_are_separated_by_semicolons_bars_and_line_breaks() -> None:
    assert row(name="Ann", interests="yeast; mice |flies\nYEAST;;").interests == ("yeast", "mice", "flies")


def test_goals_have_a_kind_and_a_topic() -> None:
    assert row(name="Ann", seeks="mentoring; Job: data engineer; microfluidics; ratio 1:2; business:").seeks == (
        GoalDetails(GoalKind.MENTORING),
        GoalDetails(GoalKind.JOB, "data engineer"),
        GoalDetails(GoalKind.KNOWLEDGE, "microfluidics"),
        GoalDetails(GoalKind.KNOWLEDGE, "ratio 1:2"),
        GoalDetails(GoalKind.KNOWLEDGE, "business:"),
    )


def test_the_other_kind_needs_a_topic() -> None:
    assert fault(name="Ann", offers="other") == Told("offers", "Describe it, like “other: a flat to swap”.")


def test_times_away_are_read_in_local_time() -> None:
    assert row(name="Ann", away="2027-05-11 9:00-10:30; 2027-05-12; 2027-05-13 18:00 - 2027-05-14 08:00").away == (
        (utc(2027, 5, 11, 7), utc(2027, 5, 11, 8, 30)),
        (utc(2027, 5, 11, 22), utc(2027, 5, 12, 22)),
        (utc(2027, 5, 13, 16), utc(2027, 5, 14, 6)),
    )


@pytest.mark.parametrize(
    ("away", "sentence"),
    [
        ("soon", "“soon” is not a time span. Enter it like 2027-05-11 09:00-10:30."),
        ("2027-05-11 10:00-09:00", "“2027-05-11 10:00-09:00” ends before it starts."),
        ("2027-02-30", "“2027-02-30” is no time."),
        ("9999-12-31", "“9999-12-31” is no time."),
        ("2027-05-11 25:00-26:00", "“2027-05-11 25:00-26:00” is no time."),
        (
            "2027-03-28 02:30-04:00",
            "02:30 on 2027-03-28 does not exist in Europe/Berlin: the clocks go forward then. Choose another time.",
        ),
    ],
)
def test_an_invalid_time_away_is_rejected(away: str, sentence: str) -> None:
    assert fault(name="Ann", away=away) == Told("away", sentence)


def test_an_ambiguous_time_is_written_with_its_offset_and_read_again() -> None:
    span = (utc(2027, 10, 31, 0, 30), utc(2027, 10, 31, 1, 30))
    assert away_text(span, ZONE) == "2027-10-31 02:30+02:00-02:30+01:00"
    assert row(name="Ann", away=away_text(span, ZONE)).away == (span,)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"name": None}, Told("name", "Enter a name.")),
        ({"name": "A", "status": "asleep"}, Told("status", "Write invited, active or withdrawn.")),
        ({"name": "A", "max_meetings": "many"}, Told("max_meetings", "Enter a whole number, like 5.")),
        (
            {"name": "A", "min_meetings": 5, "max_meetings": 4},
            Told("max_meetings", "The maximum must not be less than the minimum."),
        ),
        ({"name": "A" * 201}, Told("name", "Keep this to 200 characters.")),
        ({"name": "A", "interests": [5]}, Told("interests[0]", "This must be text.")),
        ({"name": "A", "booth": 5}, Told("booth", "This must be text.")),
        ({"name": "A", "interests": 5}, Told("interests", "This must be a list with its items separated by “;”.")),
    ],
)
def test_each_fault_is_reported_at_its_field(data: dict[str, Any], expected: Fault) -> None:
    assert fault(**data) == expected


def test_a_status_is_read_in_any_case() -> None:
    assert row(name="A", status=" Withdrawn ").status is AttendeeStatus.WITHDRAWN


@given(st.lists(st.text(st.sampled_from("ab;|\"\n' "), min_size=1).map(str.strip).filter(bool)))
def test_a_list_survives_being_written_as_a_cell(items: list[str]) -> None:
    assert split_list(join_list(items)) == items


@given(
    st.tuples(st.integers(0, 500_000), st.integers(1, 3000)).map(
        lambda minutes: (
            datetime.fromtimestamp(1_800_000_000 + 60 * minutes[0], UTC),
            datetime.fromtimestamp(1_800_000_000 + 60 * (minutes[0] + minutes[1]), UTC),
        )
    ),
    st.sampled_from([ZONE, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
)
def test_a_time_away_survives_being_written_as_a_cell(span: tuple[datetime, datetime], zone: str) -> None:
    text = as_text(RosterRow(away=(span,)), "away", zone)
    assert load(RosterRowSchema(zone), {"name": "Ann", "away": text}).away == (span,)
