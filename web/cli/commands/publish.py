"""`matchmaker publish`: show what a plan changes for the attendees, and publish it."""

from __future__ import annotations

from typing import Any

import click

from matchmaker import local_time, publishing
from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Event, Plan
from matchmaker.planning.plans.plans import is_stale
from matchmaker.publishing import Change, PlanChanges, Prepared, TimeAndTable
from web.cli.language import _, _n
from web.cli.lookup import find_event, find_plan
from web.cli.notices import no_mail_option, print_notices, queue_notices
from web.cli.options import event_argument, json_option
from web.cli.output import print_json, print_some
from web.cli.sessions import Services, open_services


@click.command(
    epilog="""
\b
Examples
  matchmaker publish spring-forum                 # shows the changes, publishes nothing
  matchmaker publish spring-forum --yes
  matchmaker publish spring-forum --plan 2 --yes  # return to an earlier plan

Attendees see the new plan at once. Those whose meetings change get a mail if mail is configured (SMTP_URL).
"""
)
@event_argument
@click.option("--plan", "number", type=click.IntRange(1), help="Plan number (default: the newest plan).")
@click.option("--yes", is_flag=True, help="Publish; without it the changes are only shown.")
@no_mail_option
@click.option("--allow-stale", is_flag=True, help="Publish even if the data changed after the plan was made.")
@json_option
def publish(event_name: str, number: int | None, yes: bool, no_mail: bool, allow_stale: bool, as_json: bool) -> None:
    """Show what a plan changes against the published one; with --yes, publish it."""
    with open_services() as services:
        with services.database.reading() as session:
            event = find_event(session, event_name)
            plan = find_plan(session, event, number)
            stale = is_stale(event, plan)
            prepared = publishing.prepare(session, event, plan, allow_stale=allow_stale or not yes)
        mails = _publish(services, event, plan, prepared, no_mail=no_mail) if yes else 0
    if as_json:
        facts = {"stale": stale, "published": yes, "mails": mails}
        print_json(_facts(event, plan, prepared.changes) | facts)
        return
    _print_changes(event, prepared.changes)
    click.echo(_outcome(event, plan, yes, stale), err=True)
    print_notices(mails)


def _publish(services: Services, event: Event, plan: Plan, prepared: Prepared, *, no_mail: bool) -> int:
    """The number of mails that are queued to those affected."""
    with services.database.writing() as session:
        event, plan = session.get_one(Event, event.id), session.get_one(Plan, plan.id)
        changes = publishing.publish_prepared(session, COMMAND_LINE, event, plan, prepared)
        return queue_notices(session, services, event, changes, no_mail=no_mail)


def _outcome(event: Event, plan: Plan, published: bool, stale: bool) -> str:
    if published:
        return _("Plan {number} of {event} is published.", number=plan.number, event=event.name)
    if stale:
        return _(
            "Nothing was published. To publish plan {number}, add --yes. "
            "The data changed after it was made: plan again, or add --allow-stale.",
            number=plan.number,
        )
    return _("Nothing was published. To publish plan {number}, add --yes.", number=plan.number)


def _print_changes(event: Event, changes: PlanChanges) -> None:
    for heading, found in (
        (_n("{count:number} added", "{count:number} added", len(changes.added)), changes.added),
        (_n("{count:number} moved", "{count:number} moved", len(changes.moved)), changes.moved),
        (_n("{count:number} cancelled", "{count:number} cancelled", len(changes.cancelled)), changes.cancelled),
    ):
        click.echo(heading)
        print_some([f"  {_change_line(event, change)}" for change in found], indent="  ")
    affected = _n("{count:number} attendee affected", "{count:number} attendees affected", len(changes.affected))
    click.echo(_("{kept:number} unchanged; {affected}", kept=changes.kept, affected=affected))
    if changes.left_out:
        left_out = _n(
            "{count:number} meeting of the plan is no longer possible and will be left out",
            "{count:number} meetings of the plan are no longer possible and will be left out",
            changes.left_out,
        )
        click.echo(left_out)


def _change_line(event: Event, change: Change) -> str:
    times = [_time_and_table_text(event, found) for found in (change.before, change.after) if found]
    return f"{change.a.name} – {change.b.name}: {' → '.join(times)}"


def _time_and_table_text(event: Event, found: TimeAndTable) -> str:
    return _("{at:day} {at:time} {table}", at=found.starts_at, table=found.table_name, zone=event.timezone)


def _facts(event: Event, plan: Plan, changes: PlanChanges) -> dict[str, Any]:
    return {
        "event": event.public_id,
        "plan": plan.number,
        "added": [_change_facts(event, change) for change in changes.added],
        "moved": [_change_facts(event, change) for change in changes.moved],
        "cancelled": [_change_facts(event, change) for change in changes.cancelled],
        "kept": changes.kept,
        "left_out": changes.left_out,
        "affected": [person.name for person in changes.affected],
    }


def _change_facts(event: Event, change: Change) -> dict[str, Any]:
    return {
        "a": change.a.name,
        "b": change.b.name,
        "before": _time_and_table(event, change.before),
        "after": _time_and_table(event, change.after),
    }


def _time_and_table(event: Event, time_and_table: TimeAndTable | None) -> dict[str, str] | None:
    if time_and_table is None:
        return None
    starts = local_time.local(time_and_table.starts_at, event.timezone)
    return {"starts": starts.isoformat(timespec="minutes"), "table": time_and_table.table_name}
