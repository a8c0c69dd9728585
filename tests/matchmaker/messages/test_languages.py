"""A language is a catalogue file and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from matchmaker.messages import Reader, compose, known_languages, language, preferred_language
from matchmaker.messages.sentence import SENTENCES, Sentence

PLANS = Sentence("test.plans", "There is {count:number} plan.", "There are {count:number} plans.")
MADE = Sentence("test.made", "Made on {day:date} for {names:list}.")
BROKEN = Sentence("test.broken", "Plan {number} is out of date.")
CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "There is {count:number} plan."
msgid_plural "There are {count:number} plans."
msgstr[0] "{count:number} план"
msgstr[1] "{count:number} плани"
msgstr[2] "{count:number} планів"

msgid "Made on {day:date} for {names:list}."
msgstr "Для {names:list}: {day:date}."

msgid "Plan {number} is out of date."
msgstr "План {plan} застарів."
"""


@pytest.fixture
def ukrainian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    (tmp_path / "uk.po").write_text(CATALOGUE)
    monkeypatch.setenv("TRANSLATIONS_FOLDER", str(tmp_path))
    for declared in (PLANS, MADE, BROKEN):
        monkeypatch.setitem(SENTENCES, declared.code, declared)
    return Reader(language("uk"))


@pytest.mark.parametrize(("count", "expected"), [(1, "1 план"), (3, "3 плани"), (5000, "5\u00a0000 планів")])
def test_a_number_chooses_among_the_plural_forms_of_the_language(ukrainian: Reader, count: int, expected: str) -> None:
    assert compose(PLANS(count=count), ukrainian) == expected


def test_dates_and_lists_follow_the_language_in_its_own_order(ukrainian: Reader) -> None:
    made = MADE(day=date(2027, 5, 11), names=["Ада", "Алан"])
    assert compose(made, ukrainian) == "Для Ада і Алан: вівторок, 11 травня 2027\u202fр.."


def test_a_translation_with_other_placeholders_is_not_used(ukrainian: Reader) -> None:
    assert compose(BROKEN(number=3), ukrainian) == "Plan 3 is out of date."


def test_the_first_known_language_that_somebody_wants_is_chosen(ukrainian: Reader) -> None:
    assert known_languages() == ["en", "uk"]
    assert preferred_language(["fr", "uk-UA", "en"]).code == "uk"
    assert preferred_language(["fr"]).code == "en"


def test_a_catalogue_that_was_removed_leaves_english(
    ukrainian: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRANSLATIONS_FOLDER", str(tmp_path / "elsewhere"))
    assert language("uk").code == "en"
