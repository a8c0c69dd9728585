"""Files in and out of commands; `-` is standard input or output."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

import click

from matchmaker.errors import InvalidInputError

MOST_BYTES = 20_000_000

output_option = click.option(
    "-o", "--output", metavar="FILE", required=True, help="Where to write it; - is standard output."
)


def read_bytes(path: str) -> bytes:
    """Raises InvalidInputError for a file that is far too large to be meant."""
    with sys.stdin.buffer if path == "-" else Path(path).open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InvalidInputError.at(path, f"This file is larger than {MOST_BYTES // 1_000_000} MB.")
    return content


def read_mapping(path: str) -> Mapping[str, Any]:
    """A JSON or (by its name) TOML file that holds one mapping. Raises InvalidInputError, naming file and line."""
    content = read_bytes(path)
    try:
        text = content.decode("utf-8-sig")
        data = tomllib.loads(text) if path.endswith(".toml") else json.loads(text, object_pairs_hook=_unique)
    except RecursionError as error:
        raise InvalidInputError.at(path, "This file is nested too deep.") from error
    except ValueError as error:
        raise InvalidInputError.at(path, f"This is not a readable file: {error}.") from error
    if not isinstance(data, dict):
        raise InvalidInputError.at(path, 'This file should hold a mapping, like {"event": {"name": …}}.')
    return {key: _plain(value) for key, value in data.items()}


def write_bytes(path: str, content: bytes) -> None:
    """Write the file, and say so on standard error unless it is standard output."""
    if path == "-":
        sys.stdout.buffer.write(content)
        return
    Path(path).write_bytes(content)
    click.echo(f"Wrote {path} ({len(content):,} bytes).", err=True)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key “{twice}” stands there twice")
    return found


def _plain(value: Any) -> Any:
    """TOML's days and times as text, as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    return value.isoformat() if isinstance(value, date | time) else value
