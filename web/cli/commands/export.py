"""`matchmaker export`: calendars, plans, the roster and the event file."""

from __future__ import annotations

import json

import click

from matchmaker.errors import StateError
from matchmaker.event.event_file import event_as_file
from matchmaker.messages.texts.commands import PUBLISH_FIRST
from matchmaker.planning.plans.spreadsheet import plan_csv, plan_xlsx
from matchmaker.publishing import event_calendars_zip
from matchmaker.roster import roster_csv, roster_xlsx
from web.cli.files import write_bytes
from web.cli.lookup import find_event, find_plan
from web.cli.options import event_argument, output_option
from web.cli.sessions import reading


@click.group()
def export() -> None:
    """Write calendars, plans, the roster or the event file."""


@export.command(epilog="Example: matchmaker export calendars spring-forum -o calendars.zip")
@event_argument
@output_option
def calendars(event_name: str, output: str) -> None:
    """A zip with one calendar file per attendee, of the published plan."""
    with reading() as session:
        event = find_event(session, event_name)
        if event.published_plan_id is None:
            raise StateError(PUBLISH_FIRST(event=event.name, id=event.public_id))
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
@click.option("--plan", "number", type=click.IntRange(1), help="Plan number (default: the published, else the newest).")
@output_option
def spreadsheet(event_name: str, number: int | None, output: str) -> None:
    """A plan by meeting, by attendee and by table (.xlsx), or only its meetings (.csv)."""
    with reading() as session:
        event = find_event(session, event_name)
        plan = find_plan(session, event, number, prefer_published=True)
        to_file = plan_csv if output.endswith(".csv") else plan_xlsx
        write_bytes(output, to_file(session, event, plan))


@export.command(epilog="Example: matchmaker export roster spring-forum -o people.xlsx")
@event_argument
@output_option
def roster(event_name: str, output: str) -> None:
    """All attendees (.xlsx or .csv); `roster import` reads the file back unchanged."""
    with reading() as session:
        event = find_event(session, event_name)
        to_file = roster_csv if output.endswith(".csv") or output == "-" else roster_xlsx
        write_bytes(output, to_file(session, event))


@export.command(epilog="Example: matchmaker export frame spring-forum -o event.json")
@event_argument
@output_option
def frame(event_name: str, output: str) -> None:
    """The event file: settings, groups, rules, blocks, tables and closures; `event set` reads it back."""
    with reading() as session:
        event_file = event_as_file(session, find_event(session, event_name))
    write_bytes(output, json.dumps(event_file, ensure_ascii=False, indent=2).encode() + b"\n")
