"""Progress reports of a solve, and the request to stop it."""

import threading
from dataclasses import dataclass
from typing import Protocol

from solver.problem import TierName


@dataclass(frozen=True, slots=True)
class Progress:
    """One report: stage name, seconds elapsed, value and bound of the current tier, number of scheduled meetings."""

    stage: str
    elapsed: float
    value: int | None = None
    bound: float | None = None
    meetings: int = 0
    tier: TierName | None = None
    time_limit: float | None = None


class Observer(Protocol):
    """Receives every report, in the solving thread; must return quickly."""

    def __call__(self, progress: Progress, /) -> None: ...


class StopFlag:
    """Requests a stop from any thread or signal handler; the solve then returns its best schedule so far."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Request a stop."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether a stop was requested."""
        return self._event.is_set()

    def __bool__(self) -> bool:
        return self._event.is_set()
