"""Which blocks of an event two people may use, by their groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matchmaker.models import Audience

Group = int | None


@dataclass(frozen=True)
class AllowedBlocks:
    """Made by `allowed_blocks`. All ids are the database's; group None is a person in no group."""

    open_to_all: tuple[int, ...]
    by_rule: tuple[int, ...]
    rules: frozenset[tuple[int, int]]

    def between(self, one: Group, other: Group) -> tuple[int, ...]:
        """Ids of the blocks in which members of these groups may meet."""
        return self.open_to_all + self.by_rule if self._ruled(one, other) else self.open_to_all

    def may_meet(self, one: Group, other: Group) -> bool:
        """Whether there is such a block. Before the agenda has any block, everybody may."""
        return bool(self.between(one, other)) or not (self.open_to_all or self.by_rule)

    def _ruled(self, one: Group, other: Group) -> bool:
        return one is not None and other is not None and (min(one, other), max(one, other)) in self.rules


def allowed_blocks(blocks: Iterable[tuple[int, Audience]], rules: Iterable[tuple[int, int]]) -> AllowedBlocks:
    """What an event's blocks (id, audience) and meeting rules (two group ids) say about any two groups."""
    audiences = list(blocks)
    return AllowedBlocks(
        open_to_all=tuple(block for block, audience in audiences if audience is Audience.EVERYBODY),
        by_rule=tuple(block for block, audience in audiences if audience is Audience.RULES),
        rules=frozenset((min(rule), max(rule)) for rule in rules),
    )
