"""`matchmaker plans`: the plans of an event and their figures."""

from __future__ import annotations

from typing import Any

import click

from matchmaker.planning.plans.comparison import Comparison, compare
from matchmaker.planning.plans.plans import plan_by_number, plans_of
from matchmaker.planning.plans.statistics import values_by_tier
from web.cli.language import _
from web.cli.lookup import find_event
from web.cli.options import event_argument, json_option
from web.cli.output import print_json, print_table
from web.cli.plan_figures import plan_facts, print_plan, status_text
from web.cli.sessions import reading
from web.cli.side_by_side import Side, facts_of_side, side_by_side


@click.command(
    epilog="""
\b
Examples
  matchmaker plans spring-forum
  matchmaker plans spring-forum --plan 3
  matchmaker plans spring-forum --compare 1 3
"""
)
@event_argument
@click.option("--plan", "number", type=click.IntRange(1), help="Only this plan, with its figures.")
@click.option("--compare", "both", type=click.IntRange(1), nargs=2, metavar="N M", help="Two plans side by side.")
@json_option
def plans(event_name: str, number: int | None, both: tuple[int, int] | None, as_json: bool) -> None:
    """List the event's plans, newest first, show one plan with its figures, or compare two."""
    with reading() as session:
        event = find_event(session, event_name)
        if both:
            first, second = (plan_by_number(session, event, one) for one in both)
            _print_comparison(compare(session, event, first, second), as_json)
            return
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


def _print_comparison(found: Comparison, as_json: bool) -> None:
    sides: list[Side] = [
        (figures, values_by_tier(plan.tiers)) for plan, figures in zip(found.plans, found.figures, strict=True)
    ]
    people = {"kept": found.kept, "gain": found.gain, "lose": found.lose}
    if as_json:
        print_json({"plans": [plan.number for plan in found.plans], "figures": [*map(facts_of_side, sides)]} | people)
        return
    titles = [_("plan {number}", number=plan.number) for plan in found.plans]
    print_table((_("figure"), *titles), side_by_side(*sides))
    click.echo(_("{kept} meetings are the same in both; {gain} people gain points and {lose} lose some.", **people))


def _print_rows(rows: list[dict[str, Any]]) -> None:
    header = (_("plan"), _("status"), _("made at"), _("proven optimal"), _("data changed since"))
    cells = [
        (row["plan"], status_text(row["status"]), row["made_at"], _yes_no(row["optimal"]), _yes_no(row["stale"]))
        for row in rows
    ]
    print_table(header, cells)


def _yes_no(value: bool) -> str:
    return _("yes") if value else _("no")
