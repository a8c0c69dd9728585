"""The problem: who may meet whom, when and where, and by which tiers schedules are compared."""

from dataclasses import dataclass
from typing import Final

from solver.problem.elements import Pair, Person, Slot, Table, Tier
from solver.problem.validation import validate

DEFAULT: Final = (Tier("minimums"), Tier("score"), Tier("gaps"), Tier("moves"))


@dataclass(frozen=True, slots=True)
class Problem:
    """An event to schedule. Raises ProblemError if a reference, an id or a value is invalid."""

    name: str
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    people: tuple[Person, ...]
    pairs: tuple[Pair, ...]
    before: tuple[tuple[int, int], ...] = ()
    max_gap_spread: int | None = None
    objective: tuple[Tier, ...] = DEFAULT

    def __post_init__(self) -> None:
        validate(
            self.name,
            self.slots,
            self.tables,
            self.people,
            self.pairs,
            self.before,
            self.max_gap_spread,
            self.objective,
        )
