"""The picture of a solve under way, drawn on standard error and only on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from solver import Observer, Progress


@contextmanager
def solve_progress(*, quiet: bool = False) -> Iterator[Observer]:
    """Gives the observer that draws; where there is no terminal, one that does nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda progress: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), TimeElapsedColumn())
    with Bars(*columns, TextColumn("{task.fields[figures]}"), console=console, transient=True) as bars:
        task = bars.add_task("starting", total=None, figures="")

        def draw(progress: Progress) -> None:
            done, total = progress.elapsed, progress.time_limit
            bars.update(task, description=progress.stage, completed=done, total=total, figures=figures(progress))

        yield draw


def figures(progress: Progress) -> str:
    """`score 31,204 of at most 31,410 (0.7 % open), 612 meetings`: what is known so far."""
    parts = []
    if progress.value is not None:
        parts.append(f"{progress.tier or 'value'} {progress.value:,}{_bound(progress)}")
    if progress.meetings:
        parts.append(f"{progress.meetings:,} meetings")
    return ", ".join(parts)


def _bound(progress: Progress) -> str:
    if progress.bound is None or progress.value is None:
        return ""
    side = "at most" if progress.bound >= progress.value else "at least"
    gap = abs(progress.bound - progress.value) / max(1, abs(progress.value))
    return f" of {side} {progress.bound:,.0f} ({gap:.1%} open)" if gap else " (proven)"
