"""Composing: from a message to the sentence that a reader gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from matchmaker.messages.formats import shown
from matchmaker.messages.languages import ENGLISH, Language
from matchmaker.messages.message import Message
from matchmaker.messages.names import Ids, Names
from matchmaker.messages.sentence import SENTENCES, ZONE

_PARSER = Formatter()


@dataclass(frozen=True)
class Reader:
    """Who a sentence is for: their language, and the names of the ids that it mentions."""

    language: Language = ENGLISH
    names: Names = field(default_factory=Ids)


def compose(message: Message, reader: Reader | None = None) -> str:
    """The message's sentence. A message whose code is no longer known is shown as its code and parameters."""
    import matchmaker.messages.texts  # noqa: F401 - declares the sentences; they import this package

    reader = reader or Reader()
    declared = SENTENCES.get(message.code)
    if declared is None or not declared.placeholders <= message.params.keys():
        details = ", ".join(f"{name}: {value}" for name, value in message.params.items())
        return f"{message.code} ({details})" if details else message.code
    if declared.many is None:
        template = reader.language.text(declared.text)
    else:
        count = message.params[declared.by]
        template = reader.language.plural(declared.text, declared.many, count if isinstance(count, int) else 0)
    return filled(template, message.params, reader)


def filled(
    template: str, params: Mapping[str, Any], reader: Reader, escape: Callable[[str], str] = lambda text: text
) -> str:
    """The template with each placeholder replaced by its parameter in the reader's format.

    `escape` is applied to each parameter that is shown. Raises KeyError for a placeholder without a parameter.
    """
    zone = params.get(ZONE)
    parts = []
    for literal, name, format_, _ in _PARSER.parse(template):
        parts.append(literal)
        if name is not None:
            parts.append(escape(shown(params[name], format_ or "", reader, zone, compose)))
    return "".join(parts)
