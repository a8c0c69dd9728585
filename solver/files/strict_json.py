"""JSON read strictly: nothing doubled, unknown, loose or unbounded gets through, and every error names its place."""

import json
import math
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from solver.problem import ProblemError
from solver.problem.validation import quoted

T = TypeVar("T")
DIGITS: Final = 18  # longer whole numbers are refused before Python converts them


class _Odd:
    """A number that JSON can spell but no field accepts: NaN, Infinity, or one with too many digits."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Members(list[tuple[str, Any]]):
    """An object as it stands in the file, so that doubled keys can still be seen."""


def parse(data: str | bytes) -> Any:
    """The raw value; objects stay lists of members. Raises ProblemError with line and column."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text, object_pairs_hook=_Members, parse_constant=_Odd, parse_int=_integer)
    except UnicodeDecodeError as error:
        raise ProblemError(f"byte {error.start}: not UTF-8") from error
    except json.JSONDecodeError as error:
        raise ProblemError(f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise ProblemError("the file is nested too deep") from error


def _integer(digits: str) -> int | _Odd:
    return int(digits) if len(digits) <= DIGITS else _Odd(digits[:DIGITS] + "...")


class Record:
    """One JSON object, its fields taken by name and type; `close` refuses those nobody took."""

    def __init__(self, raw: Any, place: str) -> None:
        if not isinstance(raw, _Members):
            raise ProblemError(f"{place or 'the file'}: must be an object, not {_kind(raw)}")
        self.place = place
        self._fields: dict[str, Any] = {}
        for key, value in raw:
            if key in self._fields:
                raise ProblemError(f"{self.at(key)}: the key is there twice")
            self._fields[key] = value

    def at(self, key: str) -> str:
        """The place of a field."""
        shown = key if key.isidentifier() and key.isascii() else quoted(key)
        return f"{self.place}.{shown}" if self.place else shown

    def close(self) -> None:
        """Refuse the first field that was not taken."""
        for key in self._fields:
            raise ProblemError(f"{self.at(key)}: unknown key")

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
        return self._optional(key, lambda raw, place: tuple(_text(v, p) for v, p in items(raw, place)))

    def records(self, key: str, read: Callable[["Record"], T], *, needed: bool = True) -> tuple[T, ...] | None:
        """A list of objects, each read by `read`, which may leave no field untaken."""
        raw = self._required(key) if needed else self._fields.pop(key, None)
        if raw is None and not needed:
            return None
        return tuple(_read(Record(v, p), read) for v, p in items(raw, self.at(key)))

    def record(self, key: str, read: Callable[["Record"], T]) -> T | None:
        """An object, or None where absent or null."""
        return self._optional(key, lambda raw, place: _read(Record(raw, place), read))

    def lists_of_whole(self, key: str) -> tuple[tuple[int, ...], ...]:
        """A list of lists of whole numbers; empty where absent or null."""
        found = self._optional(
            key,
            lambda raw, place: tuple(
                tuple(_whole(v, p) for v, p in items(inner, where)) for inner, where in items(raw, place)
            ),
        )
        return found or ()

    def _required(self, key: str) -> Any:
        if key not in self._fields:
            raise ProblemError(f"{self.at(key)}: is missing")
        return self._fields.pop(key)

    def _optional(self, key: str, read: Callable[[Any, str], T]) -> T | None:
        raw = self._fields.pop(key, None)
        return None if raw is None else read(raw, self.at(key))


def items(raw: Any, place: str) -> Iterator[tuple[Any, str]]:
    """Each entry of a list with its place."""
    if not isinstance(raw, list) or isinstance(raw, _Members):
        raise ProblemError(f"{place}: must be a list, not {_kind(raw)}")
    return ((value, f"{place}[{i}]") for i, value in enumerate(raw))


def _read(record: Record, read: Callable[[Record], T]) -> T:
    value = read(record)
    record.close()
    return value


def _text(raw: Any, place: str) -> str:
    if not isinstance(raw, str):
        raise ProblemError(f"{place}: must be a text, not {_kind(raw)}")
    if "\0" in raw or any("\ud800" <= c <= "\udfff" for c in raw):
        raise ProblemError(f"{place}: holds a character that is not text (NUL or half a surrogate pair)")
    return raw


def _whole(raw: Any, place: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ProblemError(f"{place}: must be a whole number, not {_kind(raw)}")
    return raw


def _number(raw: Any, place: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise ProblemError(f"{place}: must be a number, not {_kind(raw)}")
    return float(raw)


def _flag(raw: Any, place: str) -> bool:
    if not isinstance(raw, bool):
        raise ProblemError(f"{place}: must be true or false, not {_kind(raw)}")
    return raw


def _kind(raw: Any) -> str:
    if isinstance(raw, _Members):
        return "an object"
    if isinstance(raw, list):
        return "a list"
    if isinstance(raw, str):
        return f"the text {quoted(raw)}"
    return raw.text if isinstance(raw, _Odd) else json.dumps(raw)
