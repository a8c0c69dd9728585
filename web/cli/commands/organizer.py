"""`matchmaker organizer`: organizers and their sign-in links."""

from __future__ import annotations

import sys

import click

from matchmaker.access import ensure_organizer, new_sign_in_link, set_password
from matchmaker.audit import COMMAND_LINE
from matchmaker.schemas.loading import load
from matchmaker.schemas.organizer import NewOrganizer, NewOrganizerSchema
from web.cli.links import sign_in_link
from web.cli.lookup import find_organizer
from web.cli.sessions import open_services


@click.group()
def organizer() -> None:
    """Add organizers and create sign-in links."""


@organizer.command(
    epilog="""
\b
Examples
  matchmaker organizer add ada@example.org --name "Ada Byron"
  pass show forum | matchmaker organizer add ada@example.org --name "Ada Byron" --password-stdin
"""
)
@click.argument("email")
@click.option("--name", required=True, help="The name that the pages show.")
@click.option("--password-stdin", is_flag=True, help="Also set a password, read from standard input.")
def add(email: str, name: str, password_stdin: bool) -> None:
    """Add an organizer and print a link that signs them in once."""
    details: NewOrganizer = load(NewOrganizerSchema(), {"email": email, "name": name})
    with open_services() as services, services.database.writing() as session:
        found = ensure_organizer(session, COMMAND_LINE, details.email, details.name)
        session.flush()
        if password_stdin:
            set_password(session, COMMAND_LINE, found, sys.stdin.readline().rstrip("\n"))
        address = sign_in_link(services.settings, new_sign_in_link(session, services.settings.secret_keys, found))
    click.echo(address)


@organizer.command(epilog="Example: matchmaker organizer link ada@example.org")
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs this organizer in once, within 24 hours."""
    with open_services() as services, services.database.writing() as session:
        found = find_organizer(session, email)
        address = sign_in_link(services.settings, new_sign_in_link(session, services.settings.secret_keys, found))
    click.echo(address)
