"""A command group that imports a command only when it is called, so that `--help` is fast."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

Commands = Mapping[str, Mapping[str, str]]
"""heading -> command -> one-line description."""


class LazyGroup(click.Group):
    """The command `name` is the attribute `name` of the module `name` in `package`."""

    def __init__(self, *args: Any, package: str, commands_by_heading: Commands, **options: Any) -> None:
        super().__init__(*args, **options)
        self.package = package
        self.headings = commands_by_heading
        self._names = [name for commands in commands_by_heading.values() for name in commands]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._names:
            return None
        command = getattr(importlib.import_module(f"{self.package}.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a wrong name in the table of commands fails every test
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self._names))
        for heading, commands in self.headings.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), line) for name, line in commands.items()])
