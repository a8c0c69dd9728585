"""Logging of all processes: one line per event, with the secrets of links masked."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from matchmaker.errors import ConfigurationError
from matchmaker.messages.texts.settings import NOT_ONE_OF

FORMATS = ("console", "json")
LEVELS = ("debug", "info", "warning", "error")
_NOISY_LIBRARIES = ("alembic", "huey")
"""Libraries that log every few seconds although nothing has happened."""
_SECRET_PATH = re.compile(r"/(a|f|sign-in)/[A-Za-z0-9_-]{16,}")


def mask(text: str) -> str:
    """The text with the secrets of personal links, feeds and sign-in links masked: `/a/…/people`."""
    return _SECRET_PATH.sub(r"/\1/…", text)


def configure_logging(environment: Mapping[str, str] | None = None) -> None:
    """Send all logging, including the standard library's, to standard error, according to LOG_FORMAT and LOG_LEVEL.

    Raises ConfigurationError for an unknown format or level.
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
    for name in _NOISY_LIBRARIES:
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


def _without_secrets(_logger: object, _name: str, event_dict: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event_dict.items():
        if isinstance(value, str):
            event_dict[key] = mask(value)
    return event_dict


def _one_of(env: Mapping[str, str], name: str, known: tuple[str, ...], default: str) -> str:
    value = env.get(name, default).lower()
    if value not in known:
        raise ConfigurationError(NOT_ONE_OF(name=name, known=list(known), found=repr(value)))
    return value
