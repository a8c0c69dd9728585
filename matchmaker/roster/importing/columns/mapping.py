"""The mapping of a file's columns to fields, and what is wrong with one."""

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
from matchmaker.schemas.roster import FIELDS, PAIR_FIELDS

IGNORE = "ignore"
NAME_PARTS = ("first_name", "last_name")
"""Two columns that together form the name."""
MARKS = {"marks_like": "like_to_meet", "marks_agreed": "agreed"}
"""A column per person: a mark means a pair with the person in the heading."""
TARGETS = (*FIELDS, *NAME_PARTS, "available", *MARKS, IGNORE)
JOINED = frozenset({"about", "interests", "seeks", "offers", "away", "available", *MARKS, *PAIR_FIELDS})
"""Fields that may be filled from several columns."""


def check_mapping(header: Sequence[str], mapping: Mapping[str, str]) -> list[Fault]:
    """The faults of a mapping, located at `mapping[column]` or `mapping`; empty if the mapping is usable."""
    faults = [Fault(f"mapping[{column}]", NO_SUCH_COLUMN()) for column in mapping.keys() - set(header)] + [
        Fault(f"mapping[{column}]", UNKNOWN_TARGET(target=target))
        for column, target in mapping.items()
        if target not in TARGETS
    ]
    first: dict[str, str] = {}
    for column, target in mapping.items():
        if target in first and target not in JOINED and target != IGNORE:
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
