"""Tables with aligned columns, never truncated, and JSON on standard output."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click

from web.cli.language import _n

SHOWN_LINES = 20


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print the rows below the header: a dash for None and an empty string, numbers aligned to the right."""
    cells = [["-" if value in (None, "") else str(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *cells, strict=True)]
    for row in ([str(name).upper() for name in header], *cells):
        padded = [_aligned(value, width) for value, width in zip(row, widths, strict=True)]
        click.echo("  ".join(padded).rstrip())


def print_json(value: Any) -> None:
    """Print one indented JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_some(lines: Sequence[str], *, indent: str = "") -> None:
    """Print the first SHOWN_LINES lines and the number of the others."""
    for line in lines[:SHOWN_LINES]:
        click.echo(line)
    if len(lines) > SHOWN_LINES:
        more = len(lines) - SHOWN_LINES
        click.echo(
            indent
            + _n("… and {count:number} more (--json lists all)", "… and {count:number} more (--json lists all)", more)
        )


def _aligned(value: str, width: int) -> str:
    return value.rjust(width) if value.replace(",", "").replace(".", "").isdigit() else value.ljust(width)
