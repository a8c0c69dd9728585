"""The hard rules. Each has one code, used by the verifier, the models, the search, conflicts and explanations.

`tests/solver/rules/test_every_rule.py` lists what a new rule needs.
"""

from enum import StrEnum


class Rule(StrEnum):
    """A hard rule of the file contract; the value is its stable code."""

    PAIR_ONCE = "pair-once"  # each entry of `pairs` is at most one meeting
    DOUBLE_BOOKED = "double-booked"  # a person is in at most one meeting per slot
    NOT_AVAILABLE = "not-available"
    PAIR_SLOTS = "pair-slots"
    REQUIRED = "required"
    FIXED_SLOT = "fixed-slot"
    FIXED_TABLE = "fixed-table"
    TABLE_CAPACITY = "table-capacity"
    TABLE_CLOSED = "table-closed"
    TABLE_RESERVED = "table-reserved"
    OWN_TABLE = "own-table"
    MAX_MEETINGS = "max-meetings"
    MAX_CONSECUTIVE = "max-consecutive"
    PRECEDENCE = "before"
    GAP_SPREAD = "gap-spread"
