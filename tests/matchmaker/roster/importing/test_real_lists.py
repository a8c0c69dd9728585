"""Lists as people have them, kind by kind: what is read, what is left out, what is said and what is asked."""

from __future__ import annotations

from datetime import date, time

import pytest
from openpyxl import Workbook
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Block, Event
from matchmaker.roster.importing import ImportPreview, Outcome, ReadingChoices, preview, read_upload, upload
from tests.builders import an_attendee, an_event
from tests.matchmaker.roster.sample_files import saved


def shown(
    session: Session,
    event: Event,
    content: str | bytes,
    *,
    answers: dict[str, bool] | None = None,
    mapping: dict[str, str] | None = None,
    **choices: object,
) -> ImportPreview:
    raw = content.encode() if isinstance(content, str) else content
    file = read_upload("list", raw, ReadingChoices(**choices))  # type: ignore[arg-type]  # as the caller names them
    chosen = None if mapping is None else file.guessed_mapping | mapping
    return preview(session, event, upload(session, COMMAND_LINE, event, file, chosen, answers))


def people(found: ImportPreview) -> list[tuple[str, ...]]:
    return [
        (row.merged.name, row.merged.email or "", row.merged.organisation)
        for row in found.rows
        if row.merged and row.outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)
    ]


def said(found: ImportPreview) -> list[str]:
    return [str(note) for note in found.notes]


def asked(found: ImportPreview) -> dict[str, str]:
    return {question.key: str(question.message) for question in found.questions}


def first(found: ImportPreview, field: str) -> object:
    [row, *_] = [row.merged for row in found.rows if row.merged]
    return getattr(row, field)


MIA = ("Mia Lang", "mia@example.org", "Acme")
OTTO = ("Otto Klein", "otto@example.org", "Bell")
PLAIN = "Mia Lang,mia@example.org,Acme\nOtto Klein,otto@example.org,Bell\n"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("Autumn Fair\nName,E-Mail,Company\n" + PLAIN, "Row 1 above the headings is left out: “Autumn Fair”."),
        (
            'Notes:,,\n"Some addresses are missing.",,\n,,\nName,E-Mail,Company\n' + PLAIN,
            "Rows 1 to 2 above the headings are left out: “Notes: · Some addresses are missing.”.",
        ),
        (
            "Person,,Employer\nName,E-Mail,Company\n" + PLAIN,
            "Row 1 above the headings is left out: “Person · Employer”.",
        ),
        (
            "Name,E-Mail,Company\n(full),(one only),(optional)\n" + PLAIN,
            "Row 2 below the headings is left out: “(full) · (one only) · (optional)”.",
        ),
        (
            "Name,E-Mail,Company\nMia Lang,mia@example.org,Acme\nName,E-Mail,Company\nOtto "
            "Klein,otto@example.org,Bell\n",
            "1 row repeats the headings and is left out.",
        ),
        (PLAIN, "No row with headings was found: every row is read as a person."),
        (PLAIN.replace(",", "\t"), "No row with headings was found: every row is read as a person."),
    ],
)
def test_the_headings_are_found_wherever_they_are(session: Session, content: str, note: str) -> None:
    found = shown(session, an_event(session), content)
    assert people(found) == [MIA, OTTO]
    assert note in said(found)


def test_without_headings_the_address_tells_which_name_comes_first(session: Session) -> None:
    found = shown(session, an_event(session), "Lang;Mia;mia@example.org\nKlein;Otto;otto@example.org\n")
    assert [name for name, *_ in people(found)] == ["Mia Lang", "Otto Klein"]


