"""Problem and schedule files of commands; `-` is standard input or output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from matchmaker.messages import Message
from matchmaker.messages.texts.common import FAULT
from matchmaker.messages.texts.problem import refusal
from solver import files
from solver.problem import Problem, ProblemError
from solver.schedule import Schedule
from web.cli.errors import CommandError
from web.cli.language import _, composed

T = TypeVar("T")


def read_problem(path: str) -> Problem:
    """Raises CommandError if the file cannot be read or is not a valid problem."""
    return _read(path, files.read_problem)


def read_schedule(path: str) -> Schedule:
    """Raises CommandError if the file cannot be read or is not a valid schedule."""
    return _read(path, files.read_schedule)


def write_schedule(path: str, schedule: Schedule) -> None:
    """Raises CommandError if the file cannot be written."""
    conflict = schedule.conflict
    in_english = () if conflict is None else (str(Message.of(conflict.finding)),)
    content = files.write_schedule(schedule, in_english).encode("utf-8")
    try:
        if path == "-":
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            Path(path).write_bytes(content)
    except OSError as error:
        raise CommandError([_("{path}: cannot be written ({reason})", path=path, reason=error.strerror)]) from error


def require_writable(path: str) -> None:
    """Before a long search: raises CommandError for a file whose folder does not exist, and for a folder."""
    file = Path(path)
    if path != "-" and (file.is_dir() or not file.absolute().parent.is_dir()):
        raise CommandError([_("{path}: cannot be written (it is a folder, or its folder does not exist)", path=path)])


@contextmanager
def reporting_problem_errors(source: str | None = None) -> Iterator[None]:
    """Raise a ProblemError of the block as a CommandError, preceded by the name of its source."""
    try:
        yield
    except ProblemError as error:
        fault = refusal(error)
        raise CommandError([composed(FAULT(location=source, message=fault) if source else fault)]) from error


def _read(path: str, parse: Callable[[bytes], T]) -> T:
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError([_("{path}: cannot be read ({reason})", path=path, reason=error.strerror)]) from error
    with reporting_problem_errors(path):
        return parse(content)
