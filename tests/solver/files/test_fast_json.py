"""The fast reader never decides differently from the strict one, and both refuse what was always refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.messages.texts.problem import refusal
from solver import Problem, ProblemError, Schedule, Slot
from solver.files import PROBLEM_FORMAT, SCHEDULE_FORMAT, read_problem, read_schedule, write_problem
from solver.files.fast_json import read_fast
from solver.files.schedule_file import ScheduleFile
from solver.files.strict_json import read_strictly
from tests.solver.files.faulty_files import PROBLEM, SCHEDULE, VALUES, faulty_texts
from tests.solver.random_problems import random_problem
from tests.solver.refusals import refused

FILES = [(PROBLEM, Problem, PROBLEM_FORMAT, read_problem), (SCHEDULE, Schedule, SCHEDULE_FORMAT, read_schedule)]
RECORDED = Path(__file__).with_name("recorded_refusals.txt").read_text().splitlines()


def outcome(read: Any, *arguments: object) -> object:
    try:
        return read(*arguments)
    except ProblemError as error:
        return error.place, error.finding


def test_each_faulty_text_is_refused_as_it_was_when_the_refusals_were_recorded() -> None:
    found = [outcome(read, text) for file, _, _, read in FILES for text in faulty_texts(file)]
    assert [f"{o[1].code} {o[0]}".strip() if isinstance(o, tuple) else "read" for o in found] == RECORDED


@pytest.mark.parametrize(("file", "kind", "expected", "read"), FILES)
def test_text_and_bytes_are_read_the_same_way(file: Any, kind: Any, expected: str, read: Any) -> None:
    texts = [text for text in faulty_texts(file) if not text.startswith("\ufeff")]
    assert [outcome(read, text) for text in texts] == [outcome(read, text.encode()) for text in texts]


@pytest.mark.parametrize(("file", "kind", "expected", "read"), FILES)
def test_what_is_read_fast_the_strict_reader_reads_too(file: Any, kind: Any, expected: str, read: Any) -> None:
    fast = [(text, read_fast(text, kind, expected)) for text in faulty_texts(file)]
    assert [v for _, v in fast if v] == [outcome(read_strictly, text, kind, expected) for text, v in fast if v]


@pytest.mark.parametrize(
    "text", ['{"\\ud800":1}', '{"format":"\\ud800"}', '{"format":"meeting-problem/1","slots":"\\ud800"}']
)
def test_half_a_surrogate_pair_does_not_spoil_the_message(text: str) -> None:
    with pytest.raises(ProblemError) as error:
        read_problem(text)
    assert str(refusal(error.value)).encode()


@given(st.integers(0, 400), st.data())
def test_a_damaged_file_is_either_read_alike_or_left_to_the_strict_reader(seed: int, data: st.DataObject) -> None:
    text = write_problem(random_problem(seed))
    at, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 12))
    damaged = text[:at] + data.draw(st.sampled_from(VALUES) | st.text(max_size=3)) + text[at + length :]
    assert read_fast(damaged, Problem, PROBLEM_FORMAT) in (
        None,
        outcome(read_strictly, damaged, Problem, PROBLEM_FORMAT),
    )


@pytest.mark.parametrize("seed", range(20))
def test_a_written_problem_is_read_fast(seed: int) -> None:
    problem = random_problem(seed)
    assert read_fast(write_problem(problem), Problem, PROBLEM_FORMAT) == problem


def test_files_of_other_programs_are_read_fast() -> None:
    with_byte_order_mark = b"\xef\xbb\xbf" + json.dumps(PROBLEM, indent=1).encode()
    assert read_fast(with_byte_order_mark, Problem, PROBLEM_FORMAT) == read_problem(json.dumps(PROBLEM))
    schedule = json.dumps(SCHEDULE)
    read = read_fast(schedule, ScheduleFile, SCHEDULE_FORMAT)
    assert read is not None
    assert read.schedule == read_schedule(schedule)


@pytest.mark.parametrize("key", ["id", "\\u0069d"])
def test_a_repeated_key_is_noticed_among_texts_with_colons(key: str) -> None:
    problem = replace(random_problem(1), name='at "9:00": \\" or 9:30')
    text = write_problem(replace(problem, slots=(*problem.slots, Slot("10:00", "a:b"))))
    repeated = text.replace('{"id":"10:00"', f'{{"{key}":"10:01","id":"10:00"')
    assert read_fast(text, Problem, PROBLEM_FORMAT)
    with refused(".id: the key occurs twice"):
        read_problem(repeated)
