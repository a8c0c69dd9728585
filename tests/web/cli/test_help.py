"""`--help` explains every command and loads no heavy library."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from tests.web.cli.conftest import Cli
from web.cli import COMMANDS, main

EVERY = [name for part in COMMANDS.values() for name in part]


def test_help_loads_neither_the_web_nor_the_database_nor_the_solver() -> None:
    program = (
        "import sys; from web.cli import main; main(['--help'], standalone_mode=False);"
        "print(sorted({'flask', 'sqlalchemy', 'ortools', 'numba', 'numpy', 'rich', 'marshmallow'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_help_lists_every_command_with_a_line(cli: Cli) -> None:
    shown = cli.done("--help")
    assert [name for name in EVERY if f"\n  {name} " not in shown] == []


@pytest.mark.parametrize("name", EVERY)
def test_every_command_explains_itself_and_its_options(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    parts = list(command.commands.values()) if isinstance(command, click.Group) else [command]
    mute = [
        f"{part.name} {option.name}"
        for part in parts
        for option in part.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert [part.name for part in parts if not part.help] == []
    assert mute == []


def test_an_unknown_command_is_reported(cli: Cli) -> None:
    assert "No such command 'evnet'" in cli.refused("evnet")


def test_the_version_is_the_packages(cli: Cli) -> None:
    assert cli.done("--version") == "matchmaker 0.1.0\n"
