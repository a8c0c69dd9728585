"""Explanations as a run stores them: JSON without the constructed schedules, which only their figures need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeAlias

import msgspec

from solver.explain import Opening, Outcome, Why, WhyNot

Explanation: TypeAlias = Why | WhyNot | Opening
_KINDS: dict[str, type[Explanation]] = {"why": Why, "why-not": WhyNot, "opening": Opening}


def to_data(found: Iterable[Explanation]) -> list[Any]:
    """A list of `{"is": kind, …}`."""
    return [{"is": _kind_of(one)} | msgspec.to_builtins(_without_schedule(one)) for one in found]


def from_data(stored: Iterable[dict[str, Any]]) -> list[Explanation]:
    """The inverse of `to_data`, apart from the schedules."""
    return [msgspec.convert(_fields_of(one), _KINDS[one["is"]]) for one in stored]


def _kind_of(one: Explanation) -> str:
    return next(name for name, kind in _KINDS.items() if isinstance(one, kind))


def _fields_of(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "is"}


def _without_schedule(one: Explanation) -> Explanation:
    if isinstance(one, Why):
        return replace(one, without=_figures(one.without))
    if isinstance(one, WhyNot):
        return replace(one, forced=_figures(one.forced))
    return one


def _figures(outcome: Outcome | None) -> Outcome | None:
    return None if outcome is None else replace(outcome, schedule=None)
