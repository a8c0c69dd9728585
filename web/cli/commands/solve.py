"""`matchmaker solve`: solve a problem file, or repair an earlier schedule of it."""

import sys
from collections.abc import Callable
from typing import Final, Unpack

import click

from matchmaker.messages import Message
from solver.problem import Problem
from solver.progress import Observer, StopFlag
from solver.repair.request import Repair, repaired_problem
from solver.schedule import Schedule, Status
from web.cli.errors import INFEASIBLE, NOTHING_FOUND, CommandError
from web.cli.language import _, composed
from web.cli.options import seed_option, time_limit_option
from web.cli.problem_files import (
    read_problem,
    read_schedule,
    reporting_problem_errors,
    require_writable,
    write_schedule,
)
from web.cli.progress_lines import solve_progress_lines
from web.cli.repair_options import RepairOptions, change_summary, has_limits, repair_of, repair_options
from web.cli.signals import call_interruptibly, handling_termination

EXIT_CODES: Final = {
    Status.OPTIMAL: 0,
    Status.FEASIBLE: 0,
    Status.INFEASIBLE: INFEASIBLE,
    Status.UNKNOWN: NOTHING_FOUND,
}


@click.command(
    epilog="""
\b
Exit codes
  0  solved: the schedule is optimal or feasible
  2  bad input, or the rules need more changes than the limit allows
  3  no schedule can satisfy all rules; the conflicting rules are listed
  4  no schedule was found within the time limit
"""
)
@click.argument("problem_path", metavar="PROBLEM")
@click.option("-o", "--output", default="-", metavar="SCHEDULE", help="File for the schedule; - is standard output.")
@time_limit_option(60.0)
@seed_option
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    metavar="N",
    expose_value=False,
    help="Most threads that the solver may use; every stage uses one today.",
)
@click.option("--quiet", is_flag=True, help="Print no progress on standard error.")
@repair_options
def solve(
    problem_path: str,
    output: str,
    time_limit: float,
    seed: int,
    quiet: bool,
    **options: Unpack[RepairOptions],
) -> None:
    """Find the best schedule for the meeting problem in the file PROBLEM (- is standard input).

    With --from, repair an earlier schedule with few changes. Ctrl-C writes the best schedule found so far.
    """
    problem = read_problem(problem_path)
    repair = _repair(problem, options)
    require_writable(output)
    stop = StopFlag()
    with (
        reporting_problem_errors(),
        handling_termination(stop.set),
        solve_progress_lines(quiet=quiet) as observer,
    ):
        schedule = call_interruptibly(_search(problem, repair, time_limit, seed, observer, stop))
    write_schedule(output, schedule)
    _report(problem, repair, schedule, quiet)
    sys.exit(EXIT_CODES[schedule.status])


def _repair(problem: Problem, options: RepairOptions) -> Repair | None:
    """The repair that the options describe; None without --from."""
    if options["previous"] is None:
        if has_limits(options):
            raise CommandError([_("Options about changes need --from SCHEDULE: the schedule to repair.")])
        return None
    repair = repair_of(read_schedule(options["previous"]), options)
    with reporting_problem_errors():
        repaired_problem(problem, repair)  # checks the ids in the options
    return repair


def _search(
    problem: Problem,
    repair: Repair | None,
    time_limit: float,
    seed: int,
    observer: Observer | None,
    stop: StopFlag,
) -> Callable[[], Schedule]:
    """The search, ready to run: loading the solver libraries takes most of a second and must not use the time limit."""
    if repair is None:
        from solver.solve import solve as solve_problem

        return lambda: solve_problem(problem, seed=seed, time_limit=time_limit, observer=observer, stop=stop)
    from solver.repair.repair import repair_schedule

    return lambda: (
        repair_schedule(problem, repair, seed=seed, time_limit=time_limit, observer=observer, stop=stop).schedule
    )


def _report(problem: Problem, repair: Repair | None, schedule: Schedule, quiet: bool) -> None:
    if schedule.status is Status.INFEASIBLE:
        click.echo(_("No schedule can satisfy all these rules:"), err=True)
        if schedule.conflict is not None:
            click.echo(f"- {composed(Message.of(schedule.conflict.finding))}", err=True)
    elif schedule.status is Status.UNKNOWN:
        not_found = _("No schedule was found within the time limit.")
        not_near = _("No schedule within the limits on changes was found within the time limit.")
        click.echo(not_found if repair is None else not_near, err=True)
    elif repair is not None and not quiet:
        click.echo(change_summary(problem, repair, schedule), err=True)
