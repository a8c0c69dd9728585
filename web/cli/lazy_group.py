"""A command group that imports a command only when it is called, so that `--help` answers at once."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

Commands = Mapping[str, Mapping[str, tuple[str, str]]]
"""heading -> command -> (module, what it does in one line); the command is the module's attribute of its name."""


class LazyGroup(click.Group):
    def __init__(self, *args: Any, commands_by_heading: Commands, **options: Any) -> None:
        super().__init__(*args, **options)
        self.headings = commands_by_heading
        self._known = {name: place for part in commands_by_heading.values() for name, place in part.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._known:
            return None
        command = getattr(importlib.import_module(self._known[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in the table of commands, seen by every test
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self._known))
        for heading, commands in self.headings.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), line) for name, (_, line) in commands.items()])
