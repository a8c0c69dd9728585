"""The solver's ids of rows: attendee 12 is `a12`, block 2 `b2`, slot 3 `s3` and table 7 `t7`."""

from __future__ import annotations


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
