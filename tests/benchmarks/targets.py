"""Targets of a case in words, and the targets that a result misses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.benchmarks.cases import Target
from tests.benchmarks.methods import Result


def in_words(target: Target) -> str:
    """The target in one line."""
    parts = []
    if target.infeasible:
        parts.append("infeasible, with a conflict")
    if target.optimal:
        parts.append("proven optimal" + (f" at {target.best}" if target.best is not None else ""))
    if target.gap:
        parts.append(f"gap {share(target.gap)}")
    parts += [f"{tier} proven" for tier in target.closed]
    parts += [f"{tier} 1/{round(1 / limit)}" for tier, limit in target.fewer.items()]
    if target.meetings is not None:
        parts.append(f"{target.meetings} meetings")
    if target.megabytes is not None:
        parts.append(f"{target.megabytes:.0f} MB")
    return ", ".join([*parts, f"{target.seconds:g} s"])


def misses(target: Target, result: Result, before: Mapping[str, int]) -> list[str]:
    """All missed targets; empty if all are reached. `before`: the value of each tier before it was improved."""
    if result.status in ("failed", "unknown") or (result.status == "infeasible") != target.infeasible:
        return [result.status]
    found = [f"breaks {len(result.breaches)} rules"] if result.breaches else []
    return [*found, *_quality(target, result), *_tiers(target, result, before), *_costs(target, result)]


def share(value: float | None) -> str:
    """A share in per cent, with three significant digits."""
    if value is None:
        return "?"
    return "0 %" if value == 0 else f"{100 * value:.3g} %" if value >= 1e-6 else "< 0.0001 %"


def _quality(target: Target, result: Result) -> Iterator[str]:
    if target.infeasible and not result.conflict:
        yield "no conflict named"
    if target.optimal and result.status != "optimal":
        yield "not proven"
    if target.best is not None and (result.values or {}).get("gaps") != target.best:
        yield f"{(result.values or {}).get('gaps')} instead of {target.best}"
    if target.gap is not None and (result.gap is None or result.gap > target.gap):
        yield f"gap {share(result.gap)}"
    if target.meetings is not None and result.meetings < target.meetings:
        yield f"{result.meetings} meetings"


def _tiers(target: Target, result: Result, before: Mapping[str, int]) -> Iterator[str]:
    for tier in target.closed:
        value, bound = (result.tiers or {})[tier]
        if bound != value:
            yield f"{tier} {value} not proven"
    for tier, limit in target.fewer.items():
        value, _ = (result.tiers or {})[tier]
        if tier not in before:
            yield f"nothing to compare {tier} with"
        elif value > limit * before[tier]:
            yield f"{tier} {value} of {before[tier]}"


def _costs(target: Target, result: Result) -> Iterator[str]:
    if result.seconds > target.seconds:
        yield f"{result.seconds:.2f} s"
    if target.megabytes is not None and result.usage.megabytes > target.megabytes:
        yield f"{result.usage.megabytes:.0f} MB"