def test_the_row_of_the_headings_can_be_chosen(session: Session) -> None:
    content = "Who,Where\nName,Company\nMia Lang,Acme\n"
    assert people(shown(session, an_event(session), content, heading_row=2)) == [("Mia Lang", "", "Acme")]
    found = shown(session, an_event(session), "Mia Lang\nOtto Klein\n", heading_row=0)
    assert [name for name, *_ in people(found)] == ["Mia Lang", "Otto Klein"]


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Payment Status", ("paid", "open"), "ignore"),
        ("Status", ("confirmed", "waiting"), "ignore"),
        ("Status", ("invited", "Active"), "status"),
        ("Payment type", ("Card", "Invoice"), "ignore"),
        ("Table preference", ("window", "door"), "ignore"),
        ("Table", ("1", "1"), "ignore"),
        ("Booth", ("B1", "B2"), "booth"),
        ("Number of guests", ("2", "1"), "ignore"),
        ("Contact Number", ("+49 30 123456", "+49 30 123457"), "ignore"),
        ("Name on badge", ("Yes", "Yes"), "ignore"),
        ("Are you a speaker?", ("Yes", "No"), "ignore"),
        ("Company size", ("11-50", "51-200"), "ignore"),
        ("Role Type", ("mentor", "mentee"), "group"),
        ("Kind of guest", ("Buyer", "Supplier"), "group"),
        ("Title", ("Dr", "Ms"), "ignore"),
        ("Title", ("Analyst", "Clerk"), "job_title"),
        ("No", ("1", "2"), "ignore"),
        ("Attendee ID", ("17", "23"), "reference"),
        ("Order code", ("X1", "X1"), "ignore"),
        ("Buyer e-mail", ("desk@example.org", "desk@example.org"), "ignore"),
    ],
)
def test_a_column_is_judged_by_its_heading_and_its_cells(
    session: Session, heading: str, cells: tuple[str, str], field: str
) -> None:
    content = f"Name,E-Mail,{heading}\nMia Lang,mia@example.org,{cells[0]}\nOtto Klein,otto@example.org,{cells[1]}\n"
    found = shown(session, an_event(session), content)
    assert found.mapping == {"Name": "name", "E-Mail": "email", heading: field}
    assert len(people(found)) == 2


def test_the_attendees_columns_come_before_the_buyers_in_any_order(session: Session) -> None:
    content = (
        "Buyer name,Buyer email,Attendee email,Attendee fullname\n"
        "Front Desk,desk@example.org,mia@example.org,Mia Lang\n"
    )
    assert people(shown(session, an_event(session), content)) == [("Mia Lang", "mia@example.org", "")]


def test_two_columns_of_a_kind_are_shown_for_a_choice(session: Session) -> None:
    found = shown(session, an_event(session), "Name,Work email,Private email\nMia Lang,mia@w.example,mia@p.example\n")
    assert said(found) == [
        "“Work email” and “Private email” could both be “E-mail address”. “Work email” is used; choose the "
        "other one if "
        "that is right."
    ]


@pytest.mark.parametrize(
    "headings",
    ["Nama,Emel,Syarikat", "Név,E-mail cím,Cég", "Nom complet,Courriel,Société", "الاسم,البريد الإلكتروني,الشركة"],
)
def test_headings_in_other_languages(session: Session, headings: str) -> None:
    assert people(shown(session, an_event(session), f"{headings}\n{PLAIN}")) == [MIA, OTTO]


def test_people_under_one_address_stay_apart_and_are_announced(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Jan Roth", email="team@example.org")
    found = shown(session, event, "Name,E-Mail\nMia Lang,TEAM@example.org\nOtto Klein,team@example.org\n")
    assert [row.outcome for row in found.rows] == [Outcome.NEW, Outcome.NEW]
    assert said(found) == [
        "2 people share e-mail addresses with people of other names (Mia Lang and Otto Klein). Their links "
        "go to the same "
        "mailbox."
    ]


def test_a_reference_under_another_name_is_a_question_and_never_an_overwrite(session: Session) -> None:
    event = an_event(session)
    jan = an_attendee(session, event, "Jan Roth", email="jan@example.org", reference="7")
    content = "Attendee ID,Name\n7,Mia Lang\n"
    open_ = shown(session, event, content)
    [key] = asked(open_)
    assert [str(fault.message) for fault in open_.faults] == [
        "The reference 7 is Jan Roth's, but the name here is another. Answer the question about this row first."
    ]
    same = shown(session, event, content, answers={key: True})
    assert [row.person and row.person.id for row in same.rows] == [jan.id]
    other = shown(session, event, content, answers={key: False})
    assert [(row.outcome, row.merged and row.merged.reference) for row in other.rows] == [(Outcome.NEW, None)]
    assert said(other) == ["Row 2: the reference 7 is Jan Roth's and is left out here."]


def test_exact_repeats_are_merged_and_others_asked_about(session: Session) -> None:
    event = an_event(session)
    found = shown(session, event, "Name,E-Mail,Company\n" + PLAIN + "mia lang,MIA@example.org,\n")
    assert (people(found), said(found)) == (
        [MIA, OTTO],
        ["1 row repeats an earlier one and is merged with it (row 4)."],
    )
    conflict = "Name,E-Mail,Company\nMia Lang,mia@example.org,Acme\nMia Lang,mia@example.org,Bell\n"
    [key] = asked(shown(session, event, conflict))
    assert shown(session, event, conflict).counts[Outcome.FAULTY] == 1
    assert people(shown(session, event, conflict, answers={key: True})) == [("Mia Lang", "mia@example.org", "Bell")]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ('"Optics, Robots, Lenses"', ("Optics", "Robots", "Lenses")),
        ('"• Optics\n• Robots"', ("Optics", "Robots")),
        ('"- Optics\n- Robots"', ("Optics", "Robots")),
        ('"1. Optics\n2. Robots"', ("Optics", "Robots")),
        ("1) Optics 2) Robots", ("Optics", "Robots")),
        ("Optics / Robots", ("Optics", "Robots")),
        ("Optics; n/a; Robots", ("Optics", "Robots")),
        ('"[""Optics"", ""Robots""]"', ("Optics", "Robots")),
        ("AI/ML", ("AI/ML",)),
    ],
)
def test_lists_in_cells_are_parted_and_their_marks_dropped(session: Session, cell: str, items: tuple[str, ...]) -> None:
    assert first(shown(session, an_event(session), f"Name,Interests\nMia Lang,{cell}\n"), "interests") == items


