"""The help of commands, and the texts of click itself, in the terminal's language."""

from __future__ import annotations

import copy
import importlib
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Final, TypeVar

import click

from web.cli.language import reader

Command = TypeVar("Command", bound=click.Command)
_MODULES_OF_CLICK: Final = (
    "_termui_impl",
    "core",
    "decorators",
    "exceptions",
    "formatting",
    "parser",
    "termui",
    "types",
)
_HELP: Final = ("help", "short_help", "epilog")
_METAVARS: Final = ("options_metavar", "subcommand_metavar")
EXAMPLE_FILE: Final = re.compile(r"(^ +\{.*?\}$)", re.MULTILINE | re.DOTALL)  # is the same in every language
_WORD: Final = re.compile("[A-Z]{2,}")


def speak_click() -> None:
    """Let click translate its texts by our catalogues; its own way is a file in a folder of the system."""
    for module in _modules_of_click():
        for name, ours in (("_", _text), ("ngettext", _plural)):
            if hasattr(module, name):
                setattr(module, name, ours)


def in_terminal_language(command: Command) -> Command:
    """A copy of the command, and of the commands below it, with translated help."""
    translated = copy.copy(command)
    for name in _HELP:
        setattr(translated, name, _help(getattr(command, name)))
    for name in _METAVARS:
        setattr(translated, name, _words(getattr(command, name, None)))
    translated.params = [_parameter(parameter) for parameter in command.params]
    translated._help_option = None  # click makes it once, in the language of that moment
    if isinstance(translated, click.Group):
        translated.commands = {name: in_terminal_language(below) for name, below in translated.commands.items()}
    return translated


def help_texts(command: click.Command) -> Iterator[str]:
    """The English texts that `in_terminal_language` translates, of this command alone."""
    helps = [getattr(command, name) for name in _HELP] + [getattr(one, "help", None) for one in command.params]
    for text in helps:
        yield from (part for part in EXAMPLE_FILE.split(text or "") if part.strip() and not EXAMPLE_FILE.match(part))
    metavars = [getattr(command, name, None) for name in _METAVARS] + [_metavar(one) for one in command.params]
    yield from (word for metavar in metavars for word in _WORD.findall(metavar or ""))
    yield from (one.type.name for one in command.params)


def _parameter(parameter: click.Parameter) -> click.Parameter:
    translated = copy.copy(parameter)
    if isinstance(translated, click.Option):
        translated.help = _help(translated.help)
    translated.metavar = _words(_metavar(parameter))
    translated.type = copy.copy(parameter.type)
    translated.type.name = _text(parameter.type.name)  # “is not a valid integer range”
    return translated


def _help(text: str | None) -> str | None:
    """The help with its texts translated; an example of a file stays."""
    if text is None:
        return None
    return "".join(
        part if EXAMPLE_FILE.match(part) or not part.strip() else _text(part) for part in EXAMPLE_FILE.split(text)
    )


def _words(metavar: str | None) -> str | None:
    """`COLUMN=FIELD` with each word translated."""
    return metavar and _WORD.sub(lambda word: _text(word[0]), metavar)


def _metavar(parameter: click.Parameter) -> str | None:
    """What stands for the parameter's value; None for a flag, and for a choice, which lists its values."""
    if parameter.metavar:
        return parameter.metavar
    if isinstance(parameter, click.Argument):
        return None if isinstance(parameter.type, click.Choice) else str(parameter.name).upper()
    is_flag = isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count)
    return None if is_flag or isinstance(parameter.type, click.Choice) else parameter.type.name.upper()


def _modules_of_click() -> Iterator[ModuleType]:
    return (importlib.import_module(f"click.{name}") for name in _MODULES_OF_CLICK)


def _text(text: str) -> str:
    return reader().language.text(text)


def _plural(one: str, many: str, count: int) -> str:
    return reader().language.plural(one, many, count)
