"""Arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

event_argument = click.argument("event_name", metavar="EVENT")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
output_option = click.option(
    "-o", "--output", metavar="FILE", required=True, help="File to write; - is standard output."
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Seed of the search; another seed may give another schedule.",
)


def time_limit_option(default: float) -> Callable[[Command], Command]:
    """The option `--time-limit SECONDS` of the commands on problem files."""
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=default,
        show_default=True,
        metavar="SECONDS",
        help="Time limit of the search.",
    )
