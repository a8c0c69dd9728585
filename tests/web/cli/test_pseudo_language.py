"""Whatever a command prints passes through the catalogues: in the pseudo-language no English word is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.pseudo_language import CODE, english_words, write_catalogue
from tests.web.cli.conftest import Cli
from web.cli import main
from web.cli.commands.pair import RELATIONS
from web.cli.help_texts import EXAMPLE_FILE
from web.cli.lazy_group import LazyGroup

NOT_WORDS = re.compile(r"""(?<![\w-])--?[a-z][\w-]*|[~\w./:-]*/[\w./-]*|'[a-z]+(?: [a-z-]+)*'""")
"""Options, paths and what the person typed."""


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("catalogues")).parent


@pytest.fixture
def ukrainian(catalogue: Path, cli: Cli) -> Cli:
    """The command in the pseudo-language."""
    return Cli(cli.environment | {"TRANSLATIONS_FOLDER": str(catalogue), "LANGUAGE": CODE})


def every_command(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, LazyGroup):
        for name in command.list_commands(click.Context(command)):
            yield from every_command(command.load(name), (*path, name))
    elif isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from every_command(below, (*path, name))


COMMAND_NAMES = {"main"} | {name for path in every_command() for name in path}


def english(text: str, *data: str) -> list[str]:
    """The English words in what a command has printed, except names of commands and words of the given data."""
    known = COMMAND_NAMES | {*data} | {word for part in data for word in re.findall("[A-Za-z]{2,}", part)}
    return [word for word in english_words(NOT_WORDS.sub(" ", text)) if word not in known]


@pytest.mark.parametrize("path", every_command(), ids=" ".join)
def test_the_help_of_every_command_is_translated(ukrainian: Cli, path: tuple[str, ...]) -> None:
    shown = ukrainian.done(*path, "--help")
    choices = re.findall(r"[{[]([a-z|-]+\|[a-z|-]+)[]}]", shown)
    assert english(EXAMPLE_FILE.sub("", shown), *choices, *RELATIONS) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("evnet",),
        ("event", "shwo"),
        ("event", "show"),
        ("event", "show", "--jsno"),
        ("plans", "forum", "--plan", "many"),
        ("plans", "forum", "--plan", "0"),
        ("pair", "set", "forum", "a", "b", "friends"),
        ("organizer", "add", "ada@example.org"),
        ("export", "roster", "forum", "-o"),
        ("db", "check", "now"),
    ],
)
def test_a_mistake_in_a_command_is_reported_in_the_terminals_language(
    ukrainian: Cli, arguments: tuple[str, ...]
) -> None:
    assert english(ukrainian.refused(*arguments), *RELATIONS, *arguments) == []
