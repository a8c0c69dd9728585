"""The two JSON files: `meeting-problem/1` and `meeting-schedule/1`. Reading is strict, writing is canonical."""

import json
from dataclasses import fields
from typing import Any, Final, cast

from solver.files.strict_json import Record, parse
from solver.problem import DEFAULT, Fixed, Pair, Person, Problem, ProblemError, Slot, Table, Tier, TierName
from solver.schedule import Meeting, Schedule, Status, TierValue

PROBLEM_FORMAT: Final = "meeting-problem/1"
SCHEDULE_FORMAT: Final = "meeting-schedule/1"


def read_problem(data: str | bytes) -> Problem:
    """Read a problem from a file's text. Raises ProblemError with the path of the first fault."""
    root = _root(data, PROBLEM_FORMAT)
    tiers = root.records("objective", _tier, needed=False)
    fields_read = {
        "name": root.text("name"),
        "slots": root.records("slots", _slot),
        "tables": root.records("tables", _table),
        "people": root.records("people", _person),
        "pairs": root.records("pairs", _pair),
        "before": _before(root),
        "max_gap_spread": root.whole("max_gap_spread", None),
        "objective": DEFAULT if tiers is None else tiers,
    }
    root.close()
    return Problem(**cast(dict[str, Any], fields_read))


def write_problem(problem: Problem) -> str:
    """The text of a problem file; fields with their default value are omitted."""
    body = {key: _plain(value) for key, value in _fields(problem) if value is not None}
    if problem.objective == DEFAULT:
        del body["objective"]
    if not problem.before:
        del body["before"]
    return _dump({"format": PROBLEM_FORMAT, **body})


def read_schedule(data: str | bytes) -> Schedule:
    """Read a schedule from a file's text. Raises ProblemError with the path of the first fault."""
    root = _root(data, SCHEDULE_FORMAT)
    schedule = Schedule(
        problem=root.text("problem"),
        status=_status(root),
        meetings=root.records("meetings", _meeting) or (),
        tiers=root.records("tiers", _tier_value) or (),
        seconds=root.number("seconds") or 0.0,
        seed=root.whole("seed", 0) or 0,
        version=root.optional_text("version") or "",
        conflict=root.texts("conflict") or (),
    )
    root.close()
    return schedule


def write_schedule(schedule: Schedule) -> str:
    """The text of a schedule file."""
    body = {key: _plain(value, defaults=True) for key, value in _fields(schedule)}
    if not schedule.conflict:
        del body["conflict"]
    return _dump({"format": SCHEDULE_FORMAT, **body})


def _root(data: str | bytes, expected: str) -> Record:
    root = Record(parse(data), "")
    found = root.text("format")
    if found != expected:
        raise ProblemError("format", "problem.format", expected=expected, found=found)
    return root


def _slot(r: Record) -> Slot:
    return Slot(id=r.text("id"), block=r.optional_text("block") or "")


def _table(r: Record) -> Table:
    capacity = r.whole("capacity", 1)
    return Table(r.text("id"), cast(int, capacity), r.texts("slots"), r.flag("reserved"))


def _person(r: Record) -> Person:
    return Person(
        id=r.text("id"),
        available=r.texts("available"),
        min_meetings=r.whole("min_meetings", 0) or 0,
        max_meetings=r.whole("max_meetings", None),
        max_consecutive=r.whole("max_consecutive", None),
        table=r.optional_text("table"),
    )


def _pair(r: Record) -> Pair:
    return Pair(
        a=r.text("a"),
        b=r.text("b"),
        score=r.whole("score", 0) or 0,
        required=r.flag("required"),
        slots=r.texts("slots"),
        fixed=r.record("fixed", lambda f: Fixed(f.optional_text("slot"), f.optional_text("table"))),
    )


def _before(root: Record) -> tuple[tuple[int, int], ...]:
    found = root.lists_of_whole("before")
    for k, entry in enumerate(found):
        if len(entry) != 2:
            raise ProblemError(f"before[{k}]", "problem.before-entry", count=len(entry))
    return cast(tuple[tuple[int, int], ...], found)


def _tier(r: Record) -> Tier:
    return Tier(cast(TierName, r.text("tier")), r.number("slack") or 0.0)  # Problem validates the name


def _status(root: Record) -> Status:
    text = root.text("status")
    if text not in list(Status):
        raise ProblemError("status", "problem.no-status", known=tuple(Status), found=text)
    return Status(text)


def _meeting(r: Record) -> Meeting:
    pair = r.whole("pair", None)
    if pair is None:
        raise ProblemError(r.at("pair"), "problem.missing")
    return Meeting(pair, r.text("a"), r.text("b"), r.text("slot"), r.text("table"))


def _tier_value(r: Record) -> TierValue:
    value = r.whole("value", None)
    if value is None:
        raise ProblemError(r.at("value"), "problem.missing")
    name = Tier(cast(TierName, r.text("tier"))).tier
    return TierValue(name, value, r.number("bound"))


def _fields(value: Any) -> list[tuple[str, Any]]:
    return [(f.name, getattr(value, f.name)) for f in fields(value)]


def _plain(value: Any, *, defaults: bool = False) -> Any:
    """The value as JSON types; records omit fields with their default value, unless `defaults`."""
    if isinstance(value, tuple):
        return [_plain(v, defaults=defaults) for v in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    kept = ((f.name, getattr(value, f.name)) for f in fields(value) if defaults or getattr(value, f.name) != f.default)
    return {name: _plain(v, defaults=defaults) for name, v in kept}


def _dump(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
