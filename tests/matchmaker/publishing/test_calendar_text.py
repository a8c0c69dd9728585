"""Whatever a text holds, its content line is well formed and reads back as what is visible of the text."""

from __future__ import annotations

import icalendar
import vobject  # type: ignore[import-untyped]  # it ships no types
from hypothesis import example, given
from hypothesis import strategies as st

from matchmaker.publishing.icalendar_files import Text
from matchmaker.text import visible

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
"""Half surrogate pairs, control characters and all."""
LONGEST_LINE = 75


def calendar_with(summary: str) -> bytes:
    entry = icalendar.Event()
    entry.add("UID", "1")
    entry.add("SUMMARY", Text(summary))
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add_component(entry)
    return calendar.to_ical(sorted=False)


@given(ANY_TEXT)
@example("a\\Nb \\n c\\\\;d,e:f")
@example("\u202egnirts\u2028\x85\r\n\x00\ud800 x")
def test_vobject_reads_back_what_is_visible_of_any_text(text: str) -> None:
    read = vobject.readOne(calendar_with(text).decode())
    assert read.vevent.summary.value == visible(text)


@given(ANY_TEXT)
@example("a\\Nb \\n c\\\\;d,e:f")
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
