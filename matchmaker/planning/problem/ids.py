"""The solver's ids of rows: attendee 12 is `a12`, block 2 `b2`, slot 3 `s3` and table 7 `t7`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ID = re.compile(r"\b([abst])(\d+)\b")


@dataclass(frozen=True)
class Keys:
    """Primary keys of rows, by table."""

    attendees: frozenset[int]
    blocks: frozenset[int]
    slots: frozenset[int]
    tables: frozenset[int]


def attendee_id(key: int) -> str:
    return f"a{key}"


def block_id(key: int) -> str:
    return f"b{key}"


def slot_id(key: int) -> str:
    return f"s{key}"


def table_id(key: int) -> str:
    return f"t{key}"


def key_of(solver_id: str) -> int:
    """The primary key of the row with this id."""
    return int(solver_id[1:])


def keys_in(sentences: Iterable[str]) -> Keys:
    """The keys of all ids in the sentences."""
    found = {id_ for sentence in sentences for id_ in _ID.findall(sentence)}
    attendees, blocks, slots, tables = (
        frozenset(int(number) for kind, number in found if kind == wanted) for wanted in "abst"
    )
    return Keys(attendees, blocks, slots, tables)


def replace_ids(sentence: str, names: Mapping[str, str]) -> str:
    """The sentence with each id replaced by its name; an id without a name stays."""
    return _ID.sub(lambda found: names.get(found[0], found[0]), sentence)
