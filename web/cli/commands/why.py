"""`matchmaker why`: why two people of a problem file meet or do not, and what would gain most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from solver.explain import Change, Cost, Opening, Outcome, UnsoundError, Why, WhyNot
from solver.files import read_problem, read_schedule, write_schedule
from solver.problem import Problem, ProblemError
from solver.schedule import Meeting, Schedule
from solver.sentences import counted
from web.cli.errors import Refused
from web.cli.output import print_json
from web.cli.problem_files import read_file

T = TypeVar("T")
SHOWN = 12  # changed meetings that are listed


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
@click.argument("problem", metavar="PROBLEM")
@click.argument("schedule", metavar="SCHEDULE")
@click.argument("a", metavar="[A", required=False)
@click.argument("b", metavar="[B]]", required=False)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to search at most.",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, metavar="N", help="Another seed, another search.")
@click.option("-o", "--output", metavar="FILE", help="Write the schedule in which it is decided the other way.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
def why(
    problem: str,
    schedule: str,
    a: str | None,
    b: str | None,
    time_limit: float,
    seed: int,
    output: str | None,
    as_json: bool,
) -> None:
    """Why A and B do not meet and what forcing it would cost, or why they do and what would be lost without.

    With A alone: which hour or place of A would gain most. With neither: which of anybody, which table, which slot.
    """
    question = _read(problem, read_problem)
    plan = _read(schedule, read_schedule)
    if b is None and output is not None:
        raise Refused(["-o needs two people: it writes the schedule in which it is decided the other way."])
    if b is None or a is None:
        _tell_chances(_answer(schedule, lambda: _chances(question, plan, a, time_limit, seed)), as_json)
        return
    answers = _answer(schedule, lambda: _explained(question, plan, a, b, time_limit, seed))
    if as_json:
        print_json([_plain(answer) for answer in answers])
    else:
        for answer in answers:
            click.echo("\n".join(_why(question, answer) if isinstance(answer, Why) else _why_not(question, answer)))
    if output is not None:
        _write(output, answers[0])


def _chances(problem: Problem, plan: Schedule, person: str | None, limit: float, seed: int) -> tuple[Opening, ...]:
    from solver.explain.gain.openings import (
        chances,  # imported late: the solver libraries take most of a second to load
    )

    return chances(problem, plan, person, seed=seed, time_limit=limit)


def _explained(problem: Problem, plan: Schedule, a: str, b: str, limit: float, seed: int) -> tuple[Why | WhyNot, ...]:
    from solver.explain.why.why import explain  # imported late, as above

    return explain(problem, plan, a, b, seed=seed, time_limit=limit)


def _tell_chances(found: tuple[Opening, ...], as_json: bool) -> None:
    if as_json:
        print_json([asdict(opening) for opening in found])
        return
    if not found:
        click.echo("Nothing was found that could be opened and would gain anything.")
    for opening in found:
        click.echo(f"{opening.sentence} Proven: at most {opening.at_most:,}.")


def _why_not(problem: Problem, answer: WhyNot) -> Iterator[str]:
    listed = "" if answer.pair is None else f" (pair {answer.pair}, score {answer.score})"
    yield f"{answer.a} and {answer.b}{listed} do not meet."
    yield from (f"- {reason.sentence}" for reason in answer.reasons)
    if answer.forced is not None:
        yield from _outcome(problem, answer.forced, "If they had to meet", "with this meeting")


def _why(problem: Problem, answer: Why) -> Iterator[str]:
    m = answer.meeting
    yield f"{m.a} and {m.b} (pair {m.pair}, score {answer.score}) meet at {m.slot}, table {m.table}."
    if answer.required:
        yield "- The meeting is required."
    for other in answer.alternatives:
        price = ""
        if other.gives_up is not None:
            left = problem.pairs[other.gives_up]
            third = left.b if left.a == other.other else left.a
            price = f", but {other.other} would then not meet {third}: {other.net:+,} in all"
        yield f"- At {m.slot} {other.person} could meet {other.other} instead (score {other.score}){price}."
    if not answer.alternatives:
        yield f"- Neither could meet anybody else at {m.slot}."
    if answer.without is not None:
        yield from _outcome(problem, answer.without, "Without this meeting", "without it")


def _outcome(problem: Problem, outcome: Outcome, opening: str, which: str) -> Iterator[str]:
    if outcome.possible is False:
        yield f"{opening}, no schedule could hold all the rules:"
        yield from (f"- {sentence}" for sentence in outcome.conflict)
        return
    if outcome.schedule is None:
        yield f"{opening}: no such schedule was found in the time given."
    else:
        yield f"{opening} (a schedule like that was made and checked):"
    for i, cost in enumerate(outcome.costs):
        yield f"- {_cost(cost, f'{which} that keeps the above' if i else which)}"
    if outcome.changes:
        yield f"  {counted(len(outcome.changes), 'meeting changes', 'meetings change')}:"
        yield from (f"  - {_change(problem, change)}" for change in outcome.changes[:SHOWN])
    if len(outcome.changes) > SHOWN:
        yield f"  - and {len(outcome.changes) - SHOWN} more"


def _cost(cost: Cost, which: str) -> str:
    found = ""
    if cost.worse is not None:
        how = f"{abs(cost.worse):,} {'worse' if cost.worse > 0 else 'better'}" if cost.worse else "the same"
        found = f" {cost.found:,} instead of {cost.value:,}, {how}"
    if cost.exact:
        proof = f"proven: no schedule {which} is better"
    elif cost.least is not None and cost.least > 0:
        proof = f"proven: every schedule {which} is at least {cost.least:,} worse"
    else:
        proof = "a better one is not ruled out"
    return f"{cost.tier}:{found} ({proof})"


def _change(problem: Problem, change: Change) -> str:
    pair = problem.pairs[change.pair]
    who = f"{pair.a} and {pair.b}"
    if change.after is None:
        return f"{who} no longer meet"
    if change.before is None:
        return f"{who} meet at {_place(change.after)}"
    return f"{who} move from {_place(change.before)} to {_place(change.after)}"


def _place(meeting: Meeting) -> str:
    return f"{meeting.slot}, table {meeting.table}"


def _plain(answer: Why | WhyNot) -> dict[str, Any]:
    """Everything but the whole schedule, which -o writes."""
    body = asdict(answer)
    for part in ("forced", "without"):
        if body.get(part) is not None:
            del body[part]["schedule"]
    return {"meets": isinstance(answer, Why), **body}


def _write(output: str, answer: Why | WhyNot) -> None:
    outcome = answer.without if isinstance(answer, Why) else answer.forced
    if outcome is None or outcome.schedule is None:
        raise Refused([f"{output}: not written, because there is no schedule in which it is decided the other way."], 1)
    text = write_schedule(outcome.schedule)
    try:
        if output == "-":
            click.echo(text, nl=False)
        else:
            Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused([f"{output}: cannot be written ({error.strerror})"]) from error


def _answer(schedule: str, work: Callable[[], T]) -> T:
    try:
        return work()
    except UnsoundError as error:
        raise Refused([f"{schedule}: {error}"]) from error
    except ProblemError as error:
        raise Refused([str(error)]) from error


def _read(name: str, parse: Callable[[bytes], T]) -> T:
    try:
        return read_file(name, parse)
    except ProblemError as error:
        raise Refused([str(error)]) from error
