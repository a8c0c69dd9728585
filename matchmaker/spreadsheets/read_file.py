"""Read a file as rows of texts: the format is recognised by content, not by name."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from matchmaker.spreadsheets.limits import RefusedError, Row

_OLE = b"\xd0\xcf\x11\xe0"
_NO_TABLE = (b"%PDF", b"\x89PNG", b"\x1f\x8b", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"BEGIN:V", b"Rar!", b"7z\xbc\xaf")
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|table|div)\b", re.I | re.S
)
_XML_WORKBOOK = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*(?:<\?mso[^>]*>\s*)?<(?:\w+:)?Workbook\b")


@dataclass(frozen=True)
class Wanted:
    """How to read the file; None: to be detected. `delimiter`: the character; `sheet`: the sheet's name."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class SheetFacts:
    """A sheet of a workbook; `rows`: including empty ones between others."""

    name: str
    rows: int
    hidden: bool


@dataclass
class Table:
    """The rows that are not empty, how they were read, and what was noticed (messages as JSON)."""

    rows: list[Row]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: list[SheetFacts] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_file(content: bytes, wanted: Wanted) -> Table:
    """The table of a CSV, TSV, XLSX or ODS file. Raises RefusedError."""
    if content.startswith(b"PK\x03\x04"):
        from matchmaker.spreadsheets.workbooks import read_workbook

        return read_workbook(content, wanted)
    _refuse_other_formats(content)
    from matchmaker.spreadsheets.text_files import read_text

    return read_text(content, wanted)


def _refuse_other_formats(content: bytes) -> None:
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedError("file.password" if locked else "file.old-excel")
    if _WEB_PAGE.match(content[:4000]):
        raise RefusedError("file.web-page")
    if _XML_WORKBOOK.match(content[:4000]):
        raise RefusedError("file.xml-workbook")
    if content.startswith(_NO_TABLE) or content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"<?xml", b"{", b"[{")
    ):
        raise RefusedError("file.not-a-table")
