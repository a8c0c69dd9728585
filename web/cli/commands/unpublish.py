"""`matchmaker unpublish`: withdraw the published plan."""

from __future__ import annotations

import click

from matchmaker import publishing
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import StateError
from solver.lists_and_counts import counted
from web.cli.lookup import find_event
from web.cli.options import event_argument
from web.cli.sessions import writing


@click.command(epilog="Example: matchmaker unpublish spring-forum --yes")
@event_argument
@click.option("--yes", is_flag=True, help="Unpublish; without it nothing is changed.")
def unpublish(event_name: str, yes: bool) -> None:
    """Withdraw the published plan: all published meetings are cancelled."""
    with writing() as session:
        event = find_event(session, event_name)
        if event.published_plan_id is None:
            raise StateError(f"{event.name} has no published plan.")
        if not yes:
            click.echo("Nothing was changed. To cancel all published meetings, add --yes.", err=True)
            return
        changes = publishing.unpublish(session, COMMAND_LINE, event)
    click.echo(f"{event.name}: {counted(len(changes.cancelled), 'meeting is', 'meetings are')} cancelled.", err=True)
