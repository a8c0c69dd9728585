"""`matchmaker check`: verify a schedule file."""

import sys

import click

from matchmaker.messages import Message
from solver.verify import verify
from web.cli.errors import NOT_DONE
from web.cli.language import composed
from web.cli.problem_files import read_problem, read_schedule


@click.command()
@click.argument("problem", metavar="PROBLEM")
@click.argument("schedule", metavar="SCHEDULE")
def check(problem: str, schedule: str) -> None:
    """Check the file SCHEDULE against its PROBLEM. Prints one line per breach and exits with 1 if there are any."""
    breaches = verify(read_problem(problem), read_schedule(schedule))
    for breach in breaches:
        click.echo(f"{breach.code}: {composed(Message.of(breach.finding))}")
    if breaches:
        sys.exit(NOT_DONE)
