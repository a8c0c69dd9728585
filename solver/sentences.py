"""Pieces of sentences."""

from collections.abc import Sequence
from typing import Final

MOST: Final = 6  # things named before "and 3 more"


def listed(names: Sequence[str]) -> str:
    """`s1, s2 and s3`; a long list is cut short."""
    shown = list(names) if len(names) <= MOST else [*names[: MOST - 1], f"{len(names) - MOST + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "none"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 gap`, `2 gaps`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
