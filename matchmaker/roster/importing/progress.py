"""Progress of the work on an import."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

Item = TypeVar("Item")
EVERY = 250
"""Rows between two reports."""


class Stage(StrEnum):
    READING = "reading"
    CHECKING = "checking"
    MATCHING = "matching"
    COMPARING = "comparing"
    WRITING = "writing"


@dataclass(frozen=True)
class ImportProgress:
    """`done` of `total` rows in this stage; `total` 0: nothing to count."""

    stage: Stage
    done: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """How much of all stages is done, from 0 to 1."""
        stages = list(Stage)
        within = self.done / self.total if self.total else 0.0
        return (stages.index(self.stage) + within) / len(stages)


Observer: TypeAlias = Callable[[ImportProgress], None]
"""Gets each report; it ends the work by raising an error."""


def unobserved(_progress: ImportProgress) -> None:
    """An observer for work that nobody watches."""


def reported(rows: Sequence[Item], stage: Stage, observer: Observer) -> Iterator[Item]:
    """The rows, reporting how many have been passed."""
    for done, row in enumerate(rows):
        if done % EVERY == 0:
            observer(ImportProgress(stage, done, len(rows)))
        yield row
