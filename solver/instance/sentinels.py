"""Negative values that mean "none" in arrays of indexes."""

from typing import Final

UNSCHEDULED: Final = -1  # in place of a pair's slot
NO_PAIR: Final = -1  # in place of the pair that a person meets with in a slot: the person is free
NO_RESOURCE: Final = -1  # in place of a resource: the meeting uses none of this kind
NO_TABLE_BOUND: Final = -1  # in place of a bound table: the meeting may use any table that is not reserved
NO_TABLE_POSSIBLE: Final = -2  # in place of a bound table: no table can hold the meeting
