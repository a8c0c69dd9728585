"""Why there is no schedule: rules that cannot all hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from solver.problem import Finding, Rule


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """One rule of a problem: its code, and the pair, the later pair of a precedence, or the person that it concerns."""

    rule: Rule
    pair: int | None = None
    later: int | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """`rules` cannot all hold; empty if no small set was found. `finding` says why, for a sentence."""

    finding: Finding = field(compare=False)
    rules: tuple[ConflictRule, ...] = ()
