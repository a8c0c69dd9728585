"""`matchmaker serve` and `matchmaker worker`: the running service."""

from __future__ import annotations

import importlib
import os

import click

from matchmaker.settings import load_settings
from web.cli.context import prepare_database
from web.cli.processes import WEB, WORKER, Processes, check_free


@click.command(
    epilog="""
\b
Examples
  matchmaker serve
  matchmaker serve --bind 0.0.0.0:8000 --no-worker      # workers run elsewhere: matchmaker worker

Ctrl-C or SIGTERM ends all processes; a solve under way keeps its best plan. Put a buffering proxy (nginx, Caddy) in
front when others than you can reach it: docs/deployment.md.
"""
)
@click.option("--bind", metavar="HOST:PORT", help="Where to listen (default 127.0.0.1:8000, or BIND or PORT).")
@click.option("--no-worker", is_flag=True, help="Only the web server.")
def serve(bind: str | None, no_worker: bool) -> None:
    """Serve the pages, and solve what they ask for: web and worker together."""
    environment = _environment(bind)
    settings = load_settings({**os.environ, **environment})
    _check_servers_settings()
    prepare_database(settings)
    click.echo(f"Serving {settings.public_url} (Ctrl-C ends it)", err=True)
    commands = {"web": WEB} if no_worker else {"web": WEB, "worker": WORKER}
    Processes(environment).run(commands)


@click.command(epilog="Example: DATABASE_URL=postgresql://… QUEUE_URL=postgresql://… matchmaker worker")
def worker() -> None:
    """Solve what is asked for and send the mail, until SIGTERM or Ctrl-C."""
    from matchmaker.jobs import run_worker
    from matchmaker.logging import configure_logging

    configure_logging()
    settings = load_settings()
    prepare_database(settings)
    run_worker(settings)


def _check_servers_settings() -> None:
    """Raises ConfigurationError here, in a sentence, for what the processes would stumble over."""
    from matchmaker.logging import configure_logging

    configure_logging()
    importlib.import_module("web.serving")


def _environment(bind: str | None) -> dict[str, str]:
    """What the processes need to know beside their inherited environment."""
    port = os.environ.get("PORT")
    address = bind or os.environ.get("BIND") or (f"0.0.0.0:{port}" if port else "127.0.0.1:8000")
    check_free(address)
    environment = {"BIND": address}
    if bind and "PUBLIC_URL" not in os.environ:
        environment["PUBLIC_URL"] = f"http://{address.replace('0.0.0.0', '127.0.0.1')}"  # noqa: S104 - shown, not bound
    return environment
