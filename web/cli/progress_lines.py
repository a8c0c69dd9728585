"""Progress of `matchmaker solve` on standard error: a bar on a terminal, else a line per change."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from matchmaker.messages.texts.progress import stage_message, tier_message
from solver.progress import Observer, Progress
from web.cli.language import _, _n


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
            click.echo(_("{seconds} s  {line}", seconds=f"{progress.elapsed:6.1f}", line=line), err=True)
            self._last_line = line


def _line(progress: Progress) -> str:
    """`score: 612 meetings, score 31204 (bound 31410)`."""
    stage, meetings = (
        stage_message(progress.stage),
        _n("{count:number} meeting", "{count:number} meetings", progress.meetings),
    )
    if progress.tier is None or progress.value is None:
        return _("{stage}: {meetings}", stage=stage, meetings=meetings)
    found = {"stage": stage, "meetings": meetings, "tier": tier_message(progress.tier), "value": progress.value}
    if progress.bound is None:
        return _("{stage}: {meetings}, {tier} {value}", **found)
    return _("{stage}: {meetings}, {tier} {value} (bound {bound})", **found, bound=f"{progress.bound:g}")
