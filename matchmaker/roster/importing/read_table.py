"""Read an uploaded file into a table of texts, with limits and in a child process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matchmaker.errors import InvalidInputError
from matchmaker.messages import Message, mark
from matchmaker.messages.texts.importing import (
    EMPTY_FILE,
    FILE_TOO_COSTLY,
    FILE_TOO_LARGE,
    FILE_TOO_SLOW,
    UNKNOWN_ENCODING,
)
from matchmaker.text import without_hidden

MAX_FILE_BYTES = 20 * 2**20
WALL_SECONDS = 10
ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": mark("Western European (Windows-1252)"),
    "cp1250": mark("Central European (Windows-1250)"),
    "cp1251": mark("Cyrillic (Windows-1251)"),
    "cp1253": mark("Greek (Windows-1253)"),
    "cp1254": mark("Turkish (Windows-1254)"),
    "iso-8859-1": mark("Western European (ISO 8859-1)"),
    "mac-roman": mark("Western European (Mac)"),
    "utf-16": "UTF-16",
    "gb18030": mark("Chinese (GB 18030)"),
    "shift_jis": mark("Japanese (Shift JIS)"),
    "euc-kr": mark("Korean (EUC-KR)"),
}
"""The choices for files whose letters are displayed wrongly."""
_PARSER = Path(__file__).with_name("parse_file.py")


@dataclass(frozen=True)
class SheetRow:
    """`number`: as in a spreadsheet, where the header is usually row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as texts; column names are unique (`Name`, `Name (2)`, `Column C`)."""

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    encoding: str | None
    sheet_name: str | None
    delimiter: str | None = None

    def column(self, name: str) -> list[str]:
        index = self.header.index(name)
        return [row.cells[index] for row in self.rows if index < len(row.cells)]


def read_table(content: bytes, filename: str, encoding: str | None = None) -> Sheet:
    """The table in a CSV, TSV, XLSX or ODS file; the format is recognised by content, not by name.

    `encoding`: one of ENCODINGS, or None to detect it. Raises InvalidInputError (`file`) for anything that cannot be
    read within the limits of `parse_file.py`; a decompression bomb is rejected within about two seconds.
    """
    if encoding is not None and encoding not in ENCODINGS:
        raise InvalidInputError.at("encoding", UNKNOWN_ENCODING())
    if not content:
        raise InvalidInputError.at("file", EMPTY_FILE(filename=filename))
    if len(content) > MAX_FILE_BYTES:
        raise InvalidInputError.at("file", FILE_TOO_LARGE(megabytes=MAX_FILE_BYTES >> 20))
    answer = _parsed(content, encoding)
    if "refused" in answer:
        raise InvalidInputError.at("file", Message.from_json(answer["refused"]))
    width = max(len(answer["header"]), *(len(cells) for _, cells in answer["rows"]), 0)
    return Sheet(
        header=_unique(answer["header"], width),
        rows=tuple(SheetRow(number, tuple(cells)) for number, cells in answer["rows"]),
        encoding=answer["encoding"],
        sheet_name=answer["sheet_name"],
        delimiter=answer["delimiter"],
    )


def _parsed(content: bytes, encoding: str | None) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_PARSER), *([encoding] if encoding else [])]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file goes in by standard input
            command, input=content, capture_output=True, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": FILE_TOO_SLOW().to_json()}
    if done.returncode != 0:
        return {"refused": FILE_TOO_COSTLY().to_json()}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _unique(header: list[str], width: int) -> tuple[str, ...]:
    names: list[str] = []
    for index in range(width):
        heading = without_hidden(" ".join(header[index].split()))[:100] if index < len(header) else ""
        name = heading or f"Column {_letters(index)}"
        copies = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({copies + 1})" if name in names else name)
    return tuple(names)


def _letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA: the column names of spreadsheets."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
