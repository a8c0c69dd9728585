"""Commands that may break published meetings: refused with a list, unless an option says what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Event
from matchmaker.publishing.consequences import Choice, Consequences, UnconfirmedError, consequences
from matchmaker.settings import load_settings
from web.cli.errors import NOT_DONE, CommandError
from web.cli.language import _, composed
from web.cli.naming import names_of

breaking_option = click.option(
    "--breaking",
    type=click.Choice([Choice.LATER.value, Choice.CANCEL.value]),
    help="What becomes of published meetings that this breaks: kept until the next plan, or cancelled and both told.",
)


@contextmanager
def asking(session: Session, event: Event, breaking: str | None, refusal: str | None = None) -> Iterator[Consequences]:
    """Judge what the block changes. Without a choice, what it breaks is listed, and the command ends undone."""
    try:
        with consequences(
            session, load_settings(), COMMAND_LINE, event, Choice(breaking) if breaking else None
        ) as found:
            yield found
    except UnconfirmedError as error:
        names = names_of(session, event)
        for message in error.consequences.messages(event):
            click.echo(composed(message, names), err=True)
        raise CommandError([refusal or _refusal()], NOT_DONE) from error


def _refusal() -> str:
    return _(
        "Nothing was changed, because the published meetings above would break. To keep them until the next plan, "
        "add --breaking later; to cancel them and tell both people, add --breaking cancel."
    )
