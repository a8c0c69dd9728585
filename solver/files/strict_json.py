"""Strict reading of a file that has a fault: the first fault is found, with its path.

Rejects repeated and unknown keys, wrong types and unbounded numbers. The types are those of the dataclasses that the
file becomes; a key may be left out, or null, if its field has a default.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import EnumMeta
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from solver.problem import Finding, ProblemError
from solver.problem.finding import Value

T = TypeVar("T")
DIGITS: Final = 18  # longer whole numbers are rejected before Python converts them


class _InvalidNumber:
    """A number that no field accepts: NaN, Infinity, or one with too many digits."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Members(list[tuple[str, Any]]):
    """The members of an object in the file's order, so that repeated keys can be detected."""


def read_strictly(data: str | bytes, kind: type[T], expected: str) -> T:
    """The file as a `kind`. Raises ProblemError for the first fault, first of all another `format` than expected."""
    members = _members(_parse(data), "")
    found = _field(str, members, "format", "")
    del members["format"]
    if found != expected:
        raise ProblemError("format", "problem.format", expected=expected, found=found)
    record: T = _record(kind, members, "")
    return record


def _parse(data: str | bytes) -> Any:
    """The raw value, with objects as lists of members. Raises ProblemError with line and column."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text, object_pairs_hook=_Members, parse_constant=_InvalidNumber, parse_int=_integer)
    except UnicodeDecodeError as error:
        raise ProblemError("", "problem.not-utf-8", byte=error.start) from error
    except json.JSONDecodeError as error:
        raise ProblemError("", "problem.not-json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise ProblemError("", "problem.too-deep") from error


def _integer(digits: str) -> int | _InvalidNumber:
    return int(digits) if len(digits) <= DIGITS else _InvalidNumber(digits[:DIGITS] + "...")


def _members(raw: Any, path: str) -> dict[str, Any]:
    if not isinstance(raw, _Members):
        raise ProblemError(path, "problem.not-an-object" if path else "problem.file-not-an-object", found=_kind(raw))
    members: dict[str, Any] = {}
    for key, value in raw:
        if key in members:
            raise ProblemError(_at(path, key), "problem.key-twice")
        members[key] = value
    return members


def _record(kind: Any, members: dict[str, Any], path: str) -> Any:
    """Takes the members that are fields, in the order of the fields; any other member is a fault."""
    values = {}
    for f, hint in _declared(kind):
        if f.default is MISSING or members.get(f.name) is not None:
            values[f.name] = _field(hint, members, f.name, path)
        members.pop(f.name, None)
    for key in members:
        raise ProblemError(_at(path, key), "problem.unknown-key")
    return kind(**values)


@cache
def _declared(kind: Any) -> tuple[tuple[Field[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple((f, hints[f.name]) for f in fields(kind))


def _field(hint: Any, members: dict[str, Any], key: str, path: str) -> Any:
    if key not in members or (hint is int and members[key] is None):
        raise ProblemError(_at(path, key), "problem.missing")
    return _value(hint, members[key], _at(path, key))


def _value(hint: Any, raw: Any, path: str) -> Any:
    """The raw value as the declared type."""
    if hint in _READERS:
        return _READERS[hint](raw, path)
    if is_dataclass(hint):
        return _record(hint, _members(raw, path), path)
    if isinstance(hint, EnumMeta):
        return _member(hint, raw, path)
    if get_origin(hint) is UnionType:
        return None if raw is None else _value(get_args(hint)[0], raw, path)
    return _tuple(get_args(hint), raw, path) if get_origin(hint) is tuple else _text(raw, path)


def _tuple(hints: tuple[Any, ...], raw: Any, path: str) -> tuple[Any, ...]:
    if not isinstance(raw, list) or isinstance(raw, _Members):
        raise ProblemError(path, "problem.not-a-list", found=_kind(raw))
    entries = tuple(_value(hints[0], value, f"{path}[{i}]") for i, value in enumerate(raw))
    if ... not in hints and len(entries) != len(hints):
        raise ProblemError(path, "problem.before-entry", count=len(entries))
    return entries


def _member(known: EnumMeta, raw: Any, path: str) -> Any:
    text = _text(raw, path)
    if text not in list(known):
        raise ProblemError(path, "problem.no-status", known=tuple(known), found=text)
    return known(text)


def _text(raw: Any, path: str) -> str:
    if not isinstance(raw, str):
        raise ProblemError(path, "problem.not-a-text", found=_kind(raw))
    if "\0" in raw or any("\ud800" <= c <= "\udfff" for c in raw):
        raise ProblemError(path, "problem.not-text")
    return raw


def _whole(raw: Any, path: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ProblemError(path, "problem.not-whole", found=_kind(raw))
    return raw


def _number(raw: Any, path: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise ProblemError(path, "problem.not-a-number", found=_kind(raw))
    return float(raw)


def _flag(raw: Any, path: str) -> bool:
    if not isinstance(raw, bool):
        raise ProblemError(path, "problem.not-a-flag", found=_kind(raw))
    return raw


_READERS: Final[Mapping[Any, Callable[[Any, str], Any]]] = {str: _text, int: _whole, float: _number, bool: _flag}


def _at(path: str, key: str) -> str:
    """The path of a field."""
    shown = key if key.isidentifier() and key.isascii() else _printable(json.dumps(_shortened(key), ensure_ascii=False))
    return f"{path}.{shown}" if path else shown


def _shortened(key: str) -> str:
    return key if len(key) <= 60 else key[:57] + "..."


def _kind(raw: Any) -> Value:
    """What was found in place of the right type: a kind of value, or the number or word as it is in the file."""
    if isinstance(raw, _Members):
        return Finding("problem.an-object")
    if isinstance(raw, list):
        return Finding("problem.a-list")
    if isinstance(raw, str):
        return Finding("problem.a-text", {"text": _printable(raw)})
    return raw.text if isinstance(raw, _InvalidNumber) else json.dumps(raw)


def _printable(text: str) -> str:
    """The text with halves of surrogate pairs escaped, which no terminal, page or database accepts."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
