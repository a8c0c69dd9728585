"""Explanations of `matchmaker why` for a problem file and a schedule file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from matchmaker.messages import Message
from matchmaker.messages.texts.common import FAULT
from matchmaker.planning.explained import explained, openings_explained
from solver.explain import Opening, UnsoundError, Why, WhyNot
from solver.problem import Problem
from solver.schedule import Schedule
from web.cli.errors import NOT_DONE, CommandError
from web.cli.language import _, composed
from web.cli.output import print_json
from web.cli.problem_files import read_problem, read_schedule, reporting_problem_errors, write_schedule
from web.cli.why_text import facts_of, outline


def explain_files(
    problem_path: str,
    schedule_path: str,
    people: tuple[str, ...],
    *,
    time_limit: float,
    seed: int,
    output: str | None,
    as_json: bool,
) -> None:
    """Explain the schedule: for two people why they meet or not; for one or nobody the best openings."""
    problem, schedule = read_problem(problem_path), read_schedule(schedule_path)
    if len(people) < 2:
        if output is not None:
            raise CommandError(
                [_("-o needs two people: it writes the schedule with the opposite decision about them.")]
            )
        with _reporting_errors(schedule_path):
            _print_openings(_openings(problem, schedule, people, time_limit, seed), as_json)
        return
    with _reporting_errors(schedule_path):
        explanations = _explanations(problem, schedule, people, time_limit, seed)
    _print_explanations(problem, explanations, as_json)
    if output is not None:
        write_schedule(output, _opposite_schedule(output, explanations[0]))


@contextmanager
def _reporting_errors(schedule_path: str) -> Iterator[None]:
    try:
        with reporting_problem_errors():
            yield
    except UnsoundError as error:
        raise CommandError([composed(FAULT(location=schedule_path, message=Message.of(error.finding)))]) from error


def _openings(
    problem: Problem, schedule: Schedule, people: tuple[str, ...], limit: float, seed: int
) -> tuple[Opening, ...]:
    from solver.explain.gain.openings import best_openings  # a late import: the solver libraries take most of a second

    return best_openings(problem, schedule, *people, seed=seed, time_limit=limit)


def _explanations(
    problem: Problem, schedule: Schedule, people: tuple[str, ...], limit: float, seed: int
) -> tuple[Why | WhyNot, ...]:
    from solver.explain.why.why import explain  # a late import, as above

    return explain(problem, schedule, *people, seed=seed, time_limit=limit)


def _print_openings(openings: tuple[Opening, ...], as_json: bool) -> None:
    if as_json:
        print_json([facts_of(opening) for opening in openings])
        return
    click.echo("\n".join(outline(openings_explained(openings))))


def _print_explanations(problem: Problem, explanations: tuple[Why | WhyNot, ...], as_json: bool) -> None:
    if as_json:
        print_json([facts_of(explanation) for explanation in explanations])
        return
    for explanation in explanations:
        click.echo("\n".join(outline(explained(problem, explanation))))


def _opposite_schedule(output: str, explanation: Why | WhyNot) -> Schedule:
    """The schedule with the opposite decision. Raises CommandError if none was found."""
    outcome = explanation.without if isinstance(explanation, Why) else explanation.forced
    if outcome is None or outcome.schedule is None:
        fault = _("{path}: not written, because no schedule with the opposite decision was found.", path=output)
        raise CommandError([fault], NOT_DONE)
    return outcome.schedule
