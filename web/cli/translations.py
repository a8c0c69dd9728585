"""The catalogue's template for translators: every text that people see, collected from the source.

    python -m web.cli.translations matchmaker.pot

Texts come from declared sentences, `_()` and `_n()` in Python and in templates, the help of every command, and the few
texts of click that commands show. The English text is the key; a translator's file is `LANGUAGE.po`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from web.cli import main
from web.cli.help_texts import help_texts
from web.cli.lazy_group import LazyGroup

ROOT = Path(__file__).parent.parent.parent
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_KEYWORDS = {"_": None, "_n": (1, 2), "mark": None, "sentence": (2,), "plural": (2, 3)}
_OF_CLICK = {"_": None, "ngettext": (1, 2)}


def template() -> Catalog:
    """All texts, each with the places where it occurs."""
    catalog = Catalog(project="matchmaker", charset="utf-8")
    for folder in ("matchmaker", "web"):
        for path, line, text, comments, _context in extract_from_dir(
            str(ROOT / folder), _METHODS, keywords=_KEYWORDS, comment_tags=("Translators:",)
        ):
            catalog.add(text, locations=[(f"{folder}/{path}", line)], auto_comments=comments)
    for text in (*_help_of(main), *_texts_of_click()):
        catalog.add(text)
    return catalog


def _help_of(command: click.Command) -> Iterator[str]:
    """The texts that `--help` shows, of this command and of those below it."""
    yield from help_texts(command)
    if isinstance(command, LazyGroup):
        for name in command.list_commands(click.Context(command)):
            yield from _help_of(command.load(name))
    elif isinstance(command, click.Group):
        for below in command.commands.values():
            yield from _help_of(below)


def _texts_of_click() -> Iterator[str | tuple[str, ...]]:
    folder = Path(click.__file__).parent
    return (found[2] for found in extract_from_dir(str(folder), [("**.py", "python")], keywords=_OF_CLICK))


if __name__ == "__main__":
    with Path(sys.argv[1]).open("wb") as file:
        write_po(file, template(), sort_output=True)
