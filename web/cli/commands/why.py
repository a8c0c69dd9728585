"""`matchmaker why`: explain why two people of a problem file meet or do not, and find the best openings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click

from solver.explain import Opening, UnsoundError, Why, WhyNot
from solver.problem import Problem
from solver.schedule import Schedule
from web.cli.errors import NOT_DONE, CommandError
from web.cli.options import json_option, seed_option, time_limit_option
from web.cli.output import print_json
from web.cli.problem_files import read_problem, read_schedule, reporting_problem_errors, write_schedule
from web.cli.why_text import explanation_lines, opening_lines


@click.command(
    epilog="""
\b
Examples
  matchmaker why problem.json schedule.json p07 p12
  matchmaker why problem.json schedule.json p07 p12 -o with-this-meeting.json
  matchmaker why problem.json schedule.json p07
  matchmaker why problem.json schedule.json
"""
)
@click.argument("problem_path", metavar="PROBLEM")
@click.argument("schedule_path", metavar="SCHEDULE")
@click.argument("a", metavar="[A", required=False)
@click.argument("b", metavar="[B]]", required=False)
@time_limit_option(20.0)
@seed_option
@click.option("-o", "--output", metavar="FILE", help="Write the schedule with the opposite decision about A and B.")
@json_option
def why(
    problem_path: str,
    schedule_path: str,
    a: str | None,
    b: str | None,
    time_limit: float,
    seed: int,
    output: str | None,
    as_json: bool,
) -> None:
    """Explain why A and B meet, or why not, and what the opposite decision would cost.

    With A alone: which extra slot or table for A would gain most. Without people: the same for everybody, and for new
    tables and slots.
    """
    problem, schedule = read_problem(problem_path), read_schedule(schedule_path)
    if b is None and output is not None:
        raise CommandError(["-o needs two people: it writes the schedule with the opposite decision about them."])
    with _reporting_errors(schedule_path):
        if a is None or b is None:
            _print_openings(_openings(problem, schedule, a, time_limit, seed), as_json)
            return
        explanations = _explanations(problem, schedule, a, b, time_limit, seed)
    _print_explanations(problem, explanations, as_json)
    if output is not None:
        write_schedule(output, _opposite_schedule(output, explanations[0]))


@contextmanager
def _reporting_errors(schedule_path: str) -> Iterator[None]:
    try:
        with reporting_problem_errors():
            yield
    except UnsoundError as error:
        raise CommandError([f"{schedule_path}: {error}"]) from error


def _openings(problem: Problem, schedule: Schedule, person: str | None, limit: float, seed: int) -> tuple[Opening, ...]:
    from solver.explain.gain.openings import best_openings  # a late import: the solver libraries take most of a second

    return best_openings(problem, schedule, person, seed=seed, time_limit=limit)


def _explanations(
    problem: Problem, schedule: Schedule, a: str, b: str, limit: float, seed: int
) -> tuple[Why | WhyNot, ...]:
    from solver.explain.why.why import explain  # a late import, as above

    return explain(problem, schedule, a, b, seed=seed, time_limit=limit)


def _print_openings(openings: tuple[Opening, ...], as_json: bool) -> None:
    if as_json:
        print_json([asdict(opening) for opening in openings])
        return
    for line in opening_lines(openings):
        click.echo(line)


def _print_explanations(problem: Problem, explanations: tuple[Why | WhyNot, ...], as_json: bool) -> None:
    if as_json:
        print_json([_without_schedule(explanation) for explanation in explanations])
        return
    for explanation in explanations:
        click.echo("\n".join(explanation_lines(problem, explanation)))


def _without_schedule(explanation: Why | WhyNot) -> dict[str, Any]:
    """The fields for JSON; only -o writes the whole schedule."""
    body = asdict(explanation)
    for outcome in ("forced", "without"):
        if body.get(outcome) is not None:
            del body[outcome]["schedule"]
    return {"meets": isinstance(explanation, Why), **body}


def _opposite_schedule(output: str, explanation: Why | WhyNot) -> Schedule:
    """The schedule with the opposite decision. Raises CommandError if none was found."""
    outcome = explanation.without if isinstance(explanation, Why) else explanation.forced
    if outcome is None or outcome.schedule is None:
        raise CommandError(
            [f"{output}: not written, because no schedule with the opposite decision was found."], NOT_DONE
        )
    return outcome.schedule
