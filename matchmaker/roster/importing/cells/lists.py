"""Lists in a cell: the separator is found over the whole column; bullets and numbers before the items are dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matchmaker.roster.importing.cells.cell_text import is_placeholder
from matchmaker.schemas.roster import split_list

SEPARATORS = {"semicolon": ";", "comma": ",", "line": "\n", "slash": "/", "bar": "|"}
"""What the organizer can choose, and the sign."""
_BULLET = re.compile(r"\s*(?:[•·▪◦‣●○■□✓✔➢➤→*]|[-–—+](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
_INLINE_BULLET = re.compile(r"\s*[•▪◦‣●■➢➤]\s*")
_STANDARD = re.compile(r"[;|\n]")
_BRACKETS = re.compile(r"\s*(?:\[(.*)\]|\{(.*)\})\s*", re.S)
_LONGEST_ITEM = 60
_MOST_WORDS = 6


def separator_of(cells: Sequence[str], *, people: bool = False) -> str:
    """The name of the column's separator; `semicolon` covers the three of `split_list`, and cells with one item.

    `people`: the items are people, whose names may hold a comma.
    """
    standard = sum(_STANDARD.search(cell) is not None for cell in cells)
    remaining = [cell for cell in cells if not _STANDARD.search(cell)]
    for name, looks_so in (("comma", _people_by_comma if people else _items_by_comma), ("slash", _items_by_slash)):
        parted = sum(looks_so(cell) for cell in remaining)
        marked = sum(SEPARATORS[name] in cell for cell in remaining)
        if parted and parted >= max(standard, 0.5 * marked):
            return name
    return "semicolon"


def items_in(cell: str, separator: str) -> list[str]:
    """The items, without bullets, numbers and placeholders."""
    found = _BRACKETS.fullmatch(cell)
    text = _INLINE_BULLET.sub("\n", (found[1] or found[2] or "").replace('"', "").replace("'", "") if found else cell)
    parts = split_list(text) if separator != "line" else [part for part in text.split("\n") if part.strip()]
    if found or separator in ("comma", "slash", "bar"):
        sign = "," if found else SEPARATORS[separator]
        parts = [piece for part in parts for piece in _outside_brackets(part, sign)]
    parts = [piece for part in parts for piece in _numbered(part)]
    bare = [_BULLET.sub("", part, count=1).strip() if _BULLET.match(part) else part.strip() for part in parts]
    return [item for item in map(_without_and, bare) if item and not is_placeholder(item)]


def _numbered(text: str) -> list[str]:
    """`1) Optics 2) Robots` is two items."""
    starts = re.match(r"\(?1[.)]\s", text) and re.search(r"\s\(?2[.)]\s", text)
    return re.split(r"\s+(?=\(?\d{1,2}[.)]\s)", text) if starts else [text]


def _without_and(item: str) -> str:
    """`and robots`, the end of a list, is robots."""
    return re.sub(r"(?i)\A(?:and|und|et|y|e|og|och|en)\s+", "", item)


def has_bullets(cell: str) -> bool:
    return any(_BULLET.match(line) for line in cell.split("\n")) or _INLINE_BULLET.search(cell) is not None


def _outside_brackets(text: str, sign: str) -> list[str]:
    """Split, but not within brackets: `optics (lasers, lenses), robots` are two."""
    return re.split(rf"\s*{re.escape(sign)}\s*(?![^(]*\))", text)


def _items_by_comma(cell: str) -> bool:
    pieces = [piece.strip() for piece in cell.split(",") if piece.strip()]
    return len(pieces) > 1 and all(
        len(piece) <= _LONGEST_ITEM and len(piece.split()) <= _MOST_WORDS and not piece.endswith(".")
        for piece in pieces
    )


def _people_by_comma(cell: str) -> bool:
    """Each piece is a whole name or an address: `Byron, Ada` is one person."""
    pieces = [piece.strip() for piece in cell.split(",") if piece.strip()]
    return len(pieces) > 1 and all("@" in piece or " " in piece or piece.isdecimal() for piece in pieces)


def _items_by_slash(cell: str) -> bool:
    """`Optics/Robotics`, but not `AI/ML`."""
    pieces = [piece.strip() for piece in cell.split("/")]
    return len(pieces) > 1 and all(3 < len(piece) <= _LONGEST_ITEM for piece in pieces) and "//" not in cell
