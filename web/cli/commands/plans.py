"""`matchmaker plans`: the plans of an event and their figures."""

from __future__ import annotations

from typing import Any

import click

from matchmaker.planning.plans.plans import plan_by_number, plans_of
from web.cli.language import _
from web.cli.lookup import find_event
from web.cli.options import event_argument, json_option
from web.cli.output import print_json, print_table
from web.cli.plan_figures import plan_facts, print_plan, status_text
from web.cli.sessions import reading


@click.command(
    epilog="""
\b
Examples
  matchmaker plans spring-forum
  matchmaker plans spring-forum --plan 3
"""
)
@event_argument
@click.option("--plan", "number", type=click.IntRange(1), help="Only this plan, with its figures.")
@json_option
def plans(event_name: str, number: int | None, as_json: bool) -> None:
    """List the event's plans, newest first, or show one plan with its figures."""
    with reading() as session:
        event = find_event(session, event_name)
        if number is not None:
            print_plan(session, event, plan_by_number(session, event, number), as_json)
            return
        rows = [plan_facts(event, plan) for plan in plans_of(session, event)]
    if as_json:
        print_json(rows)
    elif rows:
        _print_rows(rows)
    else:
        click.echo(_("There is no plan yet. See: matchmaker plan --help"))


def _print_rows(rows: list[dict[str, Any]]) -> None:
    header = (_("plan"), _("status"), _("made at"), _("proven optimal"), _("data changed since"))
    cells = [
        (row["plan"], status_text(row["status"]), row["made_at"], _yes_no(row["optimal"]), _yes_no(row["stale"]))
        for row in rows
    ]
    print_table(header, cells)


def _yes_no(value: bool) -> str:
    return _("yes") if value else _("no")
