"""Parse a spreadsheet or text file in a separate process with limited memory and time.

`read_table.py` runs this as a program, passes the file on standard input and reads JSON from standard output. It uses
only the standard library and python-calamine, so that it starts quickly; a decompression bomb affects nothing else.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import itertools
import json
import re
import resource
import signal
import struct
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

MEMORY = 300 * 2**20
SECONDS = 1.6
"""CPU time, not wall-clock time, so that the result does not depend on the machine's load."""
MAX_ENTRIES = 1000
MAX_DIRECTORY_BYTES = 2**20
MAX_UNPACKED_BYTES = 100 * 2**20
MAX_ROWS = 20_000
MAX_LINES = 200_000
"""Including empty rows, of which spreadsheets often have many at the end."""
MAX_COLUMNS = 200
MAX_CELL_LENGTH = 32_767
DELIMITERS = ",;\t|"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMES = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}
Rows = Iterator[tuple[int, list[str]]]


class RefusedError(Exception):
    """The file is not read: a code of `matchmaker.messages.texts.importing`, and the parameters of its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def parse(content: bytes, encoding: str | None) -> dict[str, Any]:
    """`header`, `rows` (number, cells), `encoding`, `delimiter` and `sheet_name`; raises RefusedError."""
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedError("file.old-excel")
    if content.startswith((b"%PDF", b"\x89PNG", b"\x1f\x8b", b"\xff\xd8\xff", b"<!DOCTYPE", b"<html")):
        raise RefusedError("file.not-a-table")
    return _text_file(content, encoding)


def _text_file(content: bytes, encoding: str | None) -> dict[str, Any]:
    text, used = _decoded(content, encoding)
    start, delimiter = _delimiter(text)
    found = _table(_csv_rows(text[start:], delimiter))
    return found | {"encoding": used, "delimiter": _NAMES[delimiter], "sheet_name": None}


def _decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
    marked = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    for name in [encoding] if encoding else [marked] if marked else ["utf-8", "cp1252"]:
        try:
            return content.decode(name).removeprefix("\ufeff"), name.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    if encoding or marked:
        raise RefusedError("file.letters", encoding=encoding or marked)
    raise RefusedError("file.letters-two", encoding="UTF-8", other="Windows-1252")


def _delimiter(text: str) -> tuple[int, str]:
    """Start of the table, and its delimiter: the one that splits most rows into as many cells as the first row."""
    hint = re.match(r"sep=([,;\t|])(?:\r\n|\r|\n)", text)  # Excel's own hint
    if hint:
        return hint.end(), hint[1]
    return 0, max(DELIMITERS, key=lambda delimiter: _score(text[:100_000], delimiter))


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(row) for row in itertools.islice(reader, 50) if any(row)]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] == 1:
        return (0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])


def _csv_rows(text: str, delimiter: str) -> Rows:
    csv.field_size_limit(MAX_CELL_LENGTH)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number in itertools.count(1):
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


def _workbook(content: bytes) -> dict[str, Any]:
    _check_archive(content)
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            index
            for index, sheet in enumerate(workbook.sheets_metadata)
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        for index in visible:
            sheet = workbook.get_sheet_by_index(index)
            if sheet.end:
                break
        else:
            raise RefusedError("file.no-rows")
    except (python_calamine.CalamineError, OSError) as error:
        raise RefusedError("file.not-a-spreadsheet") from error
    _check_size(sheet.end[0] + 1, sheet.end[1] + 1)
    rows = ([_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False))
    return _table(enumerate(rows, 1)) | {"encoding": None, "delimiter": None, "sheet_name": sheet.name}


def _check_archive(content: bytes) -> None:
    """Reject an archive by its directory, then check that its parts have the sizes stated there."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or len(content) < end + 22:
        raise RefusedError("file.cut-off")
    entries, size = struct.unpack_from("<HI", content, end + 10)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY_BYTES:
        raise RefusedError("file.too-many-parts", most=MAX_ENTRIES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise RefusedError("file.unpacked-too-large", megabytes=MAX_UNPACKED_BYTES >> 20)
            for info in archive.infolist():
                _read_all(archive, info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, struct.error, ValueError) as error:
        raise RefusedError("file.damaged") from error


def _read_all(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Raises BadZipFile if a part differs from the directory (zipfile reads at most the stated size)."""
    with archive.open(info) as part:
        while part.read(2**20):
            pass


def _cell(value: Any) -> str:
    """The cell as displayed: whole floats as integers, dates and times in ISO format."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)


def _table(rows: Iterable[tuple[int, list[str]]]) -> dict[str, Any]:
    header: list[str] | None = None
    body: list[tuple[int, list[str]]] = []
    for number, row in rows:
        _check_size(number, len(row))
        if not any(cell.strip() for cell in row):
            continue
        if any(len(cell) > MAX_CELL_LENGTH for cell in row):
            raise RefusedError("file.cell-too-long", row=number, most=MAX_CELL_LENGTH)
        if header is None:
            header = row
        else:
            body.append((number, row))
        if len(body) > MAX_ROWS:
            raise RefusedError("file.too-many-rows", most=MAX_ROWS)
    if header is None:
        raise RefusedError("file.no-table")
    return {"header": header, "rows": body}


def _check_size(lines: int, columns: int) -> None:
    if lines > MAX_LINES:
        raise RefusedError("file.too-many-rows", most=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise RefusedError("file.too-many-columns", columns=columns, most=MAX_COLUMNS)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # ends the process
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    encoding = sys.argv[1] if len(sys.argv) > 1 else None
    try:
        answer = parse(sys.stdin.buffer.read(), encoding)
    except RefusedError as error:
        answer = {"refused": {"code": error.code, "params": error.params}}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
