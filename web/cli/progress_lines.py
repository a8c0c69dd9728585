"""Progress of `matchmaker solve` on standard error: a bar on a terminal, else a line per change."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from solver.lists_and_counts import counted
from solver.progress import Observer, Progress


@contextmanager
def solve_progress_lines(*, quiet: bool) -> Iterator[Observer | None]:
    """The observer for a solve; None if quiet."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        from web.cli.progress_bar import solve_progress_bar

        with solve_progress_bar() as observer:
            yield observer
    else:
        yield ProgressLines()


class ProgressLines:
    """Prints a line whenever the stage, the meetings, the value or the bound change."""

    def __init__(self) -> None:
        self._last_line = ""

    def __call__(self, progress: Progress, /) -> None:
        line = _line(progress)
        if line != self._last_line:
            click.echo(f"{progress.elapsed:6.1f} s  {line}", err=True)
            self._last_line = line


def _line(progress: Progress) -> str:
    """`score: 612 meetings, score 31204 (bound 31410)`."""
    line = f"{progress.stage}: {counted(progress.meetings, 'meeting')}"
    if progress.tier is None or progress.value is None:
        return line
    bound = "" if progress.bound is None else f" (bound {progress.bound:g})"
    return f"{line}, {progress.tier} {progress.value}{bound}"
