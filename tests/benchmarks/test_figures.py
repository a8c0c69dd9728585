"""The arithmetic of the benchmarks: which meetings count as changes, and when a target is missed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.cases import Target
from tests.benchmarks.methods import Result
from tests.benchmarks.replanning import Changes, changes, without
from tests.benchmarks.resource_usage import Usage
from tests.benchmarks.targets import misses

USAGE = Usage(status=0, seconds=2.0, cpu=2.0, megabytes=100.0, stderr="")


def schedule(path: Path, **meetings: tuple[str, str]) -> Path:
    """`ab=("s0", "t0")` is the meeting of a and b; every two people have one pair."""
    people = "abcdef"
    meetings_held = [
        {"pair": 10 * people.index(x) + people.index(y), "a": x, "b": y, "slot": slot, "table": table}
        for (x, y), (slot, table) in ((tuple(who), place) for who, place in meetings.items())
    ]
    path.write_text(json.dumps({"meetings": meetings_held}))
    return path


def test_moved_reseated_and_cancelled_meetings_are_changes_but_those_of_absent_people_and_new_ones_are_not(
    tmp_path: Path,
) -> None:
    before = {"ab": ("s0", "t0"), "ac": ("s1", "t0"), "ad": ("s2", "t0"), "bc": ("s2", "t1"), "ef": ("s0", "t1")}
    after = {"ab": ("s0", "t0"), "ac": ("s3", "t0"), "ad": ("s2", "t2"), "bd": ("s0", "t1")}
    found = changes(schedule(tmp_path / "old", **before), schedule(tmp_path / "new", **after), {"f"})
    assert found == Changes(kept=1, moved=1, reseated=1, cancelled=1, added=1)
    assert found.count == 3


def test_absent_people_are_never_available(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text(json.dumps({"people": [{"id": name} for name in "abcdef"]}))
    absent = without(old, new, 2, seed=1)
    people = json.loads(new.read_text())["people"]
    assert {p["id"] for p in people if p.get("available") == []} == absent
    assert len(absent) == 2


def result(**fields: Any) -> Result:
    defaults: dict[str, Any] = {
        "method": "matchmaker",
        "status": "optimal",
        "seconds": 1.0,
        "usage": USAGE,
        "meetings": 3,
        "tiers": {"score": (99, 100.0), "gaps": (5, 0.0)},
        "values": {"minimums": 0, "score": 99, "gaps": 5, "moves": 0},
    }
    return Result(**defaults | fields)


@pytest.mark.parametrize(
    ("target", "fields", "missed"),
    [
        (Target(1, gap=0.01, optimal=True, fewer={"gaps": 0.5}, megabytes=100, best=5, meetings=3), {}, []),
        (Target(1), {"seconds": 1.01}, ["1.01 s"]),
        (Target(1, gap=0.009), {}, ["gap 1 %"]),
        (Target(1, optimal=True), {"status": "feasible"}, ["not proven"]),
        (Target(1, closed=("gaps",)), {}, ["gaps 5 not proven"]),
        (Target(1, fewer={"gaps": 0.49}), {}, ["gaps 5 of 10"]),
        (Target(1, fewer={"moves": 0.5}), {"tiers": {"moves": (1, 0.0)}}, ["nothing to compare moves with"]),
        (Target(1, megabytes=99), {}, ["100 MB"]),
        (Target(1, best=4), {}, ["5 instead of 4"]),
        (Target(1, meetings=4), {}, ["3 meetings"]),
        (Target(1), {"breaches": ["no"]}, ["breaks 1 rules"]),
        (Target(1), {"status": "failed"}, ["failed"]),
        (Target(1), {"status": "infeasible"}, ["infeasible"]),
        (Target(1, infeasible=True), {}, ["optimal"]),
        (Target(1, infeasible=True), {"status": "infeasible"}, ["no conflict named"]),
        (Target(1, infeasible=True), {"status": "infeasible", "conflict": ["so"]}, []),
    ],
)
def test_a_target_is_missed_if_the_result_is_worse(target: Target, fields: dict[str, Any], missed: list[str]) -> None:
    assert misses(target, result(**fields), {"gaps": 10}) == missed
