"""Negative numbers that stand for "none" where the arrays hold indexes."""

from typing import Final

UNSCHEDULED: Final = -1  # instead of a pair's slot: the pair does not meet
NO_PAIR: Final = -1  # instead of the pair that a person meets with in a slot: the person is not busy
NO_RESOURCE: Final = -1  # instead of a resource: the meeting needs none of this kind
NO_TABLE_BOUND: Final = -1  # instead of a bound table: the meeting may be at any table that is not reserved
NO_TABLE_POSSIBLE: Final = -2  # instead of a bound table: no table can ever hold the meeting
