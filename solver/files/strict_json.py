"""Strict JSON: rejects duplicate and unknown keys, wrong types and unbounded numbers; each error gives its path."""

import json
import math
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from solver.problem import Finding, ProblemError
from solver.problem.errors import quoted
from solver.problem.finding import Value

T = TypeVar("T")
DIGITS: Final = 18  # longer whole numbers are rejected before Python converts them


class _InvalidNumber:
    """A number that no field accepts: NaN, Infinity, or one with too many digits."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Members(list[tuple[str, Any]]):
    """The members of an object in the file's order, so that duplicate keys can be detected."""


def parse(data: str | bytes) -> Any:
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


class Record:
    """One JSON object. Its fields are read by name and type; `close` rejects the fields that were not read."""

    def __init__(self, raw: Any, path: str) -> None:
        if not isinstance(raw, _Members):
            raise ProblemError(
                path, "problem.not-an-object" if path else "problem.file-not-an-object", found=_kind(raw)
            )
        self.path = path
        self._fields: dict[str, Any] = {}
        for key, value in raw:
            if key in self._fields:
                raise ProblemError(self.at(key), "problem.key-twice")
            self._fields[key] = value

    def at(self, key: str) -> str:
        """The path of a field."""
        shown = key if key.isidentifier() and key.isascii() else quoted(key)
        return f"{self.path}.{shown}" if self.path else shown

    def close(self) -> None:
        """Raise ProblemError for the first field that was not read."""
        for key in self._fields:
            raise ProblemError(self.at(key), "problem.unknown-key")

    def text(self, key: str) -> str:
        """A required text."""
        return _text(self._required(key), self.at(key))

    def optional_text(self, key: str) -> str | None:
        """A text, or None where absent or null."""
        return self._optional(key, _text)

    def whole(self, key: str, default: int | None) -> int | None:
        """A whole number, or the default where absent or null."""
        value = self._optional(key, _whole)
        return default if value is None else value

    def number(self, key: str) -> float | None:
        """A finite number, or None where absent or null."""
        return self._optional(key, _number)

    def flag(self, key: str) -> bool:
        """True or false; false where absent or null."""
        return bool(self._optional(key, _flag))

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of texts, or None where absent or null."""
        return self._optional(key, lambda raw, path: tuple(_text(v, p) for v, p in items(raw, path)))

    def records(self, key: str, read: Callable[["Record"], T], *, needed: bool = True) -> tuple[T, ...] | None:
        """A list of objects, each read by `read`, which must read every field."""
        raw = self._required(key) if needed else self._fields.pop(key, None)
        if raw is None and not needed:
            return None
        return tuple(_read(Record(v, p), read) for v, p in items(raw, self.at(key)))

    def record(self, key: str, read: Callable[["Record"], T]) -> T | None:
        """An object, or None where absent or null."""
        return self._optional(key, lambda raw, path: _read(Record(raw, path), read))

    def lists_of_whole(self, key: str) -> tuple[tuple[int, ...], ...]:
        """A list of lists of whole numbers; empty where absent or null."""
        found = self._optional(
            key,
            lambda raw, path: tuple(
                tuple(_whole(v, p) for v, p in items(inner, inner_path)) for inner, inner_path in items(raw, path)
            ),
        )
        return found or ()

    def _required(self, key: str) -> Any:
        if key not in self._fields:
            raise ProblemError(self.at(key), "problem.missing")
        return self._fields.pop(key)

    def _optional(self, key: str, read: Callable[[Any, str], T]) -> T | None:
        raw = self._fields.pop(key, None)
        return None if raw is None else read(raw, self.at(key))


def items(raw: Any, path: str) -> Iterator[tuple[Any, str]]:
    """Each entry of a list with its path."""
    if not isinstance(raw, list) or isinstance(raw, _Members):
        raise ProblemError(path, "problem.not-a-list", found=_kind(raw))
    return ((value, f"{path}[{i}]") for i, value in enumerate(raw))


def _read(record: Record, read: Callable[[Record], T]) -> T:
    value = read(record)
    record.close()
    return value


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


def _kind(raw: Any) -> Value:
    """What was found in place of the right type: a kind of value, or the number or word as it is in the file."""
    if isinstance(raw, _Members):
        return Finding("problem.an-object")
    if isinstance(raw, list):
        return Finding("problem.a-list")
    if isinstance(raw, str):
        return Finding("problem.a-text", {"text": raw})
    return raw.text if isinstance(raw, _InvalidNumber) else json.dumps(raw)
