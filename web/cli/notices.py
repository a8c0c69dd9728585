"""Mails to those whose meetings a command changes."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from matchmaker.models import Event
from matchmaker.publishing import PlanChanges, queue_change_notices
from web.cli.language import _n
from web.cli.sessions import Services

no_mail_option = click.option(
    "--no-mail", is_flag=True, help="Send no mails to those affected; their calendars update all the same."
)


def queue_notices(session: Session, services: Services, event: Event, changes: PlanChanges, *, no_mail: bool) -> int:
    """In the transaction of the change; the number of mails, 0 if mail is not configured."""
    if no_mail or services.settings.smtp_url is None:
        return 0
    return len(queue_change_notices(session, services.settings, event, changes))


def print_notices(mails: int) -> None:
    if mails:
        click.echo(_n("{count:number} e-mail is queued.", "{count:number} e-mails are queued.", mails), err=True)
