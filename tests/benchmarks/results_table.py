"""Prints the machine, one row for each method, the ratios between methods, and the summary."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.cases import Case
from tests.benchmarks.methods import VERIFIER, Result
from tests.benchmarks.targets import in_words, share


@dataclass(frozen=True)
class Line:
    """A case in the summary: `missed`: the missed targets; `target`: the target in words, if not that of the case."""

    case: Case
    missed: Sequence[str]
    seconds: float
    note: str = ""
    target: str = ""


def header(options: str) -> None:
    """Print what the figures depend on."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("ortools", "numpy", "numba"))
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {versions}")
    verifier = "the independent verifier" if VERIFIER.exists() else "the project's own verifier"
    print(f"Verified by {verifier}. {options}")
    print("Seconds are those reported in the schedule; CPU seconds and peak memory are those of the whole process.")


def title(name: str, pairs: int, target: str) -> None:
    print(f"\n{name}  [{pairs:,} pairs; target: {target}]", flush=True)


def row(result: Result, before: Mapping[str, int], note: str = "") -> None:
    """One method's figures; `before`: the values of tiers before they were improved."""
    usage = result.usage
    figures = f"{result.seconds:8.2f} s {usage.cpu:8.1f} s CPU {usage.megabytes:7.0f} MB"
    print(f"  {result.method:17} {result.status:10} {figures}  {_content(result, before)}{note}", flush=True)


def ratios(ours: Result, peer: Result) -> None:
    """The peer's figures as multiples of ours."""
    parts = []
    if peer.meetings:
        for tier, (value, _) in (ours.tiers or {}).items():
            parts.append(f"{tier} {_ratio((peer.values or {})[tier], value)}")
        if peer.gap is not None and ours.gap is not None:
            parts.append(f"gap {_ratio(peer.gap, ours.gap)}")
    parts += [
        f"seconds {_ratio(peer.seconds, ours.seconds)}",
        f"CPU {_ratio(peer.usage.cpu, ours.usage.cpu)}",
        f"memory {_ratio(peer.usage.megabytes, ours.usage.megabytes)}",
    ]
    print(f"  {'':17} as a multiple of ours: {', '.join(parts)}", flush=True)


def summary(lines: Sequence[Line]) -> None:
    """The table of targets, and the published instances together."""
    print(f"\n{'case':68} {'target':50} {'seconds':>7} reached")
    for line in lines:
        reached = "missed: " + ", ".join(line.missed) if line.missed else "yes"
        target = line.target or in_words(line.case.target)
        print(f"{line.case.name:68} {target:50} {line.seconds:7.2f} {reached}{line.note}")
    for kind in ("original", "variant"):
        of_kind = [line for line in lines if line.case.kind == kind]
        if of_kind:
            met = sum(not line.missed for line in of_kind)
            total = sum(line.seconds for line in of_kind)
            print(f"{kind}s: {met} of {len(of_kind)} ({share(met / len(of_kind))}), {total:.1f} s of solving")


def _content(result: Result, before: Mapping[str, int]) -> str:
    if result.status == "failed":
        killed = (
            f"killed after {result.usage.seconds:.0f} s, far beyond its time limit" if result.usage.status == -9 else ""
        )
        message = result.usage.stderr.splitlines()[-1:] or [killed or f"exit status {result.usage.status}"]
        return message[0][:120]
    if result.status == "infeasible":
        return f"conflict of {len(result.conflict)} rules" if result.conflict else "no conflict named"
    if not result.meetings:
        return "no schedule"
    tiers = "; ".join(_tier(name, *figures, result, before) for name, figures in (result.tiers or {}).items())
    verdict = f"REFUSED, {len(result.breaches)} breaches: {result.breaches[0]}" if result.breaches else "sound"
    return f"{result.meetings} meetings; {tiers}; {verdict}"


def _tier(name: str, value: int, bound: float | None, result: Result, before: Mapping[str, int]) -> str:
    known = "no bound" if bound is None else f"bound {bound:.10g}"
    gap = f", gap {share(result.gap)}" if name == "score" and bound is not None else ""
    was = f", {value / max(1, before[name]):.3f} of {before[name]} before" if name in before else ""
    return f"{name} {value} ({known}{gap}{was})"


def _ratio(theirs: float, ours: float) -> str:
    if ours == 0:
        return "1" if theirs == 0 else f"{theirs:.3g} to 0"
    return f"{theirs / ours:.3g}" if not 0.9 < theirs / ours < 1.1 else f"{theirs / ours:.4f}"
