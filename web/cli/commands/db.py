"""`matchmaker db`: the database schema."""

from __future__ import annotations

import click

from matchmaker.migrations import newest_revision, revision_of
from matchmaker.migrations import upgrade as upgrade_database
from matchmaker.settings import load_settings
from web.cli.errors import NOT_DONE, CommandError


@click.group()
def db() -> None:
    """Upgrade or check the database schema."""


@db.command(epilog="Run it before you start the processes of a new version. Running it twice does no harm.")
def upgrade() -> None:
    """Upgrade the schema of the database at DATABASE_URL."""
    url = load_settings().database_url
    before = revision_of(url)
    upgrade_database(url)
    after = revision_of(url)
    click.echo(f"The schema is up to date ({after})." if before == after else f"Upgraded to {after}.", err=True)


@db.command()
def check() -> None:
    """Exit with 0 if the schema is up to date, else with 1."""
    found, needed = revision_of(load_settings().database_url), newest_revision()
    if found != needed:
        state = f"has schema {found}" if found else "is empty"
        raise CommandError([f"The database {state}; this version needs {needed}. Run: matchmaker db upgrade"], NOT_DONE)
    click.echo(f"The schema is up to date ({found}).")