def test_the_separator_of_lists_can_be_chosen(session: Session) -> None:
    content = 'Name,Interests\nMia Lang,"Research, Development"\n'
    assert first(shown(session, an_event(session), content, list_separator="semicolon"), "interests") == (
        "Research, Development",
    )


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("\u200bmia@example.org", "mia@example.org"),
        ("\ufeffmia@exa\u00admple.org\u00a0", "mia@example.org"),
        ("Mia <mia@example.org>", "mia@example.org"),
        ("mailto:mia@example.org?subject=x", "mia@example.org"),
        ("mia@example.org;", "mia@example.org"),
        ("mia @ example.org.", "mia@example.org"),
        ("mia@example.org; lang@example.org", "mia@example.org"),
        ("n/a", None),
    ],
)
def test_addresses_are_tidied(session: Session, cell: str, address: str | None) -> None:
    content = f"Name,E-Mail\nMia Lang,{cell}\n"
    assert first(shown(session, an_event(session), content), "email") == address


def test_a_lost_letter_in_an_address_is_a_fault(session: Session) -> None:
    found = shown(session, an_event(session), "Name,E-Mail\nMia Lang,mia@example.org\ufffd\n")
    assert [str(fault.message) for fault in found.faults] == ["“mia@example.org\ufffd” is not an e-mail address."]


@pytest.mark.parametrize("cell", ["N/A", "-", "none", "NULL", "nan", "undefined", "0", "#N/A", "#REF!", "…"])
def test_a_cell_that_says_nothing_is_nothing(session: Session, cell: str) -> None:
    found = shown(session, an_event(session), f"Name,Company\nMia Lang,{cell}\nOtto Klein,{cell}\nJan Roth,Bell\n")
    assert [organisation for *_, organisation in people(found)] == ["", "", "Bell"]
    assert len(said(found)) == 1


def test_freelancers_are_no_organisation_unless_somebody_says_so(session: Session) -> None:
    event, content = an_event(session), "Name,Company\nMia Lang,Freelance\nOtto Klein,Self-employed\n"
    found = shown(session, event, content)
    assert [organisation for *_, organisation in people(found)] == ["", ""]
    assert (first(found, "job_title"), list(asked(found))) == ("Freelance", ["one-organisation"])
    kept = shown(session, event, content, answers={"one-organisation": True})
    assert [organisation for *_, organisation in people(kept)] == ["Freelance", "Self-employed"]


def test_blank_cells_below_a_value_are_filled_only_if_somebody_says_so(session: Session) -> None:
    event = an_event(session)
    content = (
        "Company,Name,E-Mail\nAcme,Mia Lang,mia@example.org\n,Jan Roth,jan@example.org\nBell,Otto Klein,o@example.org\n"
    )
    found = shown(session, event, content)
    assert [organisation for *_, organisation in people(found)] == ["Acme", "", "Bell"]
    filled = shown(session, event, content, answers=dict.fromkeys(asked(found), True))
    assert [organisation for *_, organisation in people(filled)] == ["Acme", "Acme", "Bell"]


def test_rows_with_one_cell_are_headings_of_the_people_below(session: Session) -> None:
    event, content = (
        an_event(session),
        "Name,E-Mail\nAcme Ltd,\nMia Lang,mia@example.org\nBell Inc,\nOtto Klein,o@example.org\n",
    )
    found = shown(session, event, content)
    assert [(name, organisation) for name, _, organisation in people(found)] == [
        ("Mia Lang", "Acme Ltd"),
        ("Otto Klein", "Bell Inc"),
    ]
    assert len(people(shown(session, event, content, answers={"sections": False}))) == 4


