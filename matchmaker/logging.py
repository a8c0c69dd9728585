"""How the program's processes tell what they do: one line per happening, never a link's secret."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from matchmaker.errors import ConfigurationError

FORMATS = ("console", "json")
LEVELS = ("debug", "info", "warning", "error")
_CHATTY = ("alembic", "huey")
"""Libraries that tell every few seconds that nothing happened."""
_DOOR = re.compile(r"/(a|f|sign-in)/[A-Za-z0-9_-]{16,}")


def mask(text: str) -> str:
    """The text without the secrets of personal links, feeds and sign-in links: `/a/…/people`."""
    return _DOOR.sub(r"/\1/…", text)


def configure_logging(environment: Mapping[str, str] | None = None) -> None:
    """Send all logging (the standard library's too) to standard error, as LOG_FORMAT and LOG_LEVEL say.

    Raises ConfigurationError for a format or level that does not exist.
    """
    env = os.environ if environment is None else environment
    output = _one_of(env, "LOG_FORMAT", FORMATS, "console")
    level = _one_of(env, "LOG_LEVEL", LEVELS, "info").upper()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(output, shared))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(level if level == "DEBUG" else max(logging.WARNING, logging.getLogger().level))


def _formatter(output: str, shared: list[Any]) -> logging.Formatter:
    as_lines: list[Any] = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    if output == "json":
        as_lines = [structlog.processors.JSONRenderer(ensure_ascii=False)]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _without_secrets,
            *as_lines,
        ],
    )


def _without_secrets(_logger: object, _name: str, happening: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in happening.items():
        if isinstance(value, str):
            happening[key] = mask(value)
    return happening


def _one_of(env: Mapping[str, str], name: str, known: tuple[str, ...], default: str) -> str:
    value = env.get(name, default).lower()
    if value not in known:
        raise ConfigurationError(f"{name} must be one of {', '.join(known)}, not {value!r}")
    return value
