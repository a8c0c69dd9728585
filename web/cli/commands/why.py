"""`matchmaker why`: explain why two people meet or do not, and find what would help most."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli.errors import CommandError
from web.cli.language import _
from web.cli.options import json_option, seed_option, time_limit_option


@click.command(
    epilog="""
\b
Examples
  matchmaker why spring-forum ada@example.org alan@example.org
  matchmaker why spring-forum ada@example.org --plan 3
  matchmaker why spring-forum
  matchmaker why problem.json schedule.json p07 p12
  matchmaker why problem.json schedule.json p07 p12 -o with-this-meeting.json
  matchmaker why problem.json schedule.json p07
"""
)
@click.argument("what", nargs=-1, required=True, metavar="{EVENT | PROBLEM SCHEDULE} [A [B]]")
@time_limit_option(20.0)
@seed_option
@click.option(
    "--plan", "number", type=click.IntRange(1), help="Plan of the event (default: the published one, else the newest)."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Of files: write the schedule with the opposite decision about A and B."
)
@json_option
def why(
    what: tuple[str, ...], time_limit: float, seed: int, number: int | None, output: str | None, as_json: bool
) -> None:
    """Explain why A and B meet, or why not, and what the opposite decision would cost.

    With A alone: which extra slot or table for A would gain most. Without people: the same for everybody, and for new
    tables and slots. EVENT is the id or name of an event; PROBLEM and SCHEDULE are files.
    """
    if not _is_file(what[0]):
        if output is not None:
            raise CommandError([_("-o needs a problem file and a schedule file.")])
        _check_number(what[1:])
        from web.cli.why_event import explain_event  # late imports: files need no database, events no files

        explain_event(what[0], what[1:], plan=number, time_limit=time_limit, seed=seed, as_json=as_json)
        return
    if number is not None:
        raise CommandError([_("--plan needs an event.")])
    if len(what) < 2:
        raise CommandError([_("Name the schedule file too: matchmaker why PROBLEM SCHEDULE")])
    _check_number(what[2:])
    from web.cli.why_problem_file import explain_files

    explain_files(what[0], what[1], what[2:], time_limit=time_limit, seed=seed, output=output, as_json=as_json)


def _is_file(name: str) -> bool:
    """Whether this means a problem file rather than an event."""
    return name == "-" or name.endswith(".json") or "/" in name or Path(name).is_file()


def _check_number(people: tuple[str, ...]) -> None:
    if len(people) > 2:
        raise CommandError([_("Name at most two people.")])
