"""`matchmaker export`: files to take away."""

from __future__ import annotations

import json

import click
from sqlalchemy.orm import Session

from matchmaker.errors import StateError
from matchmaker.event.event_file import event_as_file
from matchmaker.models import Event, Plan
from matchmaker.planning.plans.plans import plan_by_number, plans_of
from matchmaker.planning.plans.spreadsheet import plan_csv, plan_xlsx
from matchmaker.publishing import event_calendars_zip
from matchmaker.roster import roster_csv, roster_xlsx
from web.cli.context import event_argument, find_event, program
from web.cli.files import output_option, write_bytes


@click.group()
def export() -> None:
    """Calendars, spreadsheets, the roster and the frame as files."""


@export.command(epilog="Example: matchmaker export calendars spring-forum -o calendars.zip")
@event_argument
@output_option
def calendars(event_name: str, output: str) -> None:
    """A zip with one calendar file per attendee, of the published plan."""
    with program() as it, it.database.reading() as session:
        event = find_event(session, event_name)
        if event.published_plan_id is None:
            raise StateError(f"{event.name} has no published plan. First: matchmaker publish {event.public_id} --yes")
        write_bytes(output, event_calendars_zip(session, event))


@export.command(
    epilog="""
\b
Examples
  matchmaker export spreadsheet spring-forum -o plan.xlsx
  matchmaker export spreadsheet spring-forum --plan 2 -o plan.csv
"""
)
@event_argument
@click.option("--plan", "number", type=click.IntRange(1), help="Which plan (default: the published, else the newest).")
@output_option
def spreadsheet(event_name: str, number: int | None, output: str) -> None:
    """A plan by meeting, by person and by table (.xlsx), or its meetings alone (.csv)."""
    with program() as it, it.database.reading() as session:
        event = find_event(session, event_name)
        plan = _plan(session, event, number)
        as_file = plan_csv if output.endswith(".csv") else plan_xlsx
        write_bytes(output, as_file(session, event, plan))


@export.command(epilog="Example: matchmaker export roster spring-forum -o people.xlsx")
@event_argument
@output_option
def roster(event_name: str, output: str) -> None:
    """All attendees (.xlsx or .csv), in the form that `roster import` reads back without a change."""
    with program() as it, it.database.reading() as session:
        event = find_event(session, event_name)
        as_file = roster_csv if output.endswith(".csv") or output == "-" else roster_xlsx
        write_bytes(output, as_file(session, event))


@export.command(epilog="Example: matchmaker export frame spring-forum -o frame.json")
@event_argument
@output_option
def frame(event_name: str, output: str) -> None:
    """Settings, groups, rules, blocks, tables and closures, in the form that `event set` reads."""
    with program() as it, it.database.reading() as session:
        described = event_as_file(session, find_event(session, event_name))
    write_bytes(output, json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n")


def _plan(session: Session, event: Event, number: int | None) -> Plan:
    if number is not None:
        return plan_by_number(session, event, number)
    kept = plans_of(session, event)
    plan = next((plan for plan in kept if plan.id == event.published_plan_id), kept[0] if kept else None)
    if plan is None:
        raise StateError(f"{event.name} has no plan yet. First: matchmaker plan {event.public_id}")
    return plan
