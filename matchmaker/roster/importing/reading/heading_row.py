"""Which row holds the headings: the first is often a title or a note, and some lists have none."""

from __future__ import annotations

from collections.abc import Sequence

from matchmaker.roster.importing.cells.kinds import is_address, is_date, is_link, is_number
from matchmaker.roster.importing.columns.heading_match import EXACT, heading_match, numbered

Row = tuple[int, list[str]]
_SOUGHT_ROWS = 30
_LONGEST_HEADING = 120


def find_heading_row(rows: Sequence[Row]) -> int | None:
    """Index of the row with the headings among these rows, none of them empty; None if there is none."""
    sought = rows[:_SOUGHT_ROWS]
    points = [_points(cells) for _, cells in sought]
    best = max(range(len(sought)), key=lambda index: (points[index], -index))
    if points[best] > 0:
        return best
    return _first_full_row(sought) if not _holds_a_person(rows) else None


def is_second_heading(cells: Sequence[str]) -> bool:
    """A row right below the headings that explains them, `(required)`, or names them in another language."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    explained = all(cell[0] in "([{<" and cell[-1] in ")]}>" for cell in filled)
    return len(filled) > 1 and (explained or _points(cells) >= max(2, 0.75 * len(filled)))


def _points(cells: Sequence[str]) -> float:
    """Known headings, exact ones twice; none for a row with an address, a date, a link or a long text."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(is_address(cell) or is_link(cell) or is_date(cell) or len(cell) > _LONGEST_HEADING for cell in filled):
        return 0.0
    known = [match for match in map(heading_match, filled) if match]
    exact = sum(match.sure == EXACT for match in known)
    points = exact + 0.5 * sum(match.sure < EXACT for match in known)
    if len(filled) == 1:
        return points if exact else 0.0
    repeated = len(filled) - len({cell.casefold() for cell in filled})
    return max(0.0, points - 0.6 * repeated) if points >= 1 or points >= 0.5 * len(filled) else 0.0


def _holds_a_person(rows: Sequence[Row]) -> bool:
    """Whether the first full row looks like those below it: an address, a number, or two names."""
    first, below = rows[_first_full_row(rows)][1], [cells for _, cells in rows[1:_SOUGHT_ROWS]]
    if any(is_address(cell) for cell in first):
        return True
    if any(numbered(cell) and heading_match(cell) for cell in first):
        return False
    return any(
        _same_kind(cell, [cells[index] for cells in below if index < len(cells) and cells[index].strip()])
        for index, cell in enumerate(first)
        if cell.strip()
    )


def _same_kind(cell: str, below: Sequence[str]) -> bool:
    """Numbers above numbers, or names of as many capitalised words above the same."""
    if not below:
        return False
    if is_number(cell):
        return all(map(is_number, below))
    return _like_a_name(cell) and sum(map(_like_a_name, below)) >= 0.8 * len(below) and heading_match(cell) is None


def _like_a_name(text: str) -> bool:
    words = [word for word in text.replace(",", " ").split() if not word.endswith(".")]
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and not any(c.isdigit() for c in text)


def _first_full_row(rows: Sequence[Row]) -> int:
    """The first row with more than one filled cell if there are such rows: a title stands alone."""
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in rows]
    usual = max(widths, key=widths.count) if widths else 0
    return next((index for index, width in enumerate(widths) if width > 1 or usual == 1), 0)
