"""A run's progress as its row stores it: the stage, the figures, and a thinned trace for the chart."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from matchmaker.messages.texts.progress import stage_message
from matchmaker.models import now
from solver import Progress

MAX_POINTS = 240
Point = tuple[float, int | None, float | None]
"""(seconds, value, bound)"""


class ProgressTrace:
    """Collects reports of a solve. Value, bound and trace are the score's; other tiers only show as stages."""

    def __init__(self) -> None:
        self._last: Progress | None = None
        self._value: int | None = None
        self._bound: float | None = None
        self._points: list[Point] = []
        self._since: datetime | None = None

    @property
    def begun(self) -> bool:
        """Whether there was any report."""
        return self._last is not None

    def add(self, progress: Progress) -> None:
        self._last = progress
        if self._since is None:
            self._since = now() - timedelta(seconds=progress.elapsed)
        if progress.tier not in (None, "score") or (progress.value is None and progress.bound is None):
            return
        self._value, self._bound = progress.value, progress.bound
        if not self._points or self._points[-1][1:] != (self._value, self._bound):
            self._points.append((round(progress.elapsed, 2), self._value, self._bound))
        if len(self._points) > MAX_POINTS:
            self._points[1:-1] = self._points[1:-1:2]  # halve the resolution; keep the first and the latest point

    def columns(self) -> dict[str, Any]:
        """Values of the run row's columns; empty before the first report."""
        if self._last is None:
            return {}
        return {
            "stage": stage_message(self._last.stage),
            "searching_since": self._since,
            "meetings": self._last.meetings or None,  # before the first meetings there is no plan to speak of
            "value": self._value,
            "bound": self._bound,
            "trace": [list(point) for point in self._points],
        }
