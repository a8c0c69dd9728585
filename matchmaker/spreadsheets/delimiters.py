"""The delimiter of a text file, judged by the whole table and not by its first line."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter

DELIMITERS = (",", ";", "\t", "|")
_JUDGED_ROWS = 300
_JUDGED_CHARACTERS = 200_000
_ADDRESS = re.compile(r"\s*<?[^@\s,;|]+@[^@\s,;|]+\.[^@\s,;|]+>?\s*")


def best_delimiter(text: str) -> str:
    """The one that splits most rows into equally many cells, and leaves e-mail addresses alone in theirs."""
    sample = text[:_JUDGED_CHARACTERS]
    scores = {delimiter: _score(sample, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _score(sample: str, delimiter: str) -> tuple[float, float, int]:
    """(share of rows of the usual width plus share with an address of its own, tightness, the usual width)."""
    rows = _rows(sample, delimiter)
    if not rows:
        return 0.0, 0.0, 0
    width, count = max(Counter(map(len, rows)).items(), key=lambda item: (item[1], item[0]))
    if width == 1 or _only_in_names(rows, width):
        return 0.0, 0.0, 0
    with_address = sum(any(_ADDRESS.fullmatch(cell) for cell in row) for row in rows)
    loose = sum(all(cell.startswith(" ") for cell in row[1:]) for row in rows)  # `Lang, Mia` is one cell
    return (count + with_address) / len(rows), -loose / len(rows), width


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        return [row for row in itertools.islice(reader, _JUDGED_ROWS) if any(cell.strip() for cell in row)]
    except csv.Error:
        return []


def _only_in_names(rows: list[list[str]], width: int) -> bool:
    """One column of `Byron, Ada`: the heading has no comma, and every comma is followed by a space."""
    body = [row for row in rows if len(row) > 1]
    return len(rows[0]) == 1 and width == 2 and all(row[1].startswith(" ") for row in body)
