"""How long a solve may go on: its time limit and its stop flag."""

import time

from solver.progress import StopFlag


class Clock:
    """Counts seconds since it was made. Only limits and reports read it; results do not depend on it."""

    def __init__(self, limit: float, stop: StopFlag | None = None) -> None:
        self.limit = limit
        self._stop = stop or StopFlag()
        self._begin = time.monotonic()

    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._begin

    def left(self) -> float:
        """Seconds until the limit, never negative; 0 once somebody asked to stop."""
        return 0.0 if self._stop.is_set() else max(0.0, self.limit - self.elapsed())

    def over(self) -> bool:
        """Whether the solve has to end now."""
        return self.left() <= 0.0
