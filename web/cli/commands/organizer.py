"""`matchmaker organizer`: who may sign in, and their first way in."""

from __future__ import annotations

import sys

import click

from matchmaker.access import ensure_organizer, find_organizer, new_sign_in_link, set_password
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import NotFoundError
from matchmaker.schemas.loading import load
from matchmaker.schemas.organizer import NewOrganizer, NewOrganizerSchema
from web.cli.context import program
from web.cli.links import sign_in_link


@click.group()
def organizer() -> None:
    """Organizers and their sign-in links."""


@organizer.command(
    epilog="""
\b
Examples
  matchmaker organizer add ada@example.org --name "Ada Byron"
  pass show forum | matchmaker organizer add ada@example.org --name "Ada Byron" --password-stdin
"""
)
@click.argument("email")
@click.option("--name", required=True, help="How the pages call them.")
@click.option("--password-stdin", is_flag=True, help="Also set a password, read from standard input.")
def add(email: str, name: str, password_stdin: bool) -> None:
    """Let somebody organize: prints a link that signs them in once."""
    details: NewOrganizer = load(NewOrganizerSchema(), {"email": email, "name": name})
    with program() as it, it.database.writing() as session:
        found = ensure_organizer(session, COMMAND_LINE, details.email, details.name)
        session.flush()
        if password_stdin:
            set_password(session, COMMAND_LINE, found, sys.stdin.readline().rstrip("\n"))
        link_ = sign_in_link(it.settings, new_sign_in_link(session, it.settings.secret_keys, found))
    click.echo(link_)


@organizer.command(epilog="Example: matchmaker organizer link ada@example.org")
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs this organizer in once, within 24 hours."""
    with program() as it, it.database.writing() as session:
        found = find_organizer(session, email)
        if found is None:
            raise NotFoundError(f"There is no organizer {email}. First: matchmaker organizer add {email} --name NAME")
        link_ = sign_in_link(it.settings, new_sign_in_link(session, it.settings.secret_keys, found))
    click.echo(link_)
