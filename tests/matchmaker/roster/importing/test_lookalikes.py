"""Look-alikes raise questions, and only an answer merges them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError, StateError
from matchmaker.models import Attendee
from matchmaker.roster.importing import Outcome, check_import, preview, set_question_answers
from matchmaker.spelling import plain, plain_organisation, plain_person
from tests.builders import an_attendee, an_event
from tests.matchmaker.roster.import_steps import committed, imported, previewed, uploaded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jürgen Müller", "JUERGEN MUELLER"),
        ("Jürgen Müller", "Jurgen Muller"),
        ("Søren Ærø", "Soren Aero"),
        ("Åse Strauß", "Aase Strauss"),
        ("Łukasz Đorđević", "Lukasz Dordevic"),
        ("Anne-Marie O’Neil", "anne marie o neil"),
    ],
)
def test_transliterations_of_a_name_have_the_same_plain_spelling(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_titles_and_the_order_of_names_are_ignored() -> None:
    assert plain_person("Prof. Dr. Lee, Ann") == plain_person("Ann Lee") == "ann lee"


def test_legal_forms_are_ignored() -> None:
    assert plain_organisation("ACME, Inc.") == plain_organisation("The Acme Company") == "acme"
    assert plain_organisation("AG") == "ag"


def sentences(session: Session, header: list[str], *rows: list[str]) -> list[str]:
    event = an_event(session)
    an_attendee(session, event, "Jürgen Müller", email="jm@example.org", organisation="Acme GmbH")
    return [str(question.message) for question in previewed(session, event, header, *rows).questions]


def test_a_look_alike_of_somebody_on_the_list_is_asked_about(session: Session) -> None:
    assert sentences(session, ["Name", "Company"], ["Juergen Mueller", "Acme GmbH"]) == [
        "Row 2, “Juergen Mueller, Acme GmbH”, looks like “Jürgen Müller, Acme GmbH”, who is on the list. "
        "Are they the same person?"
    ]


def test_look_alikes_within_the_file_are_asked_about(session: Session) -> None:
    assert sentences(session, ["Name", "E-mail"], ["Ann Lee", "a@x.org"], ["Anna Lee", "b@x.org"]) == [
        "Row 3, “Anna Lee”, looks like “Ann Lee” in row 2. Are they the same person?"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Ann Lee", "Acme GmbH"], ["Anna Lee", "Bell"]],  # at different organisations
        [["participant 01", ""], ["participant 02", ""]],  # numbered
        [["Ann Lee", ""], ["Bo Lee", ""]],
    ],
)
def test_different_people_are_not_asked_about(session: Session, rows: list[list[str]]) -> None:
    assert sentences(session, ["Name", "Company"], *rows) == []


def test_people_who_are_matched_anyway_are_not_asked_about(session: Session) -> None:
    assert sentences(session, ["Name", "E-mail"], ["Jurgen Mueller", "jm@example.org"]) == []


def test_an_organisation_with_two_spellings_is_asked_about_once(session: Session) -> None:
    assert sentences(
        session,
        ["Name", "Company"],
        ["Ann", "ACME, GmbH"],
        ["Bob", "ACME, GmbH"],
        ["Cy", "School 12"],
        ["Di", "School 13"],
    ) == ["Is “ACME, GmbH” the same organisation as “Acme GmbH”?"]


def test_without_an_answer_look_alikes_are_two_people(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Ann Lee")
    assert imported(session, event, ["Name", "E-mail"], ["Anna Lee", "anna@example.org"]).new == 1


def test_a_yes_makes_the_row_an_update(session: Session) -> None:
    event = an_event(session)
    ann = an_attendee(session, event, "Ann Lee", email="ann@example.org")
    roster_import = uploaded(session, event, ["Name", "E-mail"], ["Anna Lee", "anna@example.org"])
    [question] = check_import(session, event, roster_import).questions
    set_question_answers(session, COMMAND_LINE, event, roster_import, {question.key: True})
    [again] = preview(session, event, roster_import).questions
    assert again.answer is True
    assert committed(session, event, roster_import).changed == 1
    assert (ann.name, ann.email) == ("Anna Lee", "anna@example.org")


def test_a_no_is_stored_and_merges_nobody(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Ann Lee")
    roster_import = uploaded(session, event, ["Name", "E-mail"], ["Anna Lee", "anna@example.org"])
    [question] = check_import(session, event, roster_import).questions
    set_question_answers(session, COMMAND_LINE, event, roster_import, {question.key: False})
    assert preview(session, event, roster_import).questions[0].answer is False
    assert committed(session, event, roster_import).new == 1


def test_a_yes_about_two_rows_leaves_the_later_one_out(session: Session) -> None:
    event = an_event(session)
    rows = (["Name", "E-mail"], ["Ann Lee", "a@x.org"], ["Anna Lee", "b@x.org"])
    roster_import = uploaded(session, event, *rows)
    [question] = check_import(session, event, roster_import).questions
    set_question_answers(session, COMMAND_LINE, event, roster_import, {question.key: True})
    shown = preview(session, event, roster_import)
    assert [row.outcome for row in shown.rows] == [Outcome.NEW, Outcome.LEFT_OUT]
    assert committed(session, event, roster_import).left_out == 1
    assert session.scalars(select(Attendee.name)).all() == ["Ann Lee"]


def test_a_yes_about_organisations_keeps_the_spelling_on_the_list(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Old Hand", organisation="Acme GmbH")
    roster_import = uploaded(session, event, ["Name", "Company"], ["Ann", "ACME, GmbH"])
    [question] = check_import(session, event, roster_import).questions
    set_question_answers(session, COMMAND_LINE, event, roster_import, {question.key: True})
    committed(session, event, roster_import)
    assert set(session.scalars(select(Attendee.organisation))) == {"Acme GmbH"}


def test_an_unknown_question_cannot_be_answered(session: Session) -> None:
    event = an_event(session)
    roster_import = uploaded(session, event, ["Name"], ["Ann"])
    with pytest.raises(StateError, match="has not been checked yet"):
        set_question_answers(session, COMMAND_LINE, event, roster_import, {"rows:2:3": True})
    check_import(session, event, roster_import)
    with pytest.raises(InvalidInputError, match="answers: There is no such question: rows:2:3"):
        set_question_answers(session, COMMAND_LINE, event, roster_import, {"rows:2:3": True})
