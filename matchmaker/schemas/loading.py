"""The single entry point for input: forms, file rows and JSON pass through a schema into a frozen value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, missing

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.messages import Message
from matchmaker.messages.texts.schemas import (
    HIDDEN_CHARACTER,
    MISSING,
    NOT_A_DATE,
    NOT_A_LIST,
    NOT_A_NUMBER,
    NOT_A_TIME,
    NOT_TEXT,
    NOT_WHOLE,
    NOT_YES_OR_NO,
    OTHER_FORM,
    TOO_LARGE,
    UNKNOWN_FIELD,
)
from matchmaker.text import forbidden_character, normalise

DEEPEST = 8
_OF_MARSHMALLOW = {
    "Missing data for required field.": MISSING(),
    "Field may not be null.": MISSING(),
    "Unknown field.": UNKNOWN_FIELD(),
    "Invalid input type.": OTHER_FORM(),
    "Invalid type.": OTHER_FORM(),
    "Invalid value.": OTHER_FORM(),
    "Not a valid string.": NOT_TEXT(),
    "Not a valid list.": NOT_A_LIST(),
    "Not a valid integer.": NOT_WHOLE(),
    "Not a valid boolean.": NOT_YES_OR_NO(),
    "Not a valid date.": NOT_A_DATE(),
    "Not a valid time.": NOT_A_TIME(),
    "Number too large.": TOO_LARGE(),
}


def load(schema: Schema, data: Mapping[str, Any]) -> Any:
    """Load `data` with the schema after normalising its texts.

    None counts as missing if the field has a default. Digits are accepted as numbers, since forms and files contain
    only text; booleans must be true or false. Raises InvalidInputError with the location of each fault
    (`blocks[2].starts`); unknown keys are faults too.
    """
    faults: list[Fault] = []
    prepared = _mapping(schema, data, "", faults, 0)
    if faults:
        raise InvalidInputError(faults)
    try:
        return schema.load(prepared)
    except ValidationError as error:
        raise InvalidInputError(_flattened("", error.messages)) from error


def _mapping(schema: Schema, data: Any, location: str, faults: list[Fault], depth: int) -> Any:
    if not isinstance(data, Mapping) or depth > DEEPEST:
        faults.append(Fault(location, OTHER_FORM()))
        return data
    known = {field.data_key or name: field for name, field in schema.load_fields.items()}
    prepared = {}
    for key, value in data.items():
        field = known.get(key)
        if value is None and field is not None and field.load_default is not missing and not field.allow_none:
            continue
        prepared[key] = _value(field, value, _joined(location, key), faults, depth)
    return prepared


def _value(field: Any, value: Any, location: str, faults: list[Fault], depth: int) -> Any:
    if isinstance(value, str):
        return _text(field, value, location, faults)
    if isinstance(value, bool) and isinstance(field, fields.Number):
        faults.append(Fault(location, NOT_A_NUMBER()))
    elif not isinstance(value, bool | None) and isinstance(field, fields.Boolean):
        faults.append(Fault(location, NOT_YES_OR_NO()))
    elif isinstance(field, fields.Nested) and not field.many:
        return _mapping(field.schema, value, location, faults, depth + 1)
    elif isinstance(field, fields.List | fields.Nested) and isinstance(value, Sequence):
        return [_item(field, item, f"{location}[{index}]", faults, depth) for index, item in enumerate(value)]
    return value


def _item(field: fields.List[Any] | fields.Nested, value: Any, location: str, faults: list[Fault], depth: int) -> Any:
    if isinstance(field, fields.Nested):
        return _mapping(field.schema, value, location, faults, depth + 1)
    return _value(field.inner, value, location, faults, depth + 1)


def _text(field: Any, value: str, location: str, faults: list[Fault]) -> Any:
    hidden = forbidden_character(value)
    text = normalise(value)
    if hidden:
        faults.append(Fault(location, HIDDEN_CHARACTER(character=hidden)))
    elif isinstance(field, fields.Boolean):
        faults.append(Fault(location, NOT_YES_OR_NO()))
    elif isinstance(field, fields.Integer) and _is_whole(text):
        return int(text)
    return text


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) < 16


def _flattened(location: str, messages: Any) -> Iterator[Fault]:
    """marshmallow's nested messages as faults; `_schema` stands for the location itself."""
    if isinstance(messages, Mapping):
        for key, below in messages.items():
            yield from _flattened(location if key == "_schema" else _joined(location, key), below)
        return
    for message in [messages] if isinstance(messages, str) else messages:
        yield Fault(location, message if isinstance(message, Message) else _OF_MARSHMALLOW.get(message, OTHER_FORM()))


def _joined(location: str, key: object) -> str:
    if isinstance(key, int):
        return f"{location}[{key}]"
    name = str(key)[:60]
    if not name.isprintable():
        name = "".join(character if character.isprintable() else "?" for character in name)
    return f"{location}.{name}" if location else name
