"""A message as data: a stable code and its parameters. It is stored and compared; its sentence is made when shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Protocol, TypeAlias

Value: TypeAlias = "str | int | float | bool | Message | tuple[Value, ...] | None"
"""A parameter: moments, dates and times are ISO 8601 texts, members of enumerations their values."""


class Coded(Protocol):
    """What the solver returns: a code and parameters, without a sentence."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Message:
    """`code` names a sentence of `matchmaker.messages.texts`; `params` fill its placeholders."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Coded) -> Message:
        """What the solver found, as a message; ids of people, slots and tables stay ids."""
        return cls(found.code, {name: _value(value) for name, value in found.params.items()})

    def to_json(self) -> dict[str, Any]:
        """`{"code": …, "params": {…}}`, with nested messages in the same form."""
        return {"code": self.code, "params": {name: _json(value) for name, value in self.params.items()}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Message:
        """The inverse of `to_json`. Raises KeyError if `stored` has no code."""
        return cls(stored["code"], {name: _value(value) for name, value in stored.get("params", {}).items()})

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.params.items(), key=lambda item: item[0]))))

    def __str__(self) -> str:
        """The sentence in the source language, for logs and tracebacks."""
        from matchmaker.messages.compose import compose

        return compose(self)


def as_params(values: Mapping[str, Any]) -> dict[str, Value]:
    """The values as parameters: what JSON cannot express becomes text."""
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> Value:
    if isinstance(value, Enum):
        return _value(value.value)
    if isinstance(value, str | int | float | Message) or value is None:
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return Message.from_json(value)
    if isinstance(value, Sequence):
        return tuple(_value(item) for item in value)
    if hasattr(value, "code") and hasattr(value, "params"):
        return Message.of(value)
    raise TypeError(f"no parameter of a message: {value!r}")


def _json(value: Value) -> Any:
    if isinstance(value, Message):
        return value.to_json()
    return [_json(item) for item in value] if isinstance(value, tuple) else value
