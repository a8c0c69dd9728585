"""Declared sentences: each has a stable code and an English template, which is also its key in the catalogues.

A placeholder names a parameter and how it is shown: `{count:number}`, `{at:time}`, `{names:list}`; the formats are
listed in `matchmaker.messages.formats`. A sentence that is called with its parameters gives a message:

    NO_SUCH_PLAN = sentence("plan.not-found", "There is no plan {number}.")
    raise NotFoundError(NO_SUCH_PLAN(number=3))
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from typing import Any

from matchmaker.messages.message import Message, as_params

ZONE = "zone"
"""The parameter with the time zone in which a message's moments are shown; every sentence may have it."""
SENTENCES: dict[str, Sentence] = {}
"""Every declared sentence by its code."""


@dataclass(frozen=True)
class Sentence:
    """`many` is the plural, chosen by the number in the parameter `by`."""

    code: str
    text: str
    many: str | None = None
    by: str = "count"

    def __call__(self, **params: Any) -> Message:
        """The message with these parameters. Raises TypeError if they are not those of the placeholders."""
        if params.keys() - {ZONE} != self.placeholders:
            expected = ", ".join(sorted(self.placeholders)) or "nothing"
            raise TypeError(f"{self.code} takes {expected}, not {', '.join(sorted(params)) or 'nothing'}")
        return Message(self.code, as_params(params))

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """Names of the parameters, the one that chooses the plural included."""
        found = placeholders(self.text)
        return found if self.many is None else found | placeholders(self.many) | {self.by}


def sentence(code: str, text: str) -> Sentence:
    """Declare a sentence. Raises ValueError if the code is taken."""
    return _declared(Sentence(code, text))


def plural(code: str, one: str, many: str, *, by: str = "count") -> Sentence:
    """Declare a sentence with one form for 1 and one for other numbers. Raises ValueError if the code is taken."""
    return _declared(Sentence(code, one, many, by))


def mark(text: str) -> str:
    """The text itself, now known to the catalogues: for a constant that is translated when it is shown."""
    return text


def placeholders(template: str) -> frozenset[str]:
    """Names of the placeholders of a template. Raises ValueError if its braces do not match."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _declared(declared: Sentence) -> Sentence:
    if declared.code in SENTENCES:
        raise ValueError(f"two sentences have the code {declared.code}")
    SENTENCES[declared.code] = declared
    return declared
