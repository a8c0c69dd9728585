"""`matchmaker db`: the database's shape."""

from __future__ import annotations

import click

from matchmaker.migrations import newest_revision, revision_of
from matchmaker.migrations import upgrade as upgrade_database
from matchmaker.settings import load_settings
from web.cli.errors import NOT_DONE, Refused


@click.group()
def db() -> None:
    """The database's shape: bring it up to date, check it."""


@db.command(epilog="Run it before the processes of a new version start. Running it twice does no harm.")
def upgrade() -> None:
    """Bring the database that DATABASE_URL names to the shape this program needs."""
    url = load_settings().database_url
    before = revision_of(url)
    upgrade_database(url)
    after = revision_of(url)
    click.echo(f"The database is up to date ({after})." if before == after else f"Upgraded to {after}.", err=True)


@db.command()
def check() -> None:
    """Exit 0 if the database has the shape this program needs, else 1."""
    found, needed = revision_of(load_settings().database_url), newest_revision()
    if found != needed:
        state = f"has shape {found}" if found else "is empty"
        raise Refused([f"The database {state}, this program needs {needed}. Run: matchmaker db upgrade"], NOT_DONE)
    click.echo(f"The database is up to date ({found}).")
