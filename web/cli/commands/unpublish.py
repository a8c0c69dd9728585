"""`matchmaker unpublish`: withdraw the published plan."""

from __future__ import annotations

import click

from matchmaker import publishing
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import StateError
from matchmaker.messages.texts.commands import NOT_PUBLISHED
from web.cli.language import _, _n
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
            raise StateError(NOT_PUBLISHED(event=event.name))
        if not yes:
            click.echo(_("Nothing was changed. To cancel all published meetings, add --yes."), err=True)
            return
        changes = publishing.unpublish(session, COMMAND_LINE, event)
    done = _n(
        "{event}: {count:number} meeting is cancelled.",
        "{event}: {count:number} meetings are cancelled.",
        len(changes.cancelled),
        event=event.name,
    )
    click.echo(done, err=True)
