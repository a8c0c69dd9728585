"""`matchmaker db`: the database schema."""

from __future__ import annotations

import click

from matchmaker.migrations import newest_revision, revision_of
from matchmaker.migrations import upgrade as upgrade_database
from matchmaker.settings import load_settings
from web.cli.errors import NOT_DONE, CommandError
from web.cli.language import _


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
    done = _("Upgraded to {revision}.", revision=after) if before != after else _up_to_date(after)
    click.echo(done, err=True)


@db.command()
def check() -> None:
    """Exit with 0 if the schema is up to date, else with 1."""
    found, needed = revision_of(load_settings().database_url), newest_revision()
    if found != needed:
        raise CommandError([_outdated(found, needed)], NOT_DONE)
    click.echo(_up_to_date(found))


def _up_to_date(revision: str | None) -> str:
    return _("The schema is up to date ({revision}).", revision=revision)


def _outdated(found: str | None, needed: str | None) -> str:
    if not found:
        return _("The database is empty; this version needs {needed}. Run: matchmaker db upgrade", needed=needed)
    return _(
        "The database has schema {found}; this version needs {needed}. Run: matchmaker db upgrade",
        found=found,
        needed=needed,
    )
