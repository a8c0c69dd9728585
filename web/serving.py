"""Settings of gunicorn, which `web.server` runs.

Read from the environment: BIND (or PORT, which hosting platforms set), WEB_CONCURRENCY (processes), WEB_THREADS (each).
`web.worker` lets no slow visitor occupy a thread.
"""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import Any

import structlog
from gunicorn import glogging  # type: ignore[import-untyped]  # the package has no type information

from matchmaker.errors import ConfigurationError
from matchmaker.logging import configure_logging, mask
from matchmaker.messages.texts.commands import NOT_A_COUNT


def _whole_number(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise ConfigurationError(NOT_A_COUNT(variable=name, least=1, most=1000, given=text))
    return int(text)


def _address() -> str:
    port = os.environ.get("PORT")
    return os.environ.get("BIND") or (f"0.0.0.0:{port}" if port else "127.0.0.1:8000")


class Logger(glogging.Logger):  # type: ignore[misc]  # its base has no type information
    """Sends gunicorn's messages and a line per request to structlog, without secrets and query strings."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        configure_logging()
        for logger in (self.error_log, self.access_log):
            logger.handlers.clear()
            logger.propagate = True
            logger.setLevel(logging.NOTSET)  # LOG_LEVEL decides

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        structlog.get_logger("web.access").info(
            "request",
            method=environ["REQUEST_METHOD"],
            path=mask(environ["PATH_INFO"]),
            status=str(resp.status).split(maxsplit=1)[0],
            bytes=getattr(resp, "sent", None),
            ms=round(request_time.total_seconds() * 1000),
        )


bind = _address()
workers = _whole_number("WEB_CONCURRENCY", 2)
threads = _whole_number("WEB_THREADS", 8)
worker_class = "web.worker.BufferingWorker"
worker_connections = 400  # each holds a descriptor, of 1024 that a process usually may have
sendfile = False  # it would block a thread for a slow visitor
timeout = 60
graceful_timeout = 10
keepalive = 5
control_socket_disable = True  # its socket file would be in the home folder
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()  # noqa: S108 - heartbeats in memory
logger_class = Logger
proc_name = "matchmaker"
