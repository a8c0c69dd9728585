"""The reader of this request: their language, and texts in it.

In views `_("The settings are saved.")`, in templates `{{ _("Plan {number}", number=3) }}` and
`{{ _n("{count:number} meeting", "{count:number} meetings", n) }}`: the English text is the key in the catalogues, and
placeholders have the formats of `matchmaker.messages.formats`. In a template the text may contain HTML; what fills its
placeholders is escaped. `{{ error.message|composed }}` makes the sentence of a message, and
`{{ plan.created_at|shown("moment", event.timezone) }}` shows a value on its own.

Organizers' pages are in the language that the browser prefers, attendees' in their own or the event's.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request
from markupsafe import Markup, escape

from matchmaker.messages import (
    Message,
    Names,
    Reader,
    compose,
    filled,
    formats,
    known_languages,
    language,
    preferred_language,
)


def set_up(app: Flask) -> None:
    """Make the functions known to the templates."""
    app.jinja_env.globals.update(
        _=_markup, _n=_plural_markup, page_language=lambda: reader().language, languages=languages
    )
    app.jinja_env.filters.update(composed=composed, shown=shown)


def languages() -> list[tuple[str, str]]:
    """The code and the name, in the language itself, of each language that there are texts in."""
    return [(code, language(code).name) for code in known_languages()]


def reader() -> Reader:
    """Who this response is for."""
    if "reader" not in g:
        g.reader = Reader(preferred_language(list(request.accept_languages.values())))
    current: Reader = g.reader
    return current


def speak(code: str | None) -> None:
    """Answer this request in the language with this code."""
    g.reader = Reader(language(code))


def composed(message: Message, names: Names | None = None) -> str:
    """The message's sentence for this request's reader; ids are shown by `names`, if given."""
    return compose(message, Reader(reader().language, names) if names else reader())


def shown(value: Any, format_: str, zone: str | None = None) -> str:
    """The value in this format of `matchmaker.messages.formats`; a moment in the time zone `zone`."""
    return formats.shown(value, format_, reader(), zone, compose)


def _(text: str, /, **params: Any) -> str:
    """The text in the reader's language, with its placeholders filled."""
    return filled(reader().language.text(text), params, reader())


def _n(one: str, many: str, count: int, /, **params: Any) -> str:
    """The form of the text that fits `count`, which is also the parameter `count`."""
    return filled(reader().language.plural(one, many, count), {"count": count} | params, reader())


def _markup(text: str, /, **params: Any) -> Markup:
    return Markup(filled(reader().language.text(text), params, reader(), _escaped))  # noqa: S704 - texts are ours


def _plural_markup(one: str, many: str, count: int, /, **params: Any) -> Markup:
    template = reader().language.plural(one, many, count)
    return Markup(filled(template, {"count": count} | params, reader(), _escaped))  # noqa: S704 - texts are ours


def _escaped(value: str) -> str:
    return str(escape(value))
