"""The service as people run it: `matchmaker serve`, with gunicorn and the worker, on a database of its own."""

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

OURS = ("BIND", "DATABASE_URL", "MATCHMAKER_DATA", "PORT", "PUBLIC_URL", "QUEUE_URL", "SECRET_KEY", "SMTP_URL")
PATIENCE = 60.0
NO_MAIL_SERVER = "smtp://127.0.0.1:9"
"""So that the pages offer all they can. Nobody takes the mails there: they stay in the outbox."""


@dataclass(frozen=True)
class Service:
    """`address`: http://127.0.0.1:… without a slash at the end; `database`: the same one, opened from the test."""

    address: str
    environment: dict[str, str]
    settings: Settings
    database: Database

    def command(self, *arguments: str) -> str:
        """What `matchmaker …` on this service's data prints; it must end well."""
        done = subprocess.run(
            [sys.executable, "-m", "web.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def serving(folder: Path) -> Iterator[Service]:
    """A service with its data and its log in this folder, until the block ends."""
    bind = f"127.0.0.1:{_free_port()}"
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    environment = inherited | {
        "MATCHMAKER_DATA": str(folder),
        "PUBLIC_URL": f"http://{bind}",
        "SMTP_URL": NO_MAIL_SERVER,
        "WEB_CONCURRENCY": "1",
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
        process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if _ended(process):
                break
    raise AssertionError(f"The service does not answer at {address}. Its log:\n{log.read_text()}")


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process ends within a tenth of a second."""
    try:
        process.wait(0.1)
    except subprocess.TimeoutExpired:
        return False
    return True
