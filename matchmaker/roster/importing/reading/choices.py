"""How a file is read: what the organizer can choose. What is not chosen is detected from the whole file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.messages import mark
from matchmaker.messages.texts.importing import (
    UNKNOWN_DELIMITER,
    UNKNOWN_ENCODING,
    UNKNOWN_HEADING_ROW,
    UNKNOWN_SEPARATOR,
)
from matchmaker.roster.importing.cells.lists import SEPARATORS

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-twice": mark("UTF-8, encoded twice"),
    "utf-16": "UTF-16",
    "cp1252": mark("Western European (Windows-1252)"),
    "iso-8859-1": mark("Western European (ISO 8859-1)"),
    "mac-roman": mark("Western European (Mac)"),
    "cp1250": mark("Central European (Windows-1250)"),
    "iso-8859-2": mark("Central European (ISO 8859-2)"),
    "cp1251": mark("Cyrillic (Windows-1251)"),
    "koi8-r": mark("Cyrillic (KOI8-R)"),
    "cp1253": mark("Greek (Windows-1253)"),
    "cp1254": mark("Turkish (Windows-1254)"),
    "cp1255": mark("Hebrew (Windows-1255)"),
    "cp1256": mark("Arabic (Windows-1256)"),
    "cp437": mark("MS-DOS (code page 437)"),
    "cp850": mark("MS-DOS (code page 850)"),
    "gb18030": mark("Chinese (GB 18030)"),
    "big5": mark("Chinese (Big5)"),
    "shift_jis": mark("Japanese (Shift JIS)"),
    "euc-kr": mark("Korean (EUC-KR)"),
}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
NO_HEADINGS = 0
"""In place of the number of the row with the headings."""
_MAX_HEADING_ROW = 1000


@dataclass(frozen=True)
class ReadingChoices:
    """None: detect it. `delimiter` and `list_separator` by name; `heading_row`: its number, or NO_HEADINGS."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    heading_row: int | None = None
    list_separator: str | None = None

    def __post_init__(self) -> None:
        """Raises InvalidInputError, located at the choice."""
        faults = []
        if self.encoding is not None and self.encoding not in ENCODINGS:
            faults.append(Fault("encoding", UNKNOWN_ENCODING(names=tuple(ENCODINGS))))
        if self.delimiter is not None and self.delimiter not in DELIMITERS:
            faults.append(Fault("delimiter", UNKNOWN_DELIMITER(names=tuple(DELIMITERS))))
        if self.heading_row is not None and not NO_HEADINGS <= self.heading_row <= _MAX_HEADING_ROW:
            faults.append(Fault("heading_row", UNKNOWN_HEADING_ROW(most=_MAX_HEADING_ROW)))
        if self.list_separator is not None and self.list_separator not in SEPARATORS:
            faults.append(Fault("list_separator", UNKNOWN_SEPARATOR(names=tuple(SEPARATORS))))
        if faults:
            raise InvalidInputError(faults)

    def as_json(self) -> dict[str, Any]:
        """Only what was chosen."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ReadingChoices:
        return cls(**data)


DETECT_ALL = ReadingChoices()
