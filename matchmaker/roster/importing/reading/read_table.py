"""Read an uploaded file into a table of texts, with limits and in a child process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matchmaker.errors import InvalidInputError
from matchmaker.messages import Message
from matchmaker.messages.texts.importing import (
    EMPTY_FILE,
    FILE_TOO_COSTLY,
    FILE_TOO_LARGE,
    FILE_TOO_SLOW,
    HEADINGS_REPEATED,
    HIDDEN_SHEET,
    NO_HEADING_LINE,
    NO_SUCH_HEADING_ROW,
    NO_SUCH_SHEET,
    ROWS_ABOVE,
    SECOND_HEADINGS,
    SEVERAL_SHEETS,
    SHEET,
)
from matchmaker.roster.importing.reading.choices import DELIMITERS, DETECT_ALL, NO_HEADINGS, ReadingChoices
from matchmaker.roster.importing.reading.heading_row import Row, find_heading_row, is_second_heading
from matchmaker.roster.importing.reading.headings import column_names
from matchmaker.text import identity

MAX_FILE_BYTES = 20 * 2**20
WALL_SECONDS = 10
_SHOWN_ABOVE = 200
_COMMAND = (sys.executable, "-I", "-m", "matchmaker.spreadsheets")


@dataclass(frozen=True)
class SheetRow:
    """`number`: as in a spreadsheet, where the headings are usually in row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SheetName:
    """A sheet of the workbook, which can be chosen."""

    name: str
    rows: int
    hidden: bool


@dataclass(frozen=True)
class Sheet:
    """A table as texts, and how it was read; column names are unique (`Name`, `Name (2)`, `Column C`).

    `delimiter`: its name. `heading_row`: its number, or NO_HEADINGS. `first_lines`: the file's first rows, headings
    included. `said`: what was noticed, messages as JSON. A row with more cells than the header is one cell too long.
    """

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    encoding: str | None = None
    sheet_name: str | None = None
    delimiter: str | None = None
    heading_row: int = 1
    sheets: tuple[SheetName, ...] = ()
    first_lines: tuple[SheetRow, ...] = ()
    said: tuple[dict[str, Any], ...] = ()

    @property
    def notes(self) -> list[Message]:
        return [Message.from_json(said) for said in self.said]

    def column(self, name: str) -> list[str]:
        index = self.header.index(name)
        return [row.cells[index] for row in self.rows if index < len(row.cells)]


def read_table(content: bytes, filename: str, choices: ReadingChoices = DETECT_ALL) -> Sheet:
    """The table in a CSV, TSV, XLSX or ODS file; the format is recognised by content, not by name.

    Raises InvalidInputError (`file`, or the choice) for anything that cannot be read within the limits of
    `matchmaker.spreadsheets`; a decompression bomb is rejected within about two seconds.
    """
    if not content:
        raise InvalidInputError.at("file", EMPTY_FILE(filename=filename))
    if len(content) > MAX_FILE_BYTES:
        raise InvalidInputError.at("file", FILE_TOO_LARGE(megabytes=MAX_FILE_BYTES >> 20))
    answer = _parsed(content, choices)
    if "refused" in answer:
        raise InvalidInputError.at("file", Message.from_json(answer["refused"]))
    if choices.sheet is not None and answer["sheet"] != choices.sheet and answer["sheets"]:
        raise InvalidInputError.at("sheet", NO_SUCH_SHEET(names=tuple(sheet["name"] for sheet in answer["sheets"])))
    return _sheet(answer, choices.heading_row)