def workbook(*rows: list[object], title: str = "List") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def test_merged_hidden_and_uncalculated_cells_of_a_workbook(session: Session) -> None:
    book = workbook(
        ["Company", "Name", "Badge"],
        ["Acme", "Mia Lang", 7],
        [None, "Jan Roth", 8],
        ["Bell", "Otto Klein", "=C2+2"],
        ["#N/A", "Ines Faro", 10],
    )
    sheet = book.active
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    for row in (2, 3, 5):
        sheet.cell(row, 3).number_format = '"B-"000'
    other = book.create_sheet("Codes")
    other.sheet_state = "hidden"
    other.append(["DE", "Germany"])
    found = shown(session, an_event(session), saved(book))
    assert people(found) == [
        ("Mia Lang", "", "Acme"),
        ("Jan Roth", "", "Acme"),
        ("Otto Klein", "", "Bell"),
        ("Ines Faro", "", ""),
    ]
    assert first(found, "reference") == "B-007"
    assert said(found)[:4] == [
        "1 hidden row is included (row 3).",
        "1 row has formulas whose results the file does not hold (row 4); those cells are empty. Open the "
        "file in Excel or "
        "LibreOffice and save it again.",
        "1 row has cells that show an error such as #N/A (row 5); those cells are left out.",
        "1 merged range of cells is filled with its value (from row 2).",
    ]
    assert said(found)[4] == "The sheet “List” is read. The workbook also has the sheet “Codes” (hidden)."


def test_the_sheet_with_the_list_is_proposed_and_another_can_be_chosen(session: Session) -> None:
    book = workbook(["Topic", "Votes"], ["Lunch", 3], ["Dinner", 4], ["Tea", 1], title="Survey")
    second = book.create_sheet("People")
    second.append(["Name", "E-Mail"])
    second.append(["Mia Lang", "mia@example.org"])
    assert shown(session, an_event(session), saved(book)).sheet.sheet_name == "People"
    assert shown(session, an_event(session), saved(book), sheet="Survey").sheet.header == ("Topic", "Votes")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Имя,Компания\nИван Петров,Заря\n"),
        ("koi8-r", "Имя,Компания\nИван Петров,Заря\n"),
        ("mac-roman", "Name,Company\nJürgen Größe,Müller\n"),
        ("cp1252", "Name,Company\nRenée Noël,Société\n"),
        ("cp1250", "Jméno a příjmení,Společnost\nŽaneta Dvořáková,Škoda\n"),
        ("cp1253", "Όνομα,Εταιρεία\nΜαρία Παππά,Ήλιος\n"),
        ("cp1254", "Ad Soyad,Şirket\nAyşe Yılmaz,Güneş\n"),
        ("gb18030", "姓名,公司\n王小明,新华\n"),
        ("shift_jis", "氏名,会社\n山田 太郎,ひかり\n"),
        ("euc-kr", "이름,회사\n김철수,한빛\n"),
        ("utf-16-le", "Name,Company\nJürgen Größe,Müller\n"),
        ("utf-16-be", "Name,Company\nJürgen Größe,Müller\n"),
    ],
)
def test_encodings_are_found_by_the_words_that_they_make(session: Session, encoding: str, text: str) -> None:
    header, row = (tuple(line.split(",")) for line in text.splitlines())
    sheet = shown(session, an_event(session), text.encode(encoding)).sheet
    assert (sheet.header, sheet.rows[0].cells) == (header, row)


