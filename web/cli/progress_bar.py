"""Progress bars for a solve and for an import, on standard error and only on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from matchmaker.planning.plans.optimality_gap import optimality_gap
from matchmaker.roster.importing.progress import ImportProgress, unobserved
from matchmaker.roster.importing.progress import Observer as ImportObserver
from solver import Observer, Progress
from solver.lists_and_counts import counted


@contextmanager
def solve_progress_bar(*, quiet: bool = False) -> Iterator[Observer]:
    """The observer that updates the bar; without a terminal or if quiet, one that does nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda progress: None
        return
    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}"), BarColumn(12))
    with Bars(*columns, TextColumn("{task.fields[figures]}"), console=console, transient=True) as bars:
        task = bars.add_task("starting", total=None, figures="")

        def draw(progress: Progress) -> None:
            done, total = progress.elapsed, progress.time_limit
            bars.update(task, description=progress.stage, completed=done, total=total, figures=figures(progress))

        yield draw


@contextmanager
def import_progress_bar(*, quiet: bool = False) -> Iterator[ImportObserver]:
    """The observer that updates the bar; without a terminal or if quiet, one that does nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield unobserved
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(12))
    with Bars(*columns, TextColumn("{task.fields[rows]}"), console=console, transient=True) as bars:
        task = bars.add_task("", total=1.0, rows="")

        def draw(progress: ImportProgress) -> None:
            rows = f"{progress.done:,} of {progress.total:,} rows" if progress.total else ""
            bars.update(task, description=progress.stage, completed=progress.share, rows=rows)

        yield draw


def figures(progress: Progress) -> str:
    """`score 31,204, bound 31,410 (0.7 % open)`, short enough for a narrow terminal."""
    if progress.value is None:
        return counted(progress.meetings, "meeting") if progress.meetings else ""
    return f"{progress.tier or 'value'} {progress.value:,}{_bound(progress.value, progress.bound)}"


def _bound(value: int, bound: float | None) -> str:
    if bound is None:
        return ""
    if bound == value:
        return " (proven)"
    gap = optimality_gap(value, bound, minimised=bound < value)
    share = f" ({gap * 100:.1f} % open)" if gap and bound else ""
    return f", bound {bound:,.0f}{share}"
