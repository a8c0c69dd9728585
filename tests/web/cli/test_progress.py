"""The progress bar of a solve: value and bound as text; no bar without a terminal."""

from __future__ import annotations

import pytest

from solver import Progress
from web.cli.progress_bar import figures, solve_progress_bar


@pytest.mark.parametrize(
    ("progress", "shown"),
    [
        (Progress("reading", 0.1), ""),
        (Progress("first plan", 0.5, meetings=612), "612 meetings"),
        (Progress("choosing pairs", 1.0, value=31204, tier="score"), "score 31,204"),
        (
            Progress("choosing pairs", 1.0, value=31204, bound=31410.0, meetings=612, tier="score"),
            "score 31,204, bound 31,410 (0.7 % open)",
        ),
        (Progress("gaps", 1.0, value=40, bound=30.0, tier="gaps"), "gaps 40, bound 30 (25.0 % open)"),
        (Progress("gaps", 1.0, value=40, bound=0.0, tier="gaps"), "gaps 40, bound 0"),
        (Progress("gaps", 1.0, value=0, bound=0.0, tier="gaps"), "gaps 0 (proven)"),
    ],
)
def test_figures_show_value_bound_and_gap(progress: Progress, shown: str) -> None:
    assert figures(progress) == shown


def test_there_is_no_bar_without_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with solve_progress_bar() as observer:
        observer(Progress("choosing pairs", 1.0, value=3, meetings=3))
    assert capfd.readouterr() == ("", "")
