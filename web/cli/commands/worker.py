"""`matchmaker worker`: a worker without a web server."""

from __future__ import annotations

import click

from matchmaker.settings import load_settings
from web.cli.sessions import prepare_database


@click.command(epilog="Example: DATABASE_URL=postgresql://… QUEUE_URL=postgresql://… matchmaker worker")
def worker() -> None:
    """Carry out requested runs and send mail, until SIGTERM or Ctrl-C."""
    from matchmaker.jobs import run_worker
    from matchmaker.logging import configure_logging

    configure_logging()
    settings = load_settings()
    prepare_database(settings)
    run_worker(settings)
