"""What one person asked of another: the grade and, in a list that ranks wishes, the rank."""

from __future__ import annotations

from typing import NamedTuple

from matchmaker.models import Grade

# a file never weakens a request: the later in the list, the stronger
_STRENGTH = [Grade.LIKE, Grade.MUST, Grade.NO]


class Asked(NamedTuple):
    """`rank`: 1 for the first choice; only of a `like`."""

    grade: Grade
    rank: int | None = None

    @property
    def text(self) -> str:
        """The form in which changes and notes for undo are kept: `must`, `like`, `like 2`."""
        return self.grade.value if self.rank is None else f"{self.grade.value} {self.rank}"

    @classmethod
    def parse(cls, text: str) -> Asked:
        """The inverse of `text`."""
        grade, _, rank = text.partition(" ")
        return cls(Grade(grade), int(rank) if rank else None)

    def adds_to(self, held: Asked | None) -> bool:
        """Whether a file that states this changes what is held: a stronger grade, or a rank that is new."""
        if held is None:
            return True
        if self.grade is held.grade:
            return self.rank is not None and self.rank != held.rank
        return _STRENGTH.index(self.grade) > _STRENGTH.index(held.grade)
