"""Fast reading of a well-formed file. Every file about which there is any doubt is left to `strict_json`.

The types of a file are those of the dataclasses it becomes. msgspec, compiled code, checks them: values against types,
missing and unknown keys. What it does not notice is checked here: repeated keys, NUL in a text, and long numbers.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec

from solver.collector import without_collector
from solver.files.strict_json import DIGITS

T = TypeVar("T")
# What has more digits, sign included, is for the strict reader to refuse. A float near the limit may be a rounded one.
Whole = Annotated[int, msgspec.Meta(gt=-(10 ** (DIGITS - 1)), lt=10**DIGITS)]
Number = Annotated[float, msgspec.Meta(gt=-(10 ** (DIGITS - 1)), lt=10**DIGITS)]
HIDDEN: Final = re.compile(rb"\\u00(?:00|3a)", re.IGNORECASE)  # NUL or a colon, written as an escape


def read_fast(data: str | bytes, kind: type[T], expected: str) -> T | None:
    """The file as a `kind`, or None if it has a fault, or a null in place of a default that is not null."""
    try:
        content = data.removeprefix(BOM_UTF8) if isinstance(data, bytes) else data.encode()
        with without_collector():
            read: T | None = _read(content, kind, expected)
        return read
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None  # the strict reader names the fault


def _read(content: bytes, kind: Any, expected: str) -> Any:
    structure = _structure(kind, ("format", str))
    decoded = msgspec.json.decode(content, type=structure)
    if decoded.format != expected or HIDDEN.search(content) or _repeats_a_key(content, decoded):
        return None
    return msgspec.convert(decoded, kind, from_attributes=True)


def _repeats_a_key(content: bytes, decoded: object) -> bool:
    """Whether colons are missing, be it between keys and values or in texts: of a repeated key, one member is kept.

    Defaults that the file spells out are not in `decoded`; only then is the file decoded again, into all its members.
    """
    colons = content.count(b":")
    return colons != _colons(decoded) and colons != _colons(msgspec.json.decode(content))


def _colons(value: object) -> int:
    return msgspec.json.encode(value).count(b":")


@cache
def _structure(kind: Any, *more: tuple[str, type]) -> Any:
    """The dataclass, with more fields, as a msgspec.Struct, which refuses unknown keys."""
    hints = get_type_hints(kind)
    declared = [(f.name, _type(hints[f.name]), *([] if f.default is MISSING else [f.default])) for f in fields(kind)]
    # without the collector's bookkeeping: what is read from a file has no cycles
    return msgspec.defstruct(
        kind.__name__, [*more, *declared], frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True
    )


def _type(hint: Any) -> Any:
    """The type of a field, with the dataclasses in it as structures."""
    if hint in (int, float):
        return Whole if hint is int else Number
    if is_dataclass(hint):
        return _structure(cast(Any, hint))
    if get_origin(hint) is UnionType:
        return _type(get_args(hint)[0]) | None
    if get_origin(hint) is tuple:
        return tuple.__class_getitem__(tuple(a if a is ... else _type(a) for a in get_args(hint)))
    return hint
