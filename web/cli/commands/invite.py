"""`matchmaker invite`: attendees' personal links as CSV or by mail."""

from __future__ import annotations

import csv
import io
from functools import partial

import click

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import ConfigurationError
from matchmaker.mail import Invitation, invitations, mail_invitations
from matchmaker.messages.texts.commands import NO_SMTP_URL
from matchmaker.settings import Settings
from matchmaker.spreadsheet_cells import safe_cell
from web.cli.files import write_bytes
from web.cli.language import _n
from web.cli.links import personal_link
from web.cli.lookup import find_event
from web.cli.options import event_argument
from web.cli.sessions import open_services


@click.command(
    epilog="""
\b
Examples
  matchmaker invite spring-forum -o links.csv        # for a mail merge or for badges
  matchmaker invite spring-forum --unanswered --mail

The columns are reference, name, e-mail and link. Anyone with a link can read and change that attendee's answers, so
keep the file private. The links begin with PUBLIC_URL.
"""
)
@event_argument
@click.option("-o", "--output", metavar="FILE", default="-", help="File for the CSV (default: standard output).")
@click.option("--unanswered", is_flag=True, help="Only attendees who have not answered yet.")
@click.option("--mail", is_flag=True, help="Mail the links instead of writing them.")
def invite(event_name: str, output: str, unanswered: bool, mail: bool) -> None:
    """Write attendees' personal links as CSV, or mail them."""
    with open_services() as services, services.database.writing() as session:
        settings = services.settings
        if mail and not settings.smtp_url:
            raise ConfigurationError(NO_SMTP_URL())
        event = find_event(session, event_name)
        found = invitations(session, settings.secret_keys, event, only_unanswered=unanswered)
        if mail:
            count = mail_invitations(session, COMMAND_LINE, event, found, partial(personal_link, settings))
        content = _csv(settings, found)
    if mail:
        queued = _n(
            "{count:number} mail is in the outbox; the worker sends them.",
            "{count:number} mails are in the outbox; the worker sends them.",
            count,
        )
        click.echo(queued, err=True)
    else:
        write_bytes(output, content)


def _csv(settings: Settings, found: list[Invitation]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("reference", "name", "e-mail", "link"))
    for invitation in found:
        attendee = invitation.attendee
        cells = (attendee.reference or "", attendee.name, attendee.email or "")
        writer.writerow([*map(safe_cell, cells), personal_link(settings, invitation.secret)])
    return text.getvalue().encode()
