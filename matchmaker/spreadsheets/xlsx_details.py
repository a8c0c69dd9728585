"""What python-calamine does not tell of an .xlsx sheet: hidden rows, formulas without values, formats with zeros.

ECMA-376, part 1, chapter 18: `row/@hidden`, `c/f` without `c/v`, and the number formats of `styles.xml`.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ZEROS = re.compile(r'((?:"[^"]*"|\\.|[-_ ])*)(0{2,})((?:"[^"]*"|\\.|[-_ ])*)')
_TELLING = (b"hidden=", b"<f", b":f>", b't="e"')
_CELL = re.compile(r"([A-Z]+)(\d+)")


class Pattern(NamedTuple):
    """A number format that fills up with zeros: `000`, `"B-"0000`."""

    before: str
    digits: int
    after: str

    def shown(self, number: str) -> str:
        return self.before + number.zfill(self.digits) + self.after


@dataclass
class Details:
    """Rows from 1, columns from 0."""

    hidden_rows: list[int] = field(default_factory=list)
    without_values: list[int] = field(default_factory=list)
    """Rows with a formula whose value the file does not hold."""
    errors: list[int] = field(default_factory=list)
    """Rows with a cell that shows an error."""
    zeros: list[tuple[int, int, Pattern]] = field(default_factory=list)


def details_of(content: bytes, sheet: str) -> Details:
    """The details of this sheet; none for a workbook that is not .xlsx. Scans only a sheet that may have any."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return Details()
        try:
            part = _part_of(archive, sheet)
            patterns = _patterns(archive) if "xl/styles.xml" in names else {}
            xml = archive.read(part) if part in names else b""
        except ElementTree.ParseError:
            return Details()  # python-calamine read the values; the details are an addition
    return _Scan(patterns).run(xml) if patterns or any(sign in xml for sign in _TELLING) else Details()


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The path of the sheet's part within the archive."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat without external entities
    link = next((found.get(_LINK) for found in book.iter(f"{_MAIN}sheet") if found.get("name") == sheet), None)
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    target = next((found.get("Target", "") for found in links if found.get("Id") == link), "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _patterns(archive: zipfile.ZipFile) -> dict[str, Pattern]:
    """Index of a cell's style -> its format, for formats with leading zeros."""
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
    formats = {found.get("numFmtId"): found.get("formatCode", "") for found in styles.iter(f"{_MAIN}numFmt")}
    used = styles.find(f"{_MAIN}cellXfs")
    patterns = {}
    for index, style in enumerate(() if used is None else used):
        found = _ZEROS.fullmatch(formats.get(style.get("numFmtId"), ""))
        if found:
            patterns[str(index)] = Pattern(_plain(found[1]), len(found[2]), _plain(found[3]))
    return patterns


def _plain(literal: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)|_.', lambda found: found[1] or found[2] or " ", literal)


class _Scan:
    """One pass over a sheet's XML."""

    def __init__(self, patterns: dict[str, Pattern]) -> None:
        self._patterns = patterns
        self._found = Details()
        self._row = 0
        self._formula = self._value = self._in_value = False

    def run(self, xml: bytes) -> Details:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(xml, True)
        except expat.ExpatError:
            return Details()
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._formula = self._value = self._in_value = False
            self._note_zeros(attributes)
            if attributes.get("t") == "e" and self._row not in self._found.errors[-1:]:
                self._found.errors.append(self._row)
        elif local == "row":
            self._row = int(attributes.get("r", self._row + 1))
            if attributes.get("hidden") in ("1", "true"):
                self._found.hidden_rows.append(self._row)
        elif local == "f":
            self._formula = True
        elif local == "v":
            self._in_value = True

    def _text(self, text: str) -> None:
        self._value = self._value or (self._in_value and bool(text.strip()))

    def _end(self, name: str) -> None:
        self._in_value = False
        rows = self._found.without_values
        if self._formula and not self._value and name.rpartition(":")[2] == "c" and self._row not in rows[-1:]:
            rows.append(self._row)

    def _note_zeros(self, attributes: dict[str, str]) -> None:
        pattern = self._patterns.get(attributes.get("s", ""))
        place = _CELL.fullmatch(attributes.get("r", ""))
        if pattern and place:
            self._found.zeros.append((int(place[2]), _index(place[1]), pattern))


def _index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
