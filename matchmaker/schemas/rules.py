"""Validators of fields whose refusal is a message: `length(TOO_LONG, most=200)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sized
from typing import Any

from marshmallow import ValidationError

from matchmaker.messages import Message, Sentence

Check = Callable[[Any], None]


def refused(message: Message, field: str = "_schema") -> ValidationError:
    """The error of a validator: this message, at this field of the schema."""
    return ValidationError([message], field)


def length(sentence: Sentence, *, least: int = 0, most: int | None = None) -> Check:
    """Checks the length of a text or list. The sentence may have the placeholders `least` and `most`."""
    message = _message(sentence, least=least, most=most)

    def check(value: Sized) -> None:
        if len(value) < least or (most is not None and len(value) > most):
            raise refused(message)

    return check


def between(sentence: Sentence, least: Any, most: Any) -> Check:
    """Checks that a value is within these limits. The sentence may have the placeholders `least` and `most`."""
    message = _message(sentence, least=least, most=most)

    def check(value: Any) -> None:
        if not least <= value <= most:
            raise refused(message)

    return check


def pattern(sentence: Sentence, expression: str) -> Check:
    """Checks that a text matches this regular expression from its beginning."""
    compiled = re.compile(expression)

    def check(value: str) -> None:
        if compiled.match(value) is None:
            raise refused(sentence())

    return check


def _message(sentence: Sentence, **limits: Any) -> Message:
    return sentence(**{name: limit for name, limit in limits.items() if name in sentence.placeholders})
