"""The progress of a run: the score's figures, thinned, with every stage's name."""

from __future__ import annotations

from datetime import timedelta

from matchmaker.messages.texts.progress import stage_message
from matchmaker.models import now
from matchmaker.planning.runs.progress_trace import MAX_POINTS, ProgressTrace
from solver import Progress


def test_before_the_first_report_there_is_nothing_to_show() -> None:
    assert ProgressTrace().columns() == {}


def test_the_score_makes_the_trace_and_other_tiers_only_stages() -> None:
    progress = ProgressTrace()
    progress.add(Progress("choosing pairs", 0.1, 3, 0, 0, "minimums"))
    progress.add(Progress("choosing pairs", 0.2, 100, 120.5, 10, "score"))
    progress.add(Progress("slot by slot", 0.3, 100, 120.5, 11, "score"))
    progress.add(Progress("slot by slot", 1.234, 110, 120.5, 12, "score"))
    progress.add(Progress("fewer gaps", 2.0, 7, 0, 12, "gaps"))
    columns = progress.columns()
    since = columns.pop("searching_since")
    assert timedelta(0) <= now() - since - timedelta(seconds=0.1) < timedelta(seconds=10)
    assert columns == {
        "stage": stage_message("fewer gaps"),
        "meetings": 12,
        "value": 110,
        "bound": 120.5,
        "trace": [[0.2, 100, 120.5], [1.23, 110, 120.5]],
    }


def test_a_long_trace_is_thinned_but_keeps_its_ends() -> None:
    progress = ProgressTrace()
    for number in range(5000):
        progress.add(Progress("slot by slot", float(number), number, 9999, 1, "score"))
    trace = progress.columns()["trace"]
    assert MAX_POINTS / 2 <= len(trace) <= MAX_POINTS
    assert (trace[0], trace[-1]) == ([0.0, 0, 9999], [4999.0, 4999, 9999])
    assert trace == sorted(trace)


def test_before_the_first_meetings_no_number_of_meetings_is_stated() -> None:
    progress = ProgressTrace()
    progress.add(Progress("required meetings", 0.1, None, None, 0, None))
    assert progress.columns()["meetings"] is None
