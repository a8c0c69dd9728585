"""Reading and writing the files of commands; `-` is standard input or output."""

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
from matchmaker.messages import Message
from matchmaker.messages.texts import commands as texts
from web.cli.language import _n

MAX_BYTES = 20_000_000


def read_bytes(path: str) -> bytes:
    """Raises InvalidInputError for a file larger than MAX_BYTES, OSError for one that cannot be read."""
    with sys.stdin.buffer if path == "-" else Path(path).open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise InvalidInputError.at(path, texts.FILE_TOO_LARGE(megabytes=MAX_BYTES // 1_000_000))
    return content


def read_mapping(path: str) -> Mapping[str, Any]:
    """The object in a JSON file, or in a TOML file if its name ends in .toml.

    Raises InvalidInputError with the file and, if known, the line.
    """
    content = read_bytes(path)
    try:
        text = content.decode("utf-8-sig")
        data = tomllib.loads(text) if path.endswith(".toml") else json.loads(text, object_pairs_hook=_without_repeats)
    except RecursionError as error:
        raise InvalidInputError.at(path, texts.FILE_TOO_DEEP()) from error
    except _RepeatedKeyError as error:
        raise InvalidInputError.at(path, _malformed(path, texts.KEY_REPEATED(key=error.key))) from error
    except ValueError as error:
        raise InvalidInputError.at(path, _malformed(path, str(error))) from error
    if not isinstance(data, dict):
        raise InvalidInputError.at(path, texts.FILE_NO_OBJECT(example='{"event": {"name": …}}'))
    return {key: _as_in_json(value) for key, value in data.items()}


def write_bytes(path: str, content: bytes) -> None:
    """Write the file and report it on standard error, unless it is standard output."""
    if path == "-":
        sys.stdout.buffer.write(content)
        return
    Path(path).write_bytes(content)
    click.echo(
        _n("Wrote {path} ({count:number} byte).", "Wrote {path} ({count:number} bytes).", len(content), path=path),
        err=True,
    )


def _malformed(path: str, detail: Message | str) -> Message:
    return texts.FILE_MALFORMED(format="TOML" if path.endswith(".toml") else "JSON", detail=detail)


class _RepeatedKeyError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return found


def _as_in_json(value: Any) -> Any:
    """Dates and times of TOML as the strings that JSON has."""
    if isinstance(value, dict):
        return {key: _as_in_json(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_as_in_json(below) for below in value]
    return value.isoformat() if isinstance(value, date | time) else value
