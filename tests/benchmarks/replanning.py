"""Planning again after absences: the new problem, and the changes that attendees would notice."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Changes:
    """Numbers of changed and unchanged meetings among people who are still present."""

    kept: int
    moved: int
    reseated: int
    cancelled: int
    added: int

    @property
    def count(self) -> int:
        """Meetings moved to another slot or table, or cancelled; new ones do not count."""
        return self.moved + self.reseated + self.cancelled

    def __str__(self) -> str:
        return (
            f"{self.count} changes ({self.moved} to another slot, {self.reseated} to another table only, "
            f"{self.cancelled} cancelled), {self.kept} kept, {self.added} new"
        )


def without(problem: Path, new: Path, count: int, seed: int) -> set[str]:
    """Write the problem with `count` random people never available; returns their ids."""
    body = _read(problem)
    absent = set(random.Random(seed).sample([p["id"] for p in body["people"]], count))  # noqa: S311 - no secrets
    for person in body["people"]:
        if person["id"] in absent:
            person["available"] = []
    new.write_text(json.dumps(body), encoding="utf-8")
    return absent


def changes(old: Path, new: Path, absent: set[str]) -> Changes:
    """Compare two schedules of the same pairs, without the old meetings of absent people."""
    before = {
        m["pair"]: (m["slot"], m["table"])
        for m in _read(old)["meetings"]
        if m["a"] not in absent and m["b"] not in absent
    }
    after = {m["pair"]: (m["slot"], m["table"]) for m in _read(new)["meetings"]}
    remaining = [i for i in before if i in after]
    moved = sum(before[i][0] != after[i][0] for i in remaining)
    reseated = sum(before[i] != after[i] for i in remaining) - moved
    return Changes(
        kept=len(remaining) - moved - reseated,
        moved=moved,
        reseated=reseated,
        cancelled=len(before) - len(remaining),
        added=len(after) - len(remaining),
    )


def _read(path: Path) -> Body:
    body: Body = json.loads(path.read_text(encoding="utf-8"))
    return body
