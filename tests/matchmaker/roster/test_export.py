"""An exported roster can be imported unchanged, and no cell can run as a formula."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, count

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import AttendeeStatus, Event, GoalKind, Grade, Relation
from matchmaker.roster.export import roster_csv, roster_rows, roster_xlsx
from matchmaker.roster.importing import preview, read_upload, upload
from matchmaker.roster.importing.check_rows import check_rows
from matchmaker.roster.importing.columns.guess import guess
from matchmaker.roster.importing.conversion.literal import literal
from matchmaker.roster.importing.match_rows import match_rows
from matchmaker.roster.importing.proposal import merge
from matchmaker.roster.importing.reading.read_table import read_table
from matchmaker.roster.importing.row_pairs import read_pairs
from matchmaker.roster.rows.asked import Asked
from matchmaker.roster.rows.current_roster import CurrentRoster, Person, read_roster
from matchmaker.schemas.answers import GoalDetails
from matchmaker.schemas.roster import RosterRow
from matchmaker.spreadsheet_cells import plain_cell, safe_cell
from matchmaker.spreadsheets.writing import as_csv, as_xlsx
from matchmaker.text import identity, normalise
from tests.builders import an_event
from tests.matchmaker.roster.import_steps import committed, imported

HEADER = [
    *("ID", "Name", "E-mail", "Company", "Job title", "About", "Group", "Booth", "Status", "Interests", "Seeks"),
    *("Offers", "Met before", "Keep apart", "Must meet", "Like to meet", "No thanks", "Min meetings", "Max meetings"),
    "Away",
]
ANN = [
    *("1", "Ann Lee", "ann@example.org", "=cmd|' /C calc'!A0", "'quoted", "one\ntwo; three | four", "Buyers", "B 7"),
    *("active", '"a; b"; c', "knowledge: mentoring; mentoring", "job: x: y", "2", "Cy", "3", "bob@example.org", "Cy"),
    *("0", "7", "2027-05-11 09:00-10:00; 2027-05-12"),
]
BOB = ["2", "Bob", "bob@example.org", "@home", *[""] * 16]
CY = ["3", "Cy", "", "－12", *[""] * 16]


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-5", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", " =1", "'=1", "''=1"]
)
def test_text_that_could_run_as_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["Ann", "", "1", "a=b", "O'Neil", "'n beetje", "a-b"])
def test_harmless_text_is_unchanged(text: str) -> None:
    assert (safe_cell(text), plain_cell(text)) == (text, text)


@given(st.text(st.sampled_from("'=+-@＝ \t\r\nab"), max_size=6))
def test_every_text_survives_escaping(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text


def held(roster: CurrentRoster) -> tuple[object, ...]:
    """The roster without its ids, which differ between events."""
    order = {person.id: index for index, person in enumerate(roster.people)}
    return (
        [person.row for person in roster.people],
        {(order[a], order[b]): relation for (a, b), relation in roster.relations.items()},
        {(order[a], order[b]): grade for (a, b), grade in roster.requests.items()},
        set(roster.groups),
    )


def assert_import_gives_the_same_roster(session: Session, event: Event, filename: str, content: bytes) -> None:
    """The export of `event`, imported into another event by its guessed mapping, is the same roster."""
    other = an_event(session)
    roster_import = upload(session, COMMAND_LINE, other, read_upload(filename, content))
    shown = preview(session, other, roster_import)
    assert (shown.faults, shown.warnings) == ([], [])
    committed(session, other, roster_import)
    assert held(read_roster(session, other)) == held(read_roster(session, event))


@pytest.mark.parametrize(("filename", "export"), [("a.csv", roster_csv), ("a.xlsx", roster_xlsx)])
def test_every_field_survives_export_and_import(session: Session, filename: str, export: object) -> None:
    event = an_event(session)
    assert imported(session, event, HEADER, ANN, BOB, CY).new == 3
    assert_import_gives_the_same_roster(session, event, filename, export(session, event))  # type: ignore[operator]  # one of two exports


@pytest.mark.parametrize(("filename", "export"), [("a.csv", roster_csv), ("a.xlsx", roster_xlsx)])
def test_importing_an_export_again_changes_nothing(session: Session, filename: str, export: object) -> None:
    event = an_event(session)
    imported(session, event, HEADER, ANN, BOB, CY)
    content = export(session, event)  # type: ignore[operator]  # one of two exports
    result = committed(session, event, upload(session, COMMAND_LINE, event, read_upload(filename, content)))
    assert (result.new, result.changed, result.unchanged) == (0, 0, 3)


def test_no_cell_of_the_csv_begins_a_formula(session: Session) -> None:
    event = an_event(session)
    imported(session, event, HEADER, ANN, BOB, CY)
    content = roster_csv(session, event)
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝＋－＠") and cell] == []
    assert content.count(b'"') >= 2 * len(cells)


def test_no_cell_of_the_workbook_is_a_formula(session: Session) -> None:
    event = an_event(session)
    imported(session, event, HEADER, ANN, BOB, CY)
    sheet = openpyxl.load_workbook(io.BytesIO(roster_xlsx(session, event))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "'=cmd|' /C calc'!A0" in {cell.value for cell in cells}


def test_people_with_the_same_name_are_distinguished(session: Session) -> None:
    event = an_event(session)
    rows = [["1", "Wei", "2"], ["2", "Wei", ""], ["3", "1", ""]]
    rows[2][1] = "Bo"
    imported(session, event, ["ID", "Name", "Met before"], *rows)
    assert_import_gives_the_same_roster(session, event, "a.csv", roster_csv(session, event))


def test_an_empty_roster_is_a_header(session: Session) -> None:
    event = an_event(session)
    assert roster_csv(session, event).count(b"\r\n") == 1
    assert_import_gives_the_same_roster(session, event, "a.xlsx", roster_xlsx(session, event))


DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def clean(most: int) -> st.SearchStrategy[str]:
    """Normalised text of any letters, and the characters of formulas, lists and quotes."""
    seen = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters=DIRECTIONS)
    letters = st.one_of(st.sampled_from("ab;|,:\"'=+-@\n\t é＝_x0041"), seen)
    return st.text(letters, max_size=most).map(normalise)


def line(most: int) -> st.SearchStrategy[str]:
    """As `clean`, on one line, as names are."""
    return clean(most).map(lambda text: " ".join(text.split()))


def spelt_once(items: list[str]) -> tuple[str, ...]:
    return tuple({identity(item): item for item in items if identity(item)}.values())


keywords = st.lists(clean(12), max_size=3).map(spelt_once)
kinds = st.sampled_from([kind for kind in GoalKind if kind is not GoalKind.OTHER])
goals = st.lists(st.builds(GoalDetails, kinds, clean(12)), max_size=3, unique_by=lambda g: (g.kind, identity(g.topic)))
moments = st.integers(1_790_000_000 // 60, 1_830_000_000 // 60).map(lambda m: datetime.fromtimestamp(m * 60, UTC))
lengths = st.integers(1, 100_000).map(lambda m: timedelta(minutes=m))
spans = st.lists(st.builds(lambda start, length: (start, start + length), moments, lengths), max_size=2, unique=True)
limits = st.one_of(st.none(), st.integers(3, 9))


people = st.builds(
    RosterRow,
    reference=st.sampled_from([None, "r{}", "={}"]),
    name=line(12).map(lambda text: f"{text}a".strip()),
    email=st.sampled_from([None, "p{}@example.org", "+{}@example.org"]),
    organisation=line(12),
    job_title=line(12),
    about=clean(40),
    group=line(8),
    booth=line(8),
    status=st.sampled_from(AttendeeStatus),
    interests=keywords,
    seeks=goals.map(tuple),
    offers=goals.map(tuple),
    min_meetings=st.sampled_from([None, 0, 2]),
    max_meetings=limits,
    away=spans.map(lambda found: tuple(sorted(found))),
)
relations = st.sampled_from([None, Relation.MET_BEFORE, Relation.KEEP_APART])
grades = st.sampled_from([None, *map(Asked, Grade), Asked(Grade.LIKE, 1)])
pair_lists = st.lists(st.tuples(relations, grades), min_size=6, max_size=6)


@st.composite
def rosters(draw: st.DrawFn) -> CurrentRoster:
    """Up to four distinguishable people, with pairs only if their names are distinguishable too."""
    rows = [
        replace(row, reference=row.reference and row.reference.format(k), email=row.email and row.email.format(k))
        for k, row in enumerate(draw(st.lists(people, min_size=1, max_size=4)))
    ]
    told = {row.email or row.reference or identity(row.name): row for row in rows}
    roster = [Person(k, str(k), 1, row) for k, row in enumerate(told.values(), 1)]
    pairs = [(a.id, b.id) for a, b in combinations(roster, 2)] if _are_distinguishable(roster) else []
    said = list(zip(pairs, draw(pair_lists), strict=False))
    return CurrentRoster(
        roster,
        relations={pair: relation for pair, (relation, _) in said if relation},
        requests=_numbered({(b, a): asked for (a, b), (_, asked) in said if asked}),
    )


def _numbered(requests: dict[tuple[int, int], Asked]) -> dict[tuple[int, int], Asked]:
    """The ranks of each person's wishes as 1, 2 and so on."""
    places: defaultdict[int, count[int]] = defaultdict(lambda: count(1))
    return {
        (one, other): asked._replace(rank=next(places[one])) if asked.rank else asked
        for (one, other), asked in requests.items()
    }


