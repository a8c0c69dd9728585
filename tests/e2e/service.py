"""The service as in production: `matchmaker serve`, with gunicorn and the worker, on its own database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from matchmaker.db import Database
from matchmaker.settings import Settings, load_settings

OWN_VARIABLES = ("BIND", "DATABASE_URL", "MATCHMAKER_DATA", "PORT", "PUBLIC_URL", "QUEUE_URL", "SECRET_KEY", "SMTP_URL")
PATIENCE_S = 60.0
NO_MAIL_SERVER = "smtp://127.0.0.1:9"
"""Makes the pages show what needs mail. No server listens there, so mails stay in the outbox."""


@dataclass(frozen=True)
class Service:
    """`address`: http://127.0.0.1:… without a trailing slash; `database`: the service's, opened by the test."""

    address: str
    environment: dict[str, str]
    settings: Settings
    database: Database

    def command(self, *arguments: str) -> str:
        """The output of `matchmaker …` on this service's data; the command must succeed."""
        finished = subprocess.run(
            [sys.executable, "-m", "web.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert finished.returncode == 0, finished.stderr
        return finished.stdout.strip()


@contextmanager
def serving(folder: Path, **variables: str) -> Iterator[Service]:
    """A running service with its data and log in `folder`, stopped at the end of the block.

    `variables`: of its environment.
    """
    bind = f"127.0.0.1:{_free_port()}"
    inherited = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    environment = inherited | {
        "MATCHMAKER_DATA": str(folder),
        "PUBLIC_URL": f"http://{bind}",
        "SMTP_URL": NO_MAIL_SERVER,
        "WEB_CONCURRENCY": "1",
        **variables,
    }
    settings = load_settings(environment)
    log = folder / "log"
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "web.cli", "serve", "--bind", bind],
            env=environment,
            stderr=file,
            start_new_session=True,
        )
    try:
        _wait_for(f"http://{bind}/healthz", process, log)
        database = Database(settings.database_url)
        yield Service(f"http://{bind}", environment, settings, database)
        database.dispose()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - a local address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if _ended(process):
                break
    raise AssertionError(f"The service does not respond at {address}. Its log:\n{log.read_text()}")


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process ends within a tenth of a second."""
    try:
        process.wait(0.1)
    except subprocess.TimeoutExpired:
        return False
    return True
