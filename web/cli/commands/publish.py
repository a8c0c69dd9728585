"""`matchmaker publish` and `unpublish`: what a plan changes for whom, and making it so."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker import local_time, publishing
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import StateError
from matchmaker.models import Event, Plan
from matchmaker.planning.plans.plans import is_stale, plan_by_number, plans_of
from matchmaker.publishing import Change, PlanChanges
from matchmaker.publishing.difference import Place
from solver.sentences import counted
from web.cli.context import event_argument, find_event, json_option, program
from web.cli.output import print_json

SHOWN = 20


@click.command(
    epilog="""
\b
Examples
  matchmaker publish spring-forum                 # shows what would change, publishes nothing
  matchmaker publish spring-forum --yes
  matchmaker publish spring-forum --plan 2 --yes  # back to an earlier plan

Attendees see the new plan at once; those whose meetings change get a mail where mail is set up (SMTP_URL).
"""
)
@event_argument
@click.option("--plan", "number", type=click.IntRange(1), help="Which plan (default: the newest).")
@click.option("--yes", is_flag=True, help="Publish; without it the changes are only shown.")
@click.option("--allow-stale", is_flag=True, help="Also if the data changed since the plan was made.")
@json_option
def publish(event_name: str, number: int | None, yes: bool, allow_stale: bool, as_json: bool) -> None:
    """Show what a plan changes against what attendees were told; with --yes make it so."""
    with program() as it, it.database.writing() as session:
        event = find_event(session, event_name)
        plan = _plan(session, event, number)
        found = publishing.changes(session, event, plan)
        stale = is_stale(event, plan)
        if yes:
            found = publishing.publish(session, COMMAND_LINE, event, plan, allow_stale=allow_stale)
    if as_json:
        print_json(_facts(event, plan, found) | {"stale": stale, "published": yes})
        return
    _print_changes(event, found)
    if yes:
        click.echo(f"Plan {plan.number} of {event.name} is published.", err=True)
    else:
        note = " The data changed since it was made: solve again, or add --allow-stale." if stale else ""
        click.echo(f"Nothing was published. To publish plan {plan.number}: --yes.{note}", err=True)


@click.command(epilog="Example: matchmaker unpublish spring-forum --yes")
@event_argument
@click.option("--yes", is_flag=True, help="Do it; without it nothing happens.")
def unpublish(event_name: str, yes: bool) -> None:
    """Take the published plan back: every meeting that attendees were told of is cancelled."""
    with program() as it, it.database.writing() as session:
        event = find_event(session, event_name)
        if event.published_plan_id is None:
            raise StateError(f"{event.name} has no published plan.")
        if not yes:
            click.echo("Nothing was changed. To cancel all published meetings: --yes.", err=True)
            return
        found = publishing.unpublish(session, COMMAND_LINE, event)
    click.echo(f"{event.name}: {counted(len(found.cancelled), 'meeting is', 'meetings are')} cancelled.", err=True)


def _plan(session: Session, event: Event, number: int | None) -> Plan:
    if number is not None:
        return plan_by_number(session, event, number)
    newest = next(iter(plans_of(session, event)), None)
    if newest is None:
        raise StateError(f"{event.name} has no plan yet. First: matchmaker plan {event.public_id}")
    return newest


def _print_changes(event: Event, found: PlanChanges) -> None:
    parts = (("added", found.added), ("moved", found.moved), ("cancelled", found.cancelled))
    for name, changes in parts:
        click.echo(f"{len(changes)} {name}")
        for change in changes[:SHOWN]:
            click.echo(f"  {_line(event, change)}")
        if len(changes) > SHOWN:
            click.echo(f"  … and {len(changes) - SHOWN} more (--json lists all)")
    affected = counted(len(found.affected), "person is", "people are")
    click.echo(f"{counted(found.kept, 'stays as it is', 'stay as they are')}; {affected} affected")
    if found.left_out:
        click.echo(f"{counted(found.left_out, 'meeting')} of the plan cannot take place any more and will be left out")


def _line(event: Event, change: Change) -> str:
    places = [_place(event, place) for place in (change.before, change.after) if place]
    return f"{change.a.name} – {change.b.name}: {' → '.join(places)}"


def _place(event: Event, place: Place) -> str:
    return f"{local_time.local(place.starts_at, event.timezone):%a %d %b %H:%M} {place.table_name}"


def _facts(event: Event, plan: Plan, found: PlanChanges) -> dict[str, Any]:
    return {
        "event": event.public_id,
        "plan": plan.number,
        "added": [_change_facts(event, change) for change in found.added],
        "moved": [_change_facts(event, change) for change in found.moved],
        "cancelled": [_change_facts(event, change) for change in found.cancelled],
        "kept": found.kept,
        "left_out": found.left_out,
        "affected": [person.name for person in found.affected],
    }


def _change_facts(event: Event, change: Change) -> dict[str, Any]:
    return {
        "a": change.a.name,
        "b": change.b.name,
        "before": _place_facts(event, change.before),
        "after": _place_facts(event, change.after),
    }


def _place_facts(event: Event, place: Place | None) -> dict[str, str] | None:
    if place is None:
        return None
    starts = local_time.local(place.starts_at, event.timezone)
    return {"starts": starts.isoformat(timespec="minutes"), "table": place.table_name}
