"""Messages are data; their sentences are made when shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import matchmaker.messages.texts  # noqa: F401 - declares all sentences
from matchmaker.messages import Message, Reader, compose, language
from matchmaker.messages.formats import shown
from matchmaker.messages.message import Value
from matchmaker.messages.sentence import SENTENCES, Sentence, placeholders

MORNING = datetime(2027, 5, 11, 7, 20, tzinfo=UTC)
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner).map(tuple) | st.builds(Message, st.text(), st.dictionaries(st.text(min_size=1), inner))
    ),
    max_leaves=8,
)


@given(st.builds(Message, st.text(), st.dictionaries(st.text(), VALUES)))
def test_a_message_read_back_from_storage_is_the_same(message: Message) -> None:
    assert Message.from_json(message.to_json()) == message


def test_a_sentence_is_filled_with_its_parameters() -> None:
    declared = Sentence("test", "There is no plan {number}.")
    assert declared(number=3) == Message("test", {"number": 3})


@pytest.mark.parametrize("params", [{}, {"name": 3}, {"number": 3, "name": 3}])
def test_a_sentence_refuses_other_parameters_than_its_placeholders(params: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="test takes number, not"):
        Sentence("test", "There is no plan {number}.")(**params)


def test_a_message_without_a_sentence_shows_its_code_and_parameters() -> None:
    assert compose(Message("of.an.older.version", {"plan": 3})) == "of.an.older.version (plan: 3)"


@pytest.mark.parametrize("declared", SENTENCES.values(), ids=SENTENCES)
def test_every_template_has_sound_placeholders(declared: Sentence) -> None:
    assert placeholders(declared.text) | placeholders(declared.many or "") <= declared.placeholders


@pytest.mark.parametrize(
    ("format_", "value", "expected"),
    [
        ("", "Ada", "Ada"),
        ("", 1234, "1234"),
        ("number", 1234, "1,234"),
        ("number", 1234.56, "1,234.6"),
        ("number2", 1234, "1,234.00"),
        ("number", None, "–"),
        ("percent", 0.1234, "12.3%"),
        ("percent2", 0.1234, "12.34%"),
        ("date", date(2027, 5, 11), "Tuesday, 11 May 2027"),
        ("day", MORNING, "Tue 11 May"),
        ("time", MORNING, "09:20"),
        ("time", time(14, 5), "14:05"),
        ("moment", MORNING, "Tue, 11 May 2027, 09:20 CEST"),
        ("shortmoment", MORNING, "Tue 11 May, 09:20"),
        ("zone", "Europe/Berlin", "Berlin time (Europe/Berlin)"),
        ("zone", "UTC", "UTC"),
        ("list", (), "none"),
        ("list", ("a",), "a"),
        ("list", ("a", "b"), "a and b"),
        ("list", ("a", "b", "c"), "a, b and c"),
        ("list3", ("a", "b", "c", "d"), "a, b and 2 more"),
        ("clauses", ("a", "b"), "a, and b"),
        ("clauses", ("a", "b", "c"), "a; b; c"),
        ("lines", ("a", "b"), "a\nb"),
        ("person", "p1", "p1"),
        ("people2", ("p1", "p2", "p3"), "p1 and 2 more"),
    ],
)
def test_each_format_in_english(format_: str, value: object, expected: str) -> None:
    assert shown(value, format_, Reader(), "Europe/Berlin", compose) == expected


def test_a_moment_is_shown_in_the_zone_of_its_message() -> None:
    declared = Sentence("test", "at {at:time}")
    message = declared(at=MORNING, zone="America/New_York")
    assert shown(message.params["at"], "time", Reader(), str(message.params["zone"]), compose) == "03:20"


def test_an_unknown_language_is_english() -> None:
    assert language("xx") is language("en")
