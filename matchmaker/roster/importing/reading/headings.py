"""The names of a table's columns: unique, readable, with the heading of a group of columns where they repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from matchmaker.roster.importing.cells.cell_text import with_plain_spaces, without_invisible
from matchmaker.text import without_hidden

_LONGEST = 100


def column_names(headings: Sequence[str], above: Sequence[str], width: int) -> tuple[str, ...]:
    """`Name`, `Name (2)`, `Column C`; `above`: the row above the headings, which may name groups of columns."""
    plain = [_plain(headings[index]) if index < len(headings) else "" for index in range(width)]
    repeated = {heading for heading, count in Counter(plain).items() if heading and count > 1}
    groups = [_plain(above[index]) if index < len(above) else "" for index in range(width)]
    names: list[str] = []
    for index, heading in enumerate(plain):
        if heading in repeated and groups[index] and len(set(groups) - {""}) > 1:
            heading = f"{groups[index]} {heading}"[:_LONGEST]
        name = heading or f"Column {_letters(index)}"
        copies = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({copies + 1})" if name in names else name)
    return tuple(names)


def _plain(heading: str) -> str:
    text = without_invisible(with_plain_spaces(heading)).lstrip("#").strip()
    return without_hidden(" ".join(text.split()))[:_LONGEST]


def _letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA: the column names of spreadsheets."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
