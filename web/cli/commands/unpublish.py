"""`matchmaker unpublish`: withdraw the published plan."""

from __future__ import annotations

import click

from matchmaker import publishing
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import StateError
from matchmaker.messages.texts.commands import NOT_PUBLISHED
from matchmaker.models import Event
from matchmaker.publishing import Prepared
from web.cli.language import _, _n
from web.cli.lookup import find_event
from web.cli.notices import no_mail_option, print_notices, queue_notices
from web.cli.options import event_argument
from web.cli.sessions import Services, open_services


@click.command(epilog="Example: matchmaker unpublish spring-forum --yes")
@event_argument
@click.option("--yes", is_flag=True, help="Unpublish; without it nothing is changed.")
@no_mail_option
def unpublish(event_name: str, yes: bool, no_mail: bool) -> None:
    """Withdraw the published plan: all published meetings are cancelled."""
    with open_services() as services:
        with services.database.reading() as session:
            event = find_event(session, event_name)
            if event.published_plan_id is None:
                raise StateError(NOT_PUBLISHED(event=event.name))
            if not yes:
                click.echo(_("Nothing was changed. To cancel all published meetings, add --yes."), err=True)
                return
            prepared = publishing.prepare_unpublishing(session, event)
        mails = _unpublish(services, event, prepared, no_mail=no_mail)
    done = _n(
        "{event}: {count:number} meeting is cancelled.",
        "{event}: {count:number} meetings are cancelled.",
        len(prepared.changes.cancelled),
        event=event.name,
    )
    click.echo(done, err=True)
    print_notices(mails)


def _unpublish(services: Services, event: Event, prepared: Prepared, *, no_mail: bool) -> int:
    """The number of mails that are queued to those affected."""
    with services.database.writing() as session:
        event = session.get_one(Event, event.id)
        changes = publishing.unpublish_prepared(session, COMMAND_LINE, event, prepared)
        return queue_notices(session, services, event, changes, no_mail=no_mail)
