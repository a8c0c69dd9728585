"""The language of a command: that of the terminal's locale (LANGUAGE, LC_ALL, LC_MESSAGES or LANG), if it is known."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

from matchmaker.messages import Message, Names, Reader, compose, filled, preferred_language

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def reader(names: Names | None = None) -> Reader:
    """The person at the terminal; ids are shown by `names`, if given."""
    spoken = preferred_language(_wanted(*(os.environ.get(name, "") for name in _VARIABLES)))
    return Reader(spoken, names) if names else Reader(spoken)


def composed(message: Message, names: Names | None = None) -> str:
    """The message's sentence in the terminal's language."""
    return compose(message, reader(names))


def _(text: str, /, **params: Any) -> str:
    """The text in the terminal's language, with its placeholders filled."""
    return filled(reader().language.text(text), params, reader())


def _n(one: str, many: str, count: int, /, **params: Any) -> str:
    """The form of the text that fits `count`, which is also the parameter `count`."""
    return filled(reader().language.plural(one, many, count), {"count": count} | params, reader())


@lru_cache(maxsize=8)
def _wanted(*values: str) -> list[str]:
    """The codes in the variables, most important first: `de_AT.UTF-8` is `de_AT`, then `de`."""
    codes = [code.partition(".")[0] for value in values for code in value.split(":") if code]
    return [wanted for code in codes for wanted in dict.fromkeys((code, code.partition("_")[0]))]