def test_garbled_letters_are_repaired_or_named_by_row(session: Session) -> None:
    twice = "Name,Company\nJürgen Größe,Müller\n".encode().decode("cp1252").encode()
    assert people(shown(session, an_event(session), twice)) == [("Jürgen Größe", "", "Müller")]
    mixed = "Name\nZoë Lang\n".encode() + "Renée Noël\n".encode("cp1252")
    found = shown(session, an_event(session), mixed)
    assert [name for name, *_ in people(found)] == ["Zoë Lang", "Renée Noël"]
    assert said(found) == ["1 row has letters in another encoding than the rest (row 3). Check its letters."]
    cut = shown(session, an_event(session), "Name\nJürgen\n".encode("utf-16-le") + b"\x41")
    assert said(cut) == ["The file ends in the middle of a letter. Check its last row."]


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        ("sep=|\nName|Company\nMia Lang|Acme\n", [("Mia Lang", "", "Acme")]),
        ("Name,Company\nMia Lang,Acme,\n", [("Mia Lang", "", "Acme")]),
        ("#Full Name, Institution\nMia Lang, Acme\n", [("Mia Lang", "", "Acme")]),
        ("Full Name,Full Name,Company\nMia Lang,true,Acme\n", [("Mia Lang", "", "Acme")]),
        ('Name,Company\n"Lang, Mia",Acme\n', [("Mia Lang", "", "Acme")]),
        ('Name,Company\n"Dr. Lang, Mia",Acme\n', [("Dr. Mia Lang", "", "Acme")]),
        ('Name,Company\n"Mia Lang, PhD",Acme\n', [("Mia Lang, PhD", "", "Acme")]),
        ("Nachname, Vorname;Firma\nLang, Mia;Acme\n", [("Mia Lang", "", "Acme")]),
        ("Name\nMia Lang\n", [("Mia Lang", "", "")]),
        ("Name,Company\nمريم حسن,=Acme\n", [("مريم حسن", "", "=Acme")]),
        ("Name,Company\n👩\u200d🔬 Zoë; O’Neil\\N,Acme\n", [("👩\u200d🔬 Zoë; O’Neil\\N", "", "Acme")]),
    ],
)
def test_odd_tables_are_read_as_a_person_would(session: Session, content: str, outcome: list[tuple[str, ...]]) -> None:
    assert people(shown(session, an_event(session), content)) == outcome


def test_a_row_with_too_many_cells_is_named_and_not_shifted(session: Session) -> None:
    found = shown(session, an_event(session), "Name,Company,Group\nMia Lang,Acme, Inc.,VIP\nOtto Klein,Bell,VIP\n")
    assert [str(fault.message) for fault in found.faults] == [
        "This row has 4 cells, but the list has 3 columns. Put a text with a “,” in quotation marks."
    ]


def test_numbers_that_lost_their_digits_identify_nobody(session: Session) -> None:
    found = shown(session, an_event(session), "Reference,Name\n1.23E+10,Mia Lang\n1.23E+10,Otto Klein\n")
    assert [name for name, *_ in people(found)] == ["Mia Lang", "Otto Klein"]
    assert said(found) == [
        "“Reference”: 2 numbers have lost their digits in the file, like “1.23E+10”, and are left out (row 2, 3)."
    ]


def test_ranked_wishes_and_names_that_are_nearly_right(session: Session) -> None:
    event = an_event(session)
    content = (
        "Name,Choice 1,Choice 2,Area1,Area2\nMia Lang,Otto Klein,Jan Rothh,Optics,Ships\nOtto Klein,,,,\nJan Roth,,,,\n"
    )
    found = shown(session, event, content)
    assert found.mapping["Choice 1"] == found.mapping["Choice 2"] == "ranked_wishes"
    assert first(found, "interests") == ("Optics", "Ships")
    assert list(asked(found)) == ["first-wish", "meant:jan rothh=jan roth"]
    answered = shown(session, event, content, answers=dict.fromkeys(asked(found), True))
    changes = {change.field: change.after for change in answered.rows[0].changes}
    assert (changes["must_meet"], changes["ranked_wishes"], answered.warnings) == ("+ Otto Klein", "+ Jan Rothh", [])


def test_a_table_of_marks_becomes_pairs_once_its_columns_are_chosen(session: Session) -> None:
    event, content = an_event(session), "Name,Mia Lang,Otto Klein\nJan Roth,X,\nMia Lang,,\nOtto Klein,,09:30\n"
    found = shown(session, event, content)
    assert said(found) == [
        "2 columns hold only marks or times (“Mia Lang” and “Otto Klein”). If they are a table of people by "
        "people, choose "
        "“Marks”."
    ]
    marks = shown(session, event, content, mapping={"Mia Lang": "marks_agreed", "Otto Klein": "marks_agreed"})
    assert marks.proposal is not None
    assert sorted(marks.proposal.pairs.relations) == [(("row", 2), ("row", 3))]


def without_agenda(session: Session) -> Event:
    event = an_event(session)
    event.blocks.clear()
    session.flush()
    return event


def with_agenda(session: Session) -> Event:
    event = without_agenda(session)
    for day in (18, 19):
        block = {"name": f"Day {day}", "day": date(2027, 5, day), "starts": time(9), "ends": time(17)}
        session.add(Block(event_id=event.id, **block))
    session.flush()
    return event


