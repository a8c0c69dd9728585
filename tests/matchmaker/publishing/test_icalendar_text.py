"""Whatever a text holds, its content line is well formed and reads back as the text."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]  # it ships no types
from hypothesis import example, given
from hypothesis import strategies as st

from matchmaker.icalendar_text import LONGEST_LINE, content_lines, moment_value, one_line, text_value, visible

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
"""Half surrogate pairs, control characters and all."""


def calendar_with(summary: str) -> bytes:
    return content_lines(
        [
            ("BEGIN", "VCALENDAR"),
            ("VERSION", "2.0"),
            ("BEGIN", "VEVENT"),
            ("UID", "1"),
            ("SUMMARY", text_value(summary)),
            ("END", "VEVENT"),
            ("END", "VCALENDAR"),
        ]
    )


@given(ANY_TEXT)
@example("a\\Nb \\n c\\\\;d,e:f")
@example("\u202egnirts\u2028\x85\r\n\x00\ud800 x")
def test_vobject_reads_back_what_is_visible_of_any_text(text: str) -> None:
    read = vobject.readOne(calendar_with(text).decode())
    assert read.vevent.summary.value == visible(text)


@given(ANY_TEXT)
def test_icalendar_reads_back_what_is_visible_of_any_text(text: str) -> None:
    read = icalendar.Calendar.from_ical(calendar_with(text))
    assert str(read.events[0]["SUMMARY"]) == visible(text)


@given(ANY_TEXT)
def test_lines_are_short_end_in_crlf_and_cut_no_character(text: str) -> None:
    content = calendar_with(text)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert [line for line in lines if len(line) > LONGEST_LINE or b"\n" in line or b"\r" in line] == []
    for line in lines:
        line.decode()


@pytest.mark.parametrize("shift", range(5))
def test_a_long_line_uses_each_line_as_far_as_its_characters_allow(shift: int) -> None:
    lines = content_lines([("X", "a" * shift + "ü€😀" * 60)]).split(b"\r\n")[:-1]
    assert [len(line) > LONGEST_LINE - 4 for line in lines[:-1]] == [True] * (len(lines) - 1)
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == "X:" + "a" * shift + "ü€😀" * 60


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë", "Zoë"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("nul\x00 bell\x07 escape\x1b delete\x7f", "nul bell escape delete"),
        ("half \ud83d", "half "),
        ("family 👩\u200d👧 stays", "family 👩\u200d👧 stays"),
    ],
)
def test_what_is_visible_of_a_text(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line_has_single_blanks() -> None:
    assert one_line("  two\n lines\tand \x00 blanks ") == "two lines and blanks"


def test_a_moment_is_written_in_utc_whatever_zone_it_came_in() -> None:
    summer = datetime(2027, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    winter = datetime(2027, 1, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (moment_value(summer), moment_value(winter)) == ("20270701T070000Z", "20270101T080000Z")
