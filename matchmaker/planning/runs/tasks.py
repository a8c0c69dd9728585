"""What a run is to do: solve, solve near a base plan, or explain one. A run's row stores it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from matchmaker.models import Aim, RunKind
from matchmaker.planning.runs.changes import Changes
from matchmaker.schemas.what_if import WhatIf


@dataclass(frozen=True)
class Task:
    """`base_plan`: the number of the plan that is changed or explained; `options` are JSON."""

    kind: RunKind = RunKind.SOLVE
    base_plan: int | None = None
    options: dict[str, Any] = field(default_factory=dict)


SOLVE = Task()


def solve_anew(aim: Aim) -> Task:
    """Solve from scratch, with this aim first."""
    return Task(options={"aim": aim.value})


def trial(what_if: WhatIf) -> Task:
    """Solve the event as it would be with other settings; the result is no plan until it is adopted."""
    return Task(options={"aim": what_if.aim.value, "what_if": what_if.to_json()})


def near_plan(number: int, changes: Changes) -> Task:
    """Solve near the plan with this number."""
    return Task(RunKind.REPAIR, number, changes.to_json())


def explanation(number: int, *people: str, version: int | None = None) -> Task:
    """Explain the plan with this number: two people, why they meet or not; one, what would help; none, the event.

    `version`: that of a plan edited by hand, so that an explanation from before the last edit is not taken for one of
    the plan as it is.
    """
    edited = {} if version is None else {"version": version}
    return Task(RunKind.EXPLAIN, number, {"people": list(people)} | edited)
