"""Planning again after cancellations: the new problem, and the changes an attendee would notice."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Changes:
    """What became of the meetings whose two people are both still there."""

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
    """Write the problem in which `count` of its people are never available; gives their ids."""
    body = _read(problem)
    gone = set(random.Random(seed).sample([p["id"] for p in body["people"]], count))  # noqa: S311 - no secrets
    for person in body["people"]:
        if person["id"] in gone:
            person["available"] = []
    new.write_text(json.dumps(body), encoding="utf-8")
    return gone


def changes(old: Path, new: Path, gone: set[str]) -> Changes:
    """Compare two schedules of the same pairs."""
    before = {
        m["pair"]: (m["slot"], m["table"]) for m in _read(old)["meetings"] if m["a"] not in gone and m["b"] not in gone
    }
    after = {m["pair"]: (m["slot"], m["table"]) for m in _read(new)["meetings"]}
    held = [i for i in before if i in after]
    moved = sum(before[i][0] != after[i][0] for i in held)
    reseated = sum(before[i] != after[i] for i in held) - moved
    return Changes(
        kept=len(held) - moved - reseated,
        moved=moved,
        reseated=reseated,
        cancelled=len(before) - len(held),
        added=len(after) - len(held),
    )


def _read(path: Path) -> Body:
    body: Body = json.loads(path.read_text(encoding="utf-8"))
    return body
