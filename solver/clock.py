"""The time limit and the stop flag of a solve."""

import threading
import time
from collections.abc import Callable
from typing import Final

from solver.progress import StopFlag

CHECK_INTERVAL: Final = 0.05  # seconds between two checks of the clock


class Clock:
    """Counts seconds since its creation; `stop` ends the time at once.

    Used for limits and reports only: results do not depend on it.
    """

    def __init__(self, limit: float, stop: StopFlag | None = None) -> None:
        self.limit = limit
        self.stop = StopFlag() if stop is None else stop  # an unset flag is falsy
        self._begin = time.monotonic()

    def elapsed(self) -> float:
        """Seconds since the creation of the clock."""
        return time.monotonic() - self._begin

    def left(self) -> float:
        """Seconds until the limit, never negative; 0 once a stop was requested."""
        return 0.0 if self.stop.is_set() else max(0.0, self.limit - self.elapsed())

    def part(self, share: float) -> "Clock":
        """A clock for this share of the remaining time, with the same stop flag."""
        return Clock(share * self.left(), self.stop)

    def over(self) -> bool:
        """Whether the solve has to end now."""
        return self.left() <= 0.0


class Watch:
    """Context manager: a thread calls `stop` when the time is over, because library code does not check the clock."""

    def __init__(self, stop: Callable[[], object], clock: Clock) -> None:
        self._done = threading.Event()
        self._stop, self._clock = stop, clock
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(CHECK_INTERVAL):
            if self._clock.over():
                self._stop()
