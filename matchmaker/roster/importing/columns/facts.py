"""A column in figures: how many cells are filled, how many different, and which fields they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matchmaker.roster.importing.cells.cell_text import (
    is_formula_error,
    is_placeholder,
    with_plain_spaces,
    without_invisible,
)
from matchmaker.roster.importing.cells.kinds import FITTING, is_lost_number, is_mark
from matchmaker.text import identity

_JUDGED_CELLS = 400
_MOSTLY_MARKS = 0.6


@dataclass(frozen=True)
class ColumnFacts:
    """A column: its heading, position and cells that say something, cleaned."""

    heading: str
    index: int
    cells: tuple[str, ...]
    row_count: int

    @cached_property
    def judged(self) -> tuple[str, ...]:
        """Cells spread over the whole column."""
        step = max(1, len(self.cells) // _JUDGED_CELLS)
        return self.cells[::step]

    @cached_property
    def distinct(self) -> frozenset[str]:
        return frozenset(map(identity, self.cells))

    def fit(self, field: str) -> float:
        """Share of the cells that can be read as this field; 1 for an empty column."""
        fits = FITTING.get(field)
        return sum(map(fits, self.judged)) / len(self.judged) if fits and self.judged else 1.0

    @property
    def is_running_number(self) -> bool:
        """1, 2, 3 …: the number of the line, not of a person."""
        numbers = [int(cell) for cell in self.cells if cell.isdecimal() and len(cell) < 7]
        return (
            len(numbers) == len(self.cells) > 0
            and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
            and numbers[0] < 2
        )

    @property
    def different(self) -> float:
        """Share of different cells; numbers that lost their digits do not count. 1 for an empty column."""
        kept = [identity(cell) for cell in self.cells if not is_lost_number(cell)]
        return len(set(kept)) / len(kept) if kept else 1.0

    @property
    def is_marks(self) -> bool:
        return sum(map(is_mark, self.judged)) >= max(1, _MOSTLY_MARKS * len(self.judged))

    @property
    def filled(self) -> float:
        return len(self.cells) / self.row_count if self.row_count else 0.0


def column_facts(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[ColumnFacts]:
    """The facts of each column."""
    return [
        ColumnFacts(
            heading, index, tuple(filter(None, (_telling(row[index]) for row in rows if index < len(row)))), len(rows)
        )
        for index, heading in enumerate(header)
    ]


def _telling(cell: str) -> str:
    text = cell.strip()
    if not text.isascii():
        text = with_plain_spaces(without_invisible(text))
    return "" if not text or text == "0" or is_placeholder(text) or is_formula_error(text) else text
