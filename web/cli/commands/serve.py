"""`matchmaker serve`: the web server and a worker."""

from __future__ import annotations

import importlib
import os

import click

from matchmaker.settings import load_settings
from web.cli.language import _
from web.cli.processes import WEB, WORKER, Processes, check_free
from web.cli.sessions import prepare_database


@click.command(
    epilog="""
\b
Examples
  matchmaker serve
  matchmaker serve --bind 0.0.0.0:8000 --no-worker      # run workers elsewhere: matchmaker worker

Ctrl-C or SIGTERM ends all processes; a running solve keeps its best plan. Put a proxy (nginx, Caddy) with TLS in
front if other people can reach the server: docs/deployment.md.
"""
)
@click.option("--bind", metavar="HOST:PORT", help="Address to listen on (default 127.0.0.1:8000, or BIND or PORT).")
@click.option("--no-worker", is_flag=True, help="Run the web server only.")
def serve(bind: str | None, no_worker: bool) -> None:
    """Run the web server and a worker, until SIGTERM or Ctrl-C."""
    environment = _environment(bind)
    settings = load_settings({**os.environ, **environment})
    _check_server_settings()
    prepare_database(settings)
    click.echo(_("Serving {address} (stop with Ctrl-C)", address=settings.public_url), err=True)
    commands = {"web": WEB} if no_worker else {"web": WEB, "worker": WORKER}
    Processes(environment).run(commands)


def _check_server_settings() -> None:
    """Raises ConfigurationError here for settings at which the child processes would fail."""
    from matchmaker.logging import configure_logging

    configure_logging()
    importlib.import_module("web.serving")


def _environment(bind: str | None) -> dict[str, str]:
    """The variables to set for the child processes. Raises ConfigurationError if the address is in use."""
    port = os.environ.get("PORT")
    address = bind or os.environ.get("BIND") or (f"0.0.0.0:{port}" if port else "127.0.0.1:8000")
    check_free(address)
    environment = {"BIND": address}
    if bind and "PUBLIC_URL" not in os.environ:
        environment["PUBLIC_URL"] = f"http://{address.replace('0.0.0.0', '127.0.0.1')}"  # noqa: S104 - shown, not bound
    return environment
