"""A command group that imports a command only when it is called, so that `--help` is fast."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from web.cli.help_texts import in_terminal_language, speak_click
from web.cli.language import _

Commands = Mapping[str, Mapping[str, str]]
"""heading -> command -> one-line description."""


class LazyGroup(click.Group):
    """The command `a-b` is the attribute `a_b` of the module `a_b` in `package`; help is in the terminal's language.

    The headings and lines of `commands_by_heading` are marked for the catalogues.
    """

    def __init__(self, *args: Any, package: str, commands_by_heading: Commands, **options: Any) -> None:
        super().__init__(*args, **options)
        self.package = package
        self.headings = commands_by_heading
        self._names = [name for commands in commands_by_heading.values() for name in commands]
        speak_click()

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return in_terminal_language(self.load(cmd_name)) if cmd_name in self._names else None

    def load(self, name: str) -> click.Command:
        """The command as it is written, in English."""
        python_name = name.replace("-", "_")
        command = getattr(importlib.import_module(f"{self.package}.{python_name}"), python_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a wrong name in the table of commands fails every test
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super(LazyGroup, in_terminal_language(self)).format_help(ctx, formatter)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super(LazyGroup, in_terminal_language(self)).format_usage(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self._names))
        for heading, commands in self.headings.items():
            with formatter.section(_(heading)):
                formatter.write_dl([(name.ljust(width), _(line)) for name, line in commands.items()])