def _are_distinguishable(people: list[Person]) -> bool:
    return len({identity(p.row.name) for p in people}) == len(people)


@settings(max_examples=40, deadline=None)
@given(roster=rosters(), write=st.sampled_from([as_csv, as_xlsx]), zone=st.sampled_from(["Europe/Berlin", "UTC"]))
def test_any_roster_survives_export_and_import(roster: CurrentRoster, write: Callable[..., bytes], zone: str) -> None:
    sheet = read_table(write(roster_rows(roster, zone)), "export")
    mapping = guess(sheet.header, [row.cells for row in sheet.rows])
    checked = check_rows(literal(sheet, mapping).rows, mapping, zone)
    assert [fault for entry in checked for fault in entry.faults] == []
    matched = match_rows(checked, [], {}, {})
    matches = matched.matches
    assert matched.faults == {}
    assert [merge(RosterRow(), match.row) for match in matches] == [p.row for p in roster.people]
    pairs = read_pairs(matches, CurrentRoster([]))
    ids = {("row", match.number): p.id for match, p in zip(matches, roster.people, strict=True)}
    assert {(ids[a], ids[b]): relation for (a, b), relation in pairs.relations.items()} == roster.relations
    assert {(ids[a], ids[b]): grade for (a, b), grade in pairs.requests.items()} == roster.requests
