"""`matchmaker invite`: attendees' personal links, on paper or by mail."""

from __future__ import annotations

import csv
import io

import click

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import ConfigurationError
from matchmaker.mail import Invitation, invitations, mail_invitations
from matchmaker.settings import Settings
from matchmaker.spreadsheet_cells import safe_cell
from solver.sentences import counted
from web.cli.context import event_argument, find_event, program
from web.cli.files import write_bytes
from web.cli.links import personal_link


@click.command(
    epilog="""
\b
Examples
  matchmaker invite spring-forum -o links.csv        # for a mail merge or for badges
  matchmaker invite spring-forum --unanswered --mail

The columns are reference, name, e-mail and link. Whoever has a link can read and change that person's answers: keep
the file to yourself. The addresses begin with PUBLIC_URL.
"""
)
@event_argument
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to write the CSV (default: standard output).")
@click.option("--unanswered", is_flag=True, help="Only those who have not answered yet.")
@click.option("--mail", is_flag=True, help="Mail the links instead of writing them.")
def invite(event_name: str, output: str, unanswered: bool, mail: bool) -> None:
    """Write attendees' personal links as CSV, or mail them."""
    with program() as it, it.database.writing() as session:
        if mail and not it.settings.smtp_url:
            raise ConfigurationError(
                "SMTP_URL is not set, so no mail can be sent. Without --mail the links are written."
            )
        event = find_event(session, event_name)
        found = invitations(session, it.settings.secret_keys, event, only_unanswered=unanswered)
        if mail:
            settings = it.settings
            count = mail_invitations(
                session, COMMAND_LINE, event, found, lambda secret: personal_link(settings, secret)
            )
        content = _csv(it.settings, found)
    if mail:
        click.echo(f"{counted(count, 'mail is', 'mails are')} in the outbox; the worker sends them.", err=True)
    else:
        write_bytes(output, content)


def _csv(settings: Settings, found: list[Invitation]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("reference", "name", "e-mail", "link"))
    for invitation in found:
        person = invitation.attendee
        cells = (person.reference or "", person.name, person.email or "")
        writer.writerow([*map(safe_cell, cells), personal_link(settings, invitation.secret)])
    return text.getvalue().encode()
