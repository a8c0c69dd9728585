"""The two JSON files: `meeting-problem/1` and `meeting-schedule/1`. Reading is strict, writing is canonical."""

import json
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, Final

from solver.files.fast_json import read_fast
from solver.files.schedule_file import ScheduleFile
from solver.files.strict_json import read_strictly
from solver.problem import Problem
from solver.schedule import Schedule

PROBLEM_FORMAT: Final = "meeting-problem/1"
SCHEDULE_FORMAT: Final = "meeting-schedule/1"
SCALARS: Final = (str, int, float, type(None))


def read_problem(data: str | bytes) -> Problem:
    """Read a problem from a file's text. Raises ProblemError with the path of the first fault."""
    return read_fast(data, Problem, PROBLEM_FORMAT) or read_strictly(data, Problem, PROBLEM_FORMAT)


def write_problem(problem: Problem) -> str:
    """The text of a problem file; fields with their default value are omitted."""
    return _dump({"format": PROBLEM_FORMAT, **_plain(problem)})


def read_schedule(data: str | bytes) -> Schedule:
    """Read a schedule from a file's text. Raises ProblemError with the path of the first fault."""
    read = read_fast(data, ScheduleFile, SCHEDULE_FORMAT) or read_strictly(data, ScheduleFile, SCHEDULE_FORMAT)
    return read.schedule


def write_schedule(schedule: Schedule, conflict: tuple[str, ...] = ()) -> str:
    """The text of a schedule file; `conflict`: the schedule's conflict in words."""
    body = _plain(ScheduleFile.of(schedule, conflict), defaults=True)
    if schedule.conflict is None:
        del body["conflict"], body["conflict_rules"]
    else:
        body["conflict_rules"] = [_plain(rule) for rule in schedule.conflict.rules]
    return _dump({"format": SCHEDULE_FORMAT, **body})


def _plain(record: Any, *, defaults: bool = False) -> dict[str, Any]:
    """The record as JSON types; fields with their default value are omitted, unless `defaults`."""
    declared, values_of = _fields(record.__class__)
    return {
        name: value if isinstance(value, SCALARS) else _value(value, defaults)
        for (name, default), value in zip(declared, values_of(record), strict=True)
        if defaults or (value is not default and value != default)
    }


def _value(value: Any, defaults: bool) -> Any:
    if isinstance(value, tuple):
        return [v if isinstance(v, SCALARS) else _value(v, defaults) for v in value]
    return _plain(value, defaults=defaults)


@cache
def _fields(kind: Any) -> tuple[tuple[tuple[str, Any], ...], Callable[[Any], tuple[Any, ...]]]:
    """The fields of a dataclass with their defaults, and what returns the values of all of them."""
    declared = tuple((f.name, f.default) for f in fields(kind))
    return declared, attrgetter(*(name for name, _ in declared))


def _dump(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