@pytest.mark.parametrize(
    ("heading", "cell", "away"),
    [
        ("Away", "18.05.2027 09:30-10:30", "2027-05-18 09:30-10:30"),
        ("Away", "2027-05-18 9.30-10.30", "2027-05-18 09:30-10:30"),
        ("Away", "5/18/2027", "2027-05-18"),
        ("Away", "Tuesday morning", "2027-05-18 00:00-12:00"),
        (
            "Availability",
            "May 18, 2pm - 4pm",
            "2027-05-18 00:00-14:00; 2027-05-18 16:00 - 2027-05-19 00:00; 2027-05-19",
        ),
        ("Availability", "any time", ""),
    ],
)
def test_times_in_words(session: Session, heading: str, cell: str, away: str) -> None:
    found = shown(session, with_agenda(session), f'Name,{heading}\nMia Lang,"{cell}"\n')
    changes = {change.field: change.after for change in found.rows[0].changes}
    assert (found.faults, changes.get("away", "")) == ([], away)


@pytest.mark.parametrize("heading", ["Availability", "Away"])
def test_times_on_none_of_the_events_days_are_named(session: Session, heading: str) -> None:
    found = shown(session, an_event(session), f"Name,{heading}\nMia Lang,2027-03-01\n")
    assert said(found)[:1] == [
        f"“{heading}”: 1 cell has times on none of the event's days, like “2027-03-01” (row 2). Check the dates."
    ]


def test_availability_needs_an_agenda(session: Session) -> None:
    found = shown(session, without_agenda(session), "Name,Availability\nMia Lang,Tuesday\n")
    assert said(found) == [
        "The times in “Availability” can be used only once the event has an agenda. They are left out."
    ]


@pytest.mark.parametrize(
    ("cell", "limit"), [("up to 4", 4), ("max. 5 meetings", 5), ("5.0", 5), ("no limit", None), ("three", 3)]
)
def test_limits_in_words(session: Session, cell: str, limit: int | None) -> None:
    assert first(shown(session, an_event(session), f"Name,Max meetings\nMia Lang,{cell}\n"), "max_meetings") == limit


@pytest.mark.parametrize(
    ("heading", "cell", "sentence"),
    [
        ("Group", "Buyer; Supplier", "A person is in one group, but “Buyer; Supplier” names several."),
        ("Booth", '"A, B, C"', "A person has one booth, but “A, B, C” names several."),
    ],
)
def test_several_groups_or_booths_are_a_fault(session: Session, heading: str, cell: str, sentence: str) -> None:
    [fault] = shown(session, an_event(session), f"Name,{heading}\nMia Lang,{cell}\n").faults
    assert str(fault.message).startswith(sentence)


def test_groups_that_look_alike_are_asked_about(session: Session) -> None:
    event, content = an_event(session), "Name,Group\nMia Lang,Buyers\nOtto Klein,Buyer\n"
    found = shown(session, event, content)
    assert (asked(found), found.new_groups) == (
        {"group:buyer=buyers": "Is the group “Buyer” the same as “Buyers”?"},
        ("Buyers", "Buyer"),
    )
    assert shown(session, event, content, answers={"group:buyer=buyers": True}).new_groups == ("Buyers",)


def test_a_row_without_a_name_is_a_fault_and_no_number_becomes_one(session: Session) -> None:
    found = shown(session, an_event(session), "Attendee ID,Name\n0010,\n0011,Mia Lang\n")
    assert [str(fault.message) for fault in found.faults] == ["This person is new and needs a name."]
    only_numbers = shown(session, an_event(session), "Attendee ID,Offers\n0010,optics\n")
    assert [name for name, *_ in people(only_numbers)] == ["0010"]


def test_a_name_in_two_lines_is_one_line(session: Session) -> None:
    assert people(shown(session, an_event(session), 'Name\n"Mia\nLang"\n')) == [("Mia Lang", "", "")]


def test_bytes_of_other_programs_are_named_as_what_they_are(session: Session) -> None:
    for content, sentence in [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "This is a file of the old Excel format (.xls)."),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "This workbook is protected by a password."),
        (b" <html><table><tr><td>Name</td></tr></table></html>", "This is a web page (HTML)"),
        (b'<?xml version="1.0"?><Workbook xmlns="x"></Workbook>', "This is an Excel 2003 XML file."),
        (b'{"people": []}', "This is not a table."),
    ]:
        with pytest.raises(Exception, match=sentence.replace("(", r"\(").replace(")", r"\)")):
            shown(session, an_event(session), content)
