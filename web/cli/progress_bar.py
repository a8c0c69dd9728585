"""Progress bars for a solve and for an import, on standard error and only on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from matchmaker.messages import mark
from matchmaker.messages.texts.progress import stage_message, tier_message
from matchmaker.planning.plans.optimality_gap import optimality_gap
from matchmaker.roster.importing.progress import ImportProgress, unobserved
from matchmaker.roster.importing.progress import Observer as ImportObserver
from solver import Observer, Progress
from web.cli.language import _, _n, composed

IMPORT_STAGES = {
    "reading": mark("reading"),
    "checking": mark("checking"),
    "matching": mark("matching"),
    "comparing": mark("comparing"),
    "writing": mark("writing"),
}


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
        task = bars.add_task(_("starting"), total=None, figures="")

        def draw(progress: Progress) -> None:
            done, total = progress.elapsed, progress.time_limit
            bars.update(
                task,
                description=composed(stage_message(progress.stage)),
                completed=done,
                total=total,
                figures=figures(progress),
            )

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
            rows = _rows(progress.done, progress.total) if progress.total else ""
            bars.update(task, description=_(IMPORT_STAGES[progress.stage]), completed=progress.share, rows=rows)

        yield draw


def figures(progress: Progress) -> str:
    """`score 31,204, bound 31,410 (0.7 % open)`, short enough for a narrow terminal."""
    if progress.value is None:
        return _n("{count:number} meeting", "{count:number} meetings", progress.meetings) if progress.meetings else ""
    tier, value, bound = tier_message(progress.tier or "value"), progress.value, progress.bound
    if bound is None:
        return _("{tier} {value:number}", tier=tier, value=value)
    if bound == value:
        return _("{tier} {value:number} (proven)", tier=tier, value=value)
    gap = optimality_gap(value, bound, minimised=bound < value)
    if not gap or not bound:
        return _("{tier} {value:number}, bound {bound:number0}", tier=tier, value=value, bound=bound)
    return _(
        "{tier} {value:number}, bound {bound:number0} ({share:number1} % open)",
        tier=tier,
        value=value,
        bound=bound,
        share=gap * 100,
    )


def _rows(done: int, total: int) -> str:
    return _n("{done:number} of {count:number} row", "{done:number} of {count:number} rows", total, done=done)
