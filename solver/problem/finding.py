"""What the solver has to say, as data: a stable code and the figures and ids that a sentence about it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Value: TypeAlias = "int | float | str | tuple[str, ...] | Finding | tuple[Finding, ...]"


@dataclass(frozen=True, slots=True)
class Finding:
    """A conflict, reason, breach or refusal. The solver words nothing: whoever shows a finding makes the sentence.

    `code`: that of the hard `Rule`, or one of its own; it never changes once released. `params`: by name, numbers and
    ids of the problem (people, slots, tables), and findings within this one.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
