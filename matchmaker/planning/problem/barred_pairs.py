"""How many pairs each reason keeps from meeting: counted by classes of people, never pair by pair.

The reasons are those of `matchmaker.pairs.eligibility`, and people's times and limits. A pair may be barred for several
reasons. A no-thanks is no part of this: no figure here depends on who gave one.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchmaker.planning.problem.common_slots import Booleans, Ints, pairs_without_common_slot

NONE = -1
"""In arrays: no employer, no group."""


class Reason(enum.Enum):
    """Why a pair may not meet: because of one of the two people, or of both together."""

    AWAY = enum.auto()
    NO_MEETINGS = enum.auto()
    COLLEAGUES = enum.auto()
    NO_RULES = enum.auto()
    NO_GROUP = enum.auto()
    GROUP_WITHOUT_RULE = enum.auto()
    GROUP_WITHOUT_PARTNERS = enum.auto()
    GROUPS_APART = enum.auto()
    MET_BEFORE = enum.auto()
    KEPT_APART = enum.auto()
    NO_COMMON_SLOT = enum.auto()


@dataclass(frozen=True)
class Crowd:
    """Everyone who takes part: an element or row of each array for each person.

    `employers`: a number for each employer, NONE for people without one, or whose colleagues may meet; `groups`:
    indexes of `rules`, or NONE; `rules`: group by group, whether a rule lets them meet; `there`: person by slot;
    `open_slots`: those that are open to everybody; `rules_only`: whether every block asks for groups; `no_meetings`:
    whether the person's maximum is 0. Pairs are rows of two people. `agreed` pairs may meet in spite of every reason
    but those of one person; `met_before`: those that must not meet again.
    """

    employers: Ints
    groups: Ints
    rules: Booleans
    there: Booleans
    open_slots: Booleans
    rules_only: bool
    no_meetings: Booleans
    agreed: Ints
    met_before: Ints
    kept_apart: Ints

    @property
    def people(self) -> int:
        return len(self.groups)

    @property
    def pairs(self) -> int:
        return pair_count(self.people)

    @property
    def away(self) -> int:
        """How many people are there in no slot; nobody as long as there are no slots."""
        return int((~self.there.any(axis=1)).sum()) if self.there.shape[1] else 0

    @property
    def group_numbers(self) -> Ints:
        """The class of each person in `by_group`."""
        return np.where(self.groups == NONE, len(self.rules), self.groups)

    @cached_property
    def by_group(self) -> GroupSizes:
        sizes = np.bincount(self.group_numbers, minlength=len(self.rules) + 1)
        return GroupSizes(sizes, np.pad(self.rules, (0, 1)))


@dataclass(frozen=True)
class GroupSizes:
    """The groups, and last a class of the people in none: their sizes, and whether a rule lets two of them meet."""

    sizes: Ints
    rules: Booleans

    @property
    def partners(self) -> Ints:
        """How many others a member of each group may meet by the rules."""
        found: Ints = self.rules.astype(np.int64) @ self.sizes - self.rules.diagonal()
        return found

    @property
    def in_none(self) -> Booleans:
        """The class of the people in no group."""
        found: Booleans = np.arange(len(self.sizes)) == len(self.sizes) - 1
        return found

    @property
    def without_rule(self) -> Booleans:
        """Groups that may meet nobody because no rule mentions them."""
        without: Booleans = ~self.rules.any(axis=1) & ~self.in_none
        return without

    @property
    def without_partners(self) -> Booleans:
        """Groups that a rule mentions, but nobody else is in the groups that they may meet."""
        without: Booleans = self.rules.any(axis=1) & (self.partners == 0)
        return without

    def fewer_partners_than(self, count: int) -> int:
        """How many people may meet fewer than `count` others by the rules."""
        return int(self.sizes[self.partners < count].sum())


def pair_count(people: int) -> int:
    """Pairs among so many people."""
    return people * (people - 1) // 2


def pairs_with(some: int, people: int) -> int:
    """Pairs in which at least one of these `some` of all people takes part."""
    return pair_count(people) - pair_count(people - some)


def count_barred(crowd: Crowd) -> dict[Reason, int]:
    """The number of pairs that each reason bars; reasons that bar none are left out."""
    counts = {
        Reason.AWAY: pairs_with(crowd.away, crowd.people),
        Reason.NO_MEETINGS: pairs_with(int(crowd.no_meetings.sum()), crowd.people),
        Reason.COLLEAGUES: _colleagues(crowd),
        Reason.MET_BEFORE: len(crowd.met_before),
        Reason.KEPT_APART: len(crowd.kept_apart),
        Reason.NO_COMMON_SLOT: _without_common_slot(crowd),
        **(_barred_by_rules(crowd) if crowd.rules_only else {}),
    }
    return {reason: count for reason, count in counts.items() if count}


def _colleagues(crowd: Crowd) -> int:
    sizes = np.bincount(crowd.employers[crowd.employers != NONE])
    a, b = crowd.employers[crowd.agreed].T
    return int((sizes * (sizes - 1) // 2).sum() - ((a == b) & (a != NONE)).sum())


def _barred_by_rules(crowd: Crowd) -> dict[Reason, int]:
    """By why the rules let two groups not meet."""
    groups = crowd.by_group
    a, b = crowd.group_numbers[crowd.agreed].T
    return {
        reason: _weighted_pairs(groups.sizes, barred) - int(barred[a, b].sum())
        for reason, barred in _group_matrices(groups)
    }


def _group_matrices(groups: GroupSizes) -> Iterator[tuple[Reason, Booleans]]:
    """For each reason, group by group, whether it bars their pairs."""
    if not groups.rules.any():
        yield Reason.NO_RULES, ~groups.rules
        return
    stuck = groups.in_none
    yield Reason.NO_GROUP, _either(groups.in_none)
    for reason, concerned in (
        (Reason.GROUP_WITHOUT_RULE, groups.without_rule),
        (Reason.GROUP_WITHOUT_PARTNERS, groups.without_partners),
    ):
        yield reason, _either(concerned)
        stuck = stuck | concerned
    yield Reason.GROUPS_APART, ~groups.rules & ~_either(stuck)


def _either(concerned: Booleans) -> Booleans:
    """Whether one of the two is concerned."""
    return np.logical_or.outer(concerned, concerned)


def _weighted_pairs(sizes: Ints, barred: Booleans) -> int:
    """Pairs of people of classes of these sizes, for a symmetric matrix of classes."""
    return int(sizes @ barred.astype(np.int64) @ sizes - sizes @ barred.diagonal()) // 2


def _without_common_slot(crowd: Crowd) -> int:
    """Pairs that the rules let meet and who are both there at times, but never at the same time in a slot for both."""
    return pairs_without_common_slot(
        crowd.there, crowd.open_slots, crowd.group_numbers, crowd.by_group.rules, crowd.rules_only, crowd.agreed
    )
