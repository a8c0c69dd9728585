"""Tables of escaped cells as files for people and spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # openpyxl ships no types

_NO_COMMENTS: Mapping[str, str] = {}


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, commas, every cell in quotes, CRLF."""
    target = io.StringIO(newline="")
    # quoted throughout, so that a program with another delimiter cannot split a cell into a formula
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[str]], comments: Mapping[str, str] = _NO_COMMENTS) -> bytes:
    """A workbook with one sheet; every cell is text. `comments`: heading -> a comment on its cell."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Attendees")
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        cells = [WriteOnlyCell(sheet, value=text) for text in row]
        for cell, text in zip(cells, row, strict=True):
            cell.data_type = "s"  # otherwise openpyxl treats text that starts with = as a formula
            if number == 0 and text in comments:
                cell.comment = Comment(comments[text], "matchmaker", width=320, height=90)
        sheet.append(cells)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()