def _parsed(content: bytes, choices: ReadingChoices) -> dict[str, Any]:
    delimiter = DELIMITERS[choices.delimiter] if choices.delimiter else None
    wanted = {"encoding": choices.encoding, "delimiter": delimiter, "sheet": choices.sheet}
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file goes in by standard input
            [*_COMMAND, json.dumps(wanted)], input=content, capture_output=True, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": FILE_TOO_SLOW().to_json()}
    if done.returncode != 0:
        return {"refused": FILE_TOO_COSTLY().to_json()}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _sheet(answer: dict[str, Any], heading_row: int | None) -> Sheet:
    rows: list[Row] = [(number, cells) for number, cells in answer["rows"]]
    at = _heading_index(rows, heading_row)
    headings, above = ([], []) if at is None else (rows[at][1], rows[:at])
    below = 0 if at is None or not rows[at + 1 :] else int(is_second_heading(rows[at + 1][1]))
    body = rows if at is None else [row for row in rows[at + 1 + below :] if not _repeats(row[1], headings)]
    header = column_names(headings, above[-1][1] if above else [], _width(headings, body, answer["delimiter"]))
    repeated = 0 if at is None else len(rows) - at - 1 - below - len(body)
    second = rows[at + 1] if at is not None and below else None
    return Sheet(
        header=header,
        rows=tuple(SheetRow(number, tuple(cells)) for number, cells in body),
        encoding=answer["encoding"],
        sheet_name=answer["sheet"],
        delimiter=_name_of(answer["delimiter"]),
        heading_row=NO_HEADINGS if at is None else rows[at][0],
        sheets=tuple(SheetName(**sheet) for sheet in answer["sheets"]),
        first_lines=tuple(SheetRow(number, tuple(cells)) for number, cells in rows[:5]),
        said=(*answer["notes"], *(note.to_json() for note in _notes(answer, at, above, second, repeated))),
    )


def _heading_index(rows: Sequence[Row], wanted: int | None) -> int | None:
    """Raises InvalidInputError (`heading_row`) if the wanted row is empty or missing."""
    if wanted is None:
        return find_heading_row(rows)
    if wanted == NO_HEADINGS:
        return None
    found = next((index for index, (number, _) in enumerate(rows) if number == wanted), None)
    if found is None:
        raise InvalidInputError.at("heading_row", NO_SUCH_HEADING_ROW(row=wanted))
    return found


def _repeats(cells: Sequence[str], headings: Sequence[str]) -> bool:
    """The headings once more, as on each printed page."""
    return [identity(cell) for cell in cells] == [identity(heading) for heading in headings]


def _width(headings: Sequence[str], body: Sequence[Row], delimiter: str | None) -> int:
    """Columns of the table. A few longer rows of a text file lack quotation marks: they do not widen it."""
    widths = sorted(_filled_width(cells) for _, cells in body)
    own = _filled_width(headings)
    if not widths:
        return own
    if delimiter is None or not own:
        return max(own, widths[-1])
    return max(own, widths[(len(widths) - 1) // 2])


def _filled_width(cells: Sequence[str]) -> int:
    return max((index for index, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _name_of(delimiter: str | None) -> str | None:
    return next((name for name, sign in DELIMITERS.items() if sign == delimiter), delimiter)


def _notes(
    answer: dict[str, Any], at: int | None, above: Sequence[Row], second: Row | None, repeated: int
) -> list[Message]:
    notes = []
    if at is None:
        notes.append(NO_HEADING_LINE())
    if above:
        text = " · ".join(text for _, cells in above for text in _without_merged(cells))
        notes.append(ROWS_ABOVE(count=len(above), first=above[0][0], last=above[-1][0], text=text[:_SHOWN_ABOVE]))
    if second:
        notes.append(SECOND_HEADINGS(row=second[0], text=" · ".join(_without_merged(second[1]))[:_SHOWN_ABOVE]))
    if repeated:
        notes.append(HEADINGS_REPEATED(count=repeated))
    others = [sheet for sheet in answer["sheets"] if sheet["name"] != answer["sheet"]]
    if others:
        names = tuple((HIDDEN_SHEET if sheet["hidden"] else SHEET)(name=sheet["name"]) for sheet in others)
        notes.append(SEVERAL_SHEETS(sheet=answer["sheet"], count=len(others), names=names))
    return notes


def _without_merged(cells: Sequence[str]) -> list[str]:
    """The filled cells; a value that fills a merged range only once."""
    return [cell.strip() for cell, before in zip(cells, ["", *cells], strict=False) if cell.strip() and cell != before]
