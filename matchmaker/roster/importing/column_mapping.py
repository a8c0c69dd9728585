"""The mapping of a file's columns to fields: guessed from headings and content, then checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.messages.texts.importing import (
    NO_SUCH_COLUMN,
    NOBODY_IDENTIFIED,
    TWO_COLUMNS,
    TWO_KINDS_OF_NAMES,
    UNKNOWN_TARGET,
)
from matchmaker.roster.importing.column_headings import HEADINGS
from matchmaker.roster.importing.spelling import plain
from matchmaker.schemas.roster import FIELDS, PAIR_FIELDS, looks_like_email

IGNORE = "ignore"
NAME_PARTS = ("first_name", "last_name")
"""Two columns that together form the name."""
TARGETS = (*FIELDS, *NAME_PARTS, IGNORE)
_JOINED = frozenset({"about", "interests", "seeks", "offers", "away", *PAIR_FIELDS})
"""Fields that may be filled from several columns."""
_HEADINGS = {plain(heading): target for target, headings in HEADINGS.items() for heading in headings}


def guess(header: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, str]:
    """column -> field (or `ignore`) for every column; `sample` contains the cells of the first rows."""
    mapping = dict.fromkeys(header, IGNORE)
    for exact in (True, False):
        for column in header:
            target = _by_heading(column, exact)
            if mapping[column] == IGNORE and target and target not in mapping.values():
                mapping[column] = target
    if "email" not in mapping.values():
        for index, column in enumerate(header):
            if mapping[column] == IGNORE and _mostly_emails([row[index] for row in sample if index < len(row)]):
                mapping[column] = "email"
                break
    return _consistent_names(mapping)


def check_mapping(header: Sequence[str], mapping: Mapping[str, str]) -> list[Fault]:
    """The faults of a mapping, located at `mapping[column]` or `mapping`; empty if the mapping is usable."""
    faults = [Fault(f"mapping[{column}]", NO_SUCH_COLUMN()) for column in mapping.keys() - set(header)] + [
        Fault(f"mapping[{column}]", UNKNOWN_TARGET(target=target))
        for column, target in mapping.items()
        if target not in TARGETS
    ]
    first: dict[str, str] = {}
    for column, target in mapping.items():
        if target in first and target not in _JOINED and target != IGNORE:
            faults.append(Fault(f"mapping[{column}]", TWO_COLUMNS(column=first[target])))
        first.setdefault(target, column)
    if not first.keys() & {"name", "email", "reference", *NAME_PARTS}:
        faults.append(Fault("mapping", NOBODY_IDENTIFIED()))
    if "name" in first and first.keys() & set(NAME_PARTS):
        faults.append(Fault("mapping", TWO_KINDS_OF_NAMES()))
    return faults


def require_mapping(header: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Raises InvalidInputError with what `check_mapping` finds."""
    faults = check_mapping(header, mapping)
    if faults:
        raise InvalidInputError(faults)


def _by_heading(column: str, exact: bool) -> str | None:
    words = plain(column)
    if exact:
        return _HEADINGS.get(words)
    padded = f" {words} "
    found = [heading for heading in _HEADINGS if len(heading) > 3 and f" {heading} " in padded]
    return _HEADINGS[max(found, key=len)] if found else None


def _mostly_emails(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and sum(map(looks_like_email, filled)) >= 0.6 * len(filled)


def _consistent_names(mapping: dict[str, str]) -> dict[str, str]:
    """Either whole names or both parts: `Name` beside `Vorname` is a last name; a first name alone is the name."""
    columns = {target: column for column, target in mapping.items()}
    parts = [part for part in NAME_PARTS if part in columns]
    if len(parts) == 2 and "name" not in columns:
        return mapping
    if len(parts) == 1 and "name" in columns and plain(columns["name"]) == "name":
        other = next(part for part in NAME_PARTS if part not in parts)
        return mapping | {columns["name"]: other}
    instead = "name" if len(parts) == 1 and "name" not in columns else IGNORE
    return {column: instead if target in NAME_PARTS else target for column, target in mapping.items()}
