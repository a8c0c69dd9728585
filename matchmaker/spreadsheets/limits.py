"""What a file may contain, and what is said of one that is not read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MEMORY = 300 * 2**20
SECONDS = 1.8
"""CPU time, not wall-clock time, so that the result does not depend on the machine's load."""
MAX_ENTRIES = 1000
MAX_DIRECTORY_BYTES = 2**20
MAX_UNPACKED_BYTES = 100 * 2**20
MAX_ROWS = 20_000
MAX_LINES = 200_000
"""Including empty rows, of which spreadsheets often have many at the end."""
MAX_COLUMNS = 200
MAX_CELL_LENGTH = 32_767

Row = tuple[int, list[str]]
"""The row's number in the file, from 1, and its cells."""


class RefusedError(Exception):
    """The file is not read: a code of `matchmaker.messages.texts.importing`, and the parameters of its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def check_size(lines: int, columns: int) -> None:
    """Raises RefusedError for a table with too many lines or columns."""
    if lines > MAX_LINES:
        raise RefusedError("file.too-many-rows", most=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise RefusedError("file.too-many-columns", columns=columns, most=MAX_COLUMNS)


def filled_rows(rows: Iterable[Row]) -> list[Row]:
    """The rows that are not empty. Raises RefusedError if there are none, too many, or too long cells."""
    kept: list[Row] = []
    for number, cells in rows:
        check_size(number, len(cells))
        if not any(cell.strip() for cell in cells):
            continue
        if any(len(cell) > MAX_CELL_LENGTH for cell in cells):
            raise RefusedError("file.cell-too-long", row=number, most=MAX_CELL_LENGTH)
        kept.append((number, cells))
        if len(kept) > MAX_ROWS + 1:  # with the headings
            raise RefusedError("file.too-many-rows", most=MAX_ROWS)
    if not kept:
        raise RefusedError("file.no-table")
    return kept
