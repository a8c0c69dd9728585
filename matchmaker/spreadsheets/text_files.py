"""Text files: letters, delimiter, rows."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from matchmaker.spreadsheets.delimiters import best_delimiter
from matchmaker.spreadsheets.encodings import decode
from matchmaker.spreadsheets.limits import MAX_CELL_LENGTH, RefusedError, Row, filled_rows
from matchmaker.spreadsheets.read_file import Table, Wanted

_EXCELS_HINT = re.compile(r"sep=(.)(?:\r\n|\r|\n)")


def read_text(content: bytes, wanted: Wanted) -> Table:
    """The rows of a delimited text. Raises RefusedError."""
    letters = decode(content, wanted.encoding)
    text, hinted = _without_hint(letters.text)
    delimiter = wanted.delimiter or hinted or best_delimiter(text)
    rows = filled_rows(_rows(text, delimiter, first=2 if hinted else 1))
    return Table(rows, encoding=letters.encoding, delimiter=delimiter, notes=letters.notes)


def _without_hint(text: str) -> tuple[str, str | None]:
    found = _EXCELS_HINT.match(text)
    return (text[found.end() :], found[1]) if found else (text, None)


def _rows(text: str, delimiter: str, first: int) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL_LENGTH)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    for number in itertools.count(first):
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _faulty_csv(number, str(error)) from error
        if row is None:
            return
        yield number, row


def _faulty_csv(number: int, error: str) -> RefusedError:
    if "limit" in error:
        return RefusedError("file.cell-too-long-csv", row=number, most=MAX_CELL_LENGTH)
    return RefusedError("file.quotation-mark", row=number)
