"""Meeting rules: the blocks of the agenda in which members of two groups may meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Audience, Block, Event, MeetingRule

Group = int | None
"""A group's id; None for people without a group."""


@dataclass(frozen=True)
class AllowedBlocks:
    """Made by `allowed_blocks`. `open_to_all` and `by_rule` are blocks' ids, `rules` pairs of groups' ids."""

    open_to_all: tuple[int, ...]
    by_rule: tuple[int, ...]
    rules: frozenset[tuple[int, int]]

    def between(self, one: Group, other: Group) -> tuple[int, ...]:
        """Ids of the blocks in which members of these groups may meet."""
        return self.open_to_all + self.by_rule if self._have_rule(one, other) else self.open_to_all

    def may_meet(self, one: Group, other: Group) -> bool:
        """Whether there is such a block. As long as the agenda is empty, everyone may meet."""
        return bool(self.between(one, other)) or not (self.open_to_all or self.by_rule)

    def _have_rule(self, one: Group, other: Group) -> bool:
        return one is not None and other is not None and (min(one, other), max(one, other)) in self.rules


def allowed_blocks(blocks: Iterable[tuple[int, Audience]], rules: Iterable[tuple[int, int]]) -> AllowedBlocks:
    """From blocks (id, audience) and meeting rules (two groups' ids)."""
    audiences = list(blocks)
    return AllowedBlocks(
        open_to_all=tuple(block for block, audience in audiences if audience is Audience.EVERYBODY),
        by_rule=tuple(block for block, audience in audiences if audience is Audience.RULES),
        rules=frozenset((min(rule), max(rule)) for rule in rules),
    )


def event_allowed_blocks(session: Session, event: Event) -> AllowedBlocks:
    """The allowed blocks of the event's agenda and meeting rules; two queries."""
    blocks = session.execute(select(Block.id, Block.audience).where(Block.event_id == event.id).order_by(Block.id))
    rules = session.execute(
        select(MeetingRule.group_a_id, MeetingRule.group_b_id).where(MeetingRule.event_id == event.id)
    )
    return allowed_blocks(((key, audience) for key, audience in blocks), ((a, b) for a, b in rules))
