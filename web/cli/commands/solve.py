"""`matchmaker solve` and `matchmaker check`: problem and schedule files on the command line."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Never, TypeVar, Unpack

import click

from solver.files import read_problem, read_schedule, write_schedule
from solver.problem import Problem, ProblemError
from solver.progress import Observer, Progress, StopFlag
from solver.repair.request import Repair, repaired_problem
from solver.schedule import Schedule, Status
from solver.sentences import counted
from solver.verify import verify
from web.cli.commands.solve_repair_options import RepairOptions, asks, repair_from, repair_options, what_changed
from web.cli.problem_files import read_file
from web.cli.progress_bar import solve_progress

T = TypeVar("T")
BAD_INPUT: Final = 2
EXIT: Final = {Status.OPTIMAL: 0, Status.FEASIBLE: 0, Status.INFEASIBLE: 3, Status.UNKNOWN: 4}
POLL: Final = 0.1  # seconds between two chances for a signal handler to run


@click.command()
@click.argument("problem", metavar="PROBLEM")
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="SCHEDULE",
    help="Where to write the schedule; - is standard output.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to search at most.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Another seed, another search.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    metavar="N",
    expose_value=False,
    help="The most threads that the solver may use; every stage uses one today.",
)
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
@repair_options
def solve(
    problem: str, output: str, time_limit: float, seed: int, quiet: bool, **repair: Unpack[RepairOptions]
) -> None:
    """Find the best schedule for the meeting problem in the file PROBLEM (- is standard input).

    With --from, a schedule that is near to an earlier one. Ctrl-C writes the best schedule found so far.
    Exit status: 0 solved, 2 bad input, 3 infeasible, 4 nothing found.
    """
    question = _problem(problem)
    bent = _repair(question, repair)
    _writable(output)
    stop = StopFlag()
    with _stopping(stop), _observer(quiet) as observer:
        schedule = _aside(_solver(question, bent, time_limit, seed, observer, stop))
    _write(output, write_schedule(schedule))
    if schedule.status is Status.INFEASIBLE:
        click.echo("These rules cannot hold together:", err=True)
        for sentence in schedule.conflict:
            click.echo(f"- {sentence}", err=True)
    elif schedule.status is Status.UNKNOWN:
        within = "" if bent is None else " that keeps to the limits on changes"
        click.echo(f"No schedule{within} was found in the time given.", err=True)
    elif bent is not None and not quiet:
        click.echo(what_changed(question, bent, schedule), err=True)
    sys.exit(EXIT[schedule.status])


@click.command()
@click.argument("problem", metavar="PROBLEM")
@click.argument("schedule", metavar="SCHEDULE")
def check(problem: str, schedule: str) -> None:
    """Judge the SCHEDULE of a meeting PROBLEM: a line for each rule that is broken, and exit status 1 if any is."""
    question = _problem(problem)
    breaches = verify(question, _schedule(schedule))
    for breach in breaches:
        click.echo(f"{breach.code}: {breach.sentence}")
    if breaches:
        sys.exit(1)


def _repair(problem: Problem, options: RepairOptions) -> Repair | None:
    """What the options ask for; None without --from."""
    if options["previous"] is None:
        if asks(options):
            _refuse("Options about changes need --from SCHEDULE: the schedule that is changed.")
        return None
    try:
        repair = repair_from(_schedule(options["previous"]), options)
        repaired_problem(problem, repair)  # refuses names that the problem does not know
    except ProblemError as error:
        _refuse(str(error))
    return repair


def _solver(
    problem: Problem,
    repair: Repair | None,
    time_limit: float,
    seed: int,
    observer: Observer | None,
    stop: StopFlag,
) -> Callable[[], Schedule]:
    """The work itself, solver libraries loaded: that takes most of a second and is not part of the solve."""
    if repair is None:
        from solver.solve import solve as run

        return lambda: run(problem, seed=seed, time_limit=time_limit, observer=observer, stop=stop)
    from solver.repair.repair import resolve

    return lambda: resolve(problem, repair, seed=seed, time_limit=time_limit, observer=observer, stop=stop).schedule


def _aside(work_to_do: Callable[[], Schedule]) -> Schedule:
    """Solve in a thread of its own: signal handlers run in the main thread, and only when that is not in a solver."""
    answers: list[Schedule] = []
    faults: list[BaseException] = []

    def work() -> None:
        try:
            answers.append(work_to_do())
        except BaseException as error:  # noqa: BLE001  (raised again in the main thread)
            faults.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(POLL)
    if faults:
        raise faults[0]
    return answers[0]


@contextmanager
def _stopping(stop: StopFlag) -> Iterator[None]:
    """While entered, Ctrl-C and SIGTERM ask the solve to end."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals
        return
    kinds = (signal.SIGINT, signal.SIGTERM)
    former = {kind: signal.signal(kind, lambda *_: stop.set()) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in former.items():
            signal.signal(kind, handler)


@contextmanager
def _observer(quiet: bool) -> Iterator[Observer | None]:
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with solve_progress() as observer:
            yield observer
    else:
        yield _Lines()


class _Lines:
    """A plain line whenever the stage, the value or the bound changes."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, progress: Progress, /) -> None:
        line = _line(progress)
        if line != self._last:
            click.echo(f"{progress.elapsed:6.1f} s  {line}", err=True)
            self._last = line


def _line(p: Progress) -> str:
    value = f", {p.tier} {p.value}" if p.tier is not None and p.value is not None else ""
    bound = f" (bound {p.bound:g})" if value and p.bound is not None else ""
    return f"{p.stage}: {counted(p.meetings, 'meeting')}{value}{bound}"


def _problem(name: str) -> Problem:
    return _read(name, read_problem)


def _schedule(name: str) -> Schedule:
    return _read(name, read_schedule)


def _read(name: str, parse: Callable[[bytes], T]) -> T:
    try:
        return read_file(name, parse)
    except ProblemError as error:
        _refuse(str(error))


def _writable(name: str) -> None:
    path = Path(name)
    if name != "-" and (path.is_dir() or not path.absolute().parent.is_dir()):
        _refuse(f"{name}: cannot be written (no such folder, or it is a folder itself)")


def _write(name: str, text: str) -> None:
    try:
        if name == "-":
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.buffer.flush()
        else:
            Path(name).write_text(text, encoding="utf-8")
    except OSError as error:
        _refuse(f"{name}: cannot be written ({error.strerror})")


def _refuse(sentence: str) -> Never:
    click.echo(sentence, err=True)
    sys.exit(BAD_INPUT)
