"""Small files of every supported kind, harmful ones included, built in memory."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="People">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
CELL = '<table:table-cell office:value-type="string"{repeat}><text:p>{text}</text:p></table:table-cell>'


def csv_file(*rows: Sequence[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode(encoding)


def xlsx_file(*rows: Sequence[Any]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def ods_file(*rows: Iterable[str], repeat: str = "", row_repeat: str = "") -> bytes:
    body = "".join(
        f"<table:table-row{row_repeat}>"
        + "".join(CELL.format(text=text, repeat=repeat) for text in row)
        + "</table:table-row>"
        for row in rows
    )
    return zip_file(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": (ODS_HEAD + body + ODS_TAIL).encode(),
            "META-INF/manifest.xml": MANIFEST.encode(),
        }
    )


def zip_file(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_sheet(content: bytes, sheet: bytes) -> bytes:
    """The workbook with another XML for its sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    return zip_file(parts | {"xl/worksheets/sheet1.xml": sheet})


def sheet_with(rows: str) -> bytes:
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


def understating_its_size(content: bytes, name: bytes) -> bytes:
    """An archive whose directory says that the part `name` unpacks to ten bytes."""
    position = content.rfind(name) - 46 + 24
    return content[:position] + (10).to_bytes(4, "little") + content[position + 4 :]
