"""Groups are replaced as a whole; rules are pairs of groups."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError
from matchmaker.event.groups import groups_of, member_counts, rules_of, set_groups, set_rules
from matchmaker.schemas.groups import GroupDetails, GroupsSchema, RulesSchema
from matchmaker.schemas.loading import load
from tests.builders import an_attendee, an_event
from tests.told import Told


def test_groups_are_created_kept_and_removed(session: Session) -> None:
    event = an_event(session)
    [buyers, sellers] = set_groups(session, COMMAND_LINE, event, [GroupDetails("Buyers"), GroupDetails("Sellers")])
    ada = an_attendee(session, event, "Ada", group_id=sellers.id)
    set_groups(session, COMMAND_LINE, event, [GroupDetails("Hosted buyers", 2, 8, id=buyers.id)])
    session.refresh(ada)
    assert [(group.id, group.name, group.min_meetings) for group in groups_of(session, event)] == [
        (buyers.id, "Hosted buyers", 2)
    ]
    assert (ada.group_id, member_counts(session, event)) == (None, {None: 1})


def test_two_groups_may_swap_their_names(session: Session) -> None:
    event = an_event(session)
    [a, b] = set_groups(session, COMMAND_LINE, event, [GroupDetails("A"), GroupDetails("B")])
    set_groups(session, COMMAND_LINE, event, [GroupDetails("B", id=a.id), GroupDetails("A", id=b.id)])
    session.flush()
    assert {group.id: group.name for group in groups_of(session, event)} == {a.id: "B", b.id: "A"}


def test_a_repeated_name_is_rejected_in_any_spelling(session: Session) -> None:
    event = an_event(session)
    with pytest.raises(InvalidInputError) as refused:
        set_groups(session, COMMAND_LINE, event, [GroupDetails("Buyers"), GroupDetails("BUYERS")])
    assert refused.value.faults == (Told("groups[1].name", "Another group is already called “BUYERS”."),)


def test_a_group_of_another_event_is_rejected(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    [theirs] = set_groups(session, COMMAND_LINE, other, [GroupDetails("Buyers")])
    session.flush()
    with pytest.raises(InvalidInputError, match=r"group 1, id"):
        set_groups(session, COMMAND_LINE, event, [GroupDetails("Mine", id=theirs.id)])
    with pytest.raises(InvalidInputError, match="rule: "):
        set_rules(session, COMMAND_LINE, event, [(theirs.id, theirs.id)])


def test_rules_are_stored_once_per_pair_and_may_pair_a_group_with_itself(session: Session) -> None:
    event = an_event(session)
    [a, b] = set_groups(session, COMMAND_LINE, event, [GroupDetails("A"), GroupDetails("B")])
    session.flush()
    set_rules(session, COMMAND_LINE, event, [(b.id, a.id), (a.id, b.id), (a.id, a.id)])
    assert rules_of(session, event) == {(a.id, b.id), (a.id, a.id)}
    set_rules(session, COMMAND_LINE, event, [])
    assert rules_of(session, event) == set()


def test_groups_are_validated_by_their_schema() -> None:
    data = {"groups": [{"name": "Buyers", "max_meetings": "8"}]}
    assert load(GroupsSchema(), data) == [GroupDetails("Buyers", max_meetings=8)]
    assert load(RulesSchema(), {"rules": ["3-7"]}) == [(3, 7)]
    with pytest.raises(InvalidInputError, match=r"rule 1: There is no such pair"):
        load(RulesSchema(), {"rules": ["3-x"]})
