"""Faulty texts of the two files: each value in turn replaced, each key repeated, renamed or left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

PROBLEM: Final = {
    "format": "meeting-problem/1",
    "name": "a small forum",
    "slots": [{"id": "09:00", "block": "morning"}, {"id": "09:30"}],
    "tables": [{"id": "t", "capacity": 2, "slots": ["09:00"], "reserved": True}, {"id": "u"}],
    "people": [
        {"id": "ada", "available": ["09:00"], "min_meetings": 1, "max_meetings": 2, "max_consecutive": 1, "table": "t"},
        {"id": "ben"},
    ],
    "pairs": [
        {"a": "ada", "b": "ben", "score": 7, "required": False, "slots": ["09:30"], "fixed": {"slot": "09:00"}},
        {"a": "ben", "b": "ada", "fixed": {"table": "u"}},
    ],
    "before": [[0, 1]],
    "max_gap_spread": 3,
    "objective": [{"tier": "minimums"}, {"tier": "score", "slack": 0.5}],
}
SCHEDULE: Final = {
    "format": "meeting-schedule/1",
    "problem": "a small forum",
    "status": "feasible",
    "meetings": [{"pair": 0, "a": "ada", "b": "ben", "slot": "09:00", "table": "t"}],
    "tiers": [{"tier": "minimums", "value": 0, "bound": 1.5}, {"tier": "score", "value": 7}],
    "seconds": 0.1,
    "seed": 1,
    "version": "0.1.0",
    "conflict": ["two rules"],
}
VALUES: Final = (
    *("null", "true", "0", "-1", "1.0", "1e2", "NaN", "-Infinity", "1e999", "-0", "1000000001", "1" * 40),
    *("999999999999999999", "1000000000000000000", "-99999999999999999", "-100000000000000000"),
    *('""', '"ada"', '"09:00"', '"a\\u0000b"', '"\\ud800"', '"\\u003a"'),
    *("[]", "{}", "[null]", '["09:00","09:00"]', "[[0,1,2]]", "[[1,1]]", '{"a":1,"a":2}', "x"),
)
HERE: Final = "\ufffc"  # where a text is put in


def faulty_texts(file: dict[str, Any]) -> Iterator[str]:
    """Texts of which nearly all have exactly one fault."""
    whole = json.dumps(file, ensure_ascii=False)
    yield from (whole, "\ufeff" + whole, whole + " ", whole + "x", whole[:-1], "[" * 5000, "", "[]", "3")
    for path in _paths(file):
        for value in VALUES:
            yield json.dumps(_with(file, path, HERE), ensure_ascii=False).replace(f'"{HERE}"', value)
        if isinstance(path[-1], str):
            yield from _with_other_keys(file, path)


def _with_other_keys(file: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[str]:
    parent = _at(file, path[:-1])
    key, value = path[-1], parent[path[-1]]
    yield json.dumps(_with(file, path[:-1], {k: v for k, v in parent.items() if k != key}))
    escaped = f"\\u{ord(key[0]):04x}{key[1:]}"
    others = (key, escaped, f"{key}s", "a key: €", "\\u0000", "\\ud800")
    for other, again in (*((other, value) for other in others), (key, "09:00"), (escaped, "1:2")):
        text = json.dumps(_with(file, (*path[:-1], HERE), again), ensure_ascii=False)
        yield text.replace(HERE, other)


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from _paths(inner, (*path, key))


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _with(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """A copy of the value, with another one at the path."""
    if not path:
        return new
    inner = value.get(path[0]) if isinstance(value, dict) else value[path[0]]
    changed = _with(inner, path[1:], new)
    if isinstance(value, dict):
        return {**value, path[0]: changed}
    return [changed if i == path[0] else v for i, v in enumerate(value)]
