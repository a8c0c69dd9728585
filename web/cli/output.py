"""Rows for people: aligned columns on a terminal and in a pipe alike, nothing cut off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """The rows under the header; a dash where there is nothing, numbers to the right."""
    cells = [["-" if value in (None, "") else str(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *cells, strict=True)]
    for row in ([str(name).upper() for name in header], *cells):
        padded = [_aligned(value, width) for value, width in zip(row, widths, strict=True)]
        click.echo("  ".join(padded).rstrip())


def print_json(value: Any) -> None:
    """One JSON document, readable by people too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _aligned(value: str, width: int) -> str:
    return value.rjust(width) if value.replace(",", "").replace(".", "").isdigit() else value.ljust(width)
