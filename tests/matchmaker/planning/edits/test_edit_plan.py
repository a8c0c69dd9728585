"""Edits by hand: made in a draft, refused where they break a rule, undone and redone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import EditConflictError, NotFoundError, StateError
from matchmaker.messages import Message
from matchmaker.models import (
    Absence,
    Attendee,
    AuditEntry,
    Grade,
    Meeting,
    PairRelation,
    PairScore,
    Plan,
    Relation,
    Request,
    Seat,
)
from matchmaker.planning.edits.edit_plan import edit_plan, edits_of, redo, undo, what_it_breaks
from matchmaker.planning.edits.edits import Add, Cancel, Edit, Move, Pin, Swap, meeting_of
from matchmaker.planning.edits.judgement import EditRefusedError
from matchmaker.planning.plans.distributions import distributions_of
from matchmaker.publishing import publish
from matchmaker.roster.withdrawal import withdraw_attendee
from tests.matchmaker.planning.builders import a_plan, an_event_with

NAMES = ("Ada", "Ben", "Cem", "Dan", "Eve", "Fay")


class Forum:
    """Three meetings in the first slot: Ada with Ben at Table 1, Cem with Dan at Table 2, Eve with Fay at Table 3."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.event, self.people = an_event_with(session, *NAMES, slots=3)
        ada, ben, cem, dan, eve, fay = self.people
        self.plan = a_plan(session, self.event, (ada, ben, 0, 0), (cem, dan, 0, 1), (eve, fay, 0, 2))
        self.slots, self.tables = self.event.slots, self.event.tables

    def person(self, name: str) -> Attendee:
        return self.people[NAMES.index(name)]

    def meeting(self, a: str, b: str, plan: Plan | None = None) -> Meeting:
        return meeting_of(self.session, plan or self.plan, self.person(a), self.person(b))

    def edited(self, edit: Edit, plan: Plan | None = None) -> Plan:
        plan = plan or self.plan
        return edit_plan(self.session, COMMAND_LINE, self.event, plan, edit, plan.version).plan

    def refused(self, edit: Edit) -> list[str]:
        with pytest.raises(EditRefusedError) as refusal:
            self.edited(edit)
        return [message.code for message in refusal.value.messages]

    def held(self, plan: Plan) -> set[tuple[str, str, int, int]]:
        """The plan's meetings: two names, the numbers of slot and table."""
        name = {person.id: person.name for person in self.people}
        when = {slot.starts_at: number for number, slot in enumerate(self.slots)}
        where = {table.id: number for number, table in enumerate(self.tables)}
        rows = self.session.scalars(select(Meeting).where(Meeting.plan_id == plan.id))
        return {(name[m.a_id], name[m.b_id], when[m.starts_at], where[m.table_id]) for m in rows if m.table_id}


@pytest.fixture
def forum(session: Session) -> Forum:
    return Forum(session)


AS_IT_WAS = {("Ada", "Ben", 0, 0), ("Cem", "Dan", 0, 1), ("Eve", "Fay", 0, 2)}


def test_the_first_edit_makes_a_draft_and_leaves_the_plan_as_it_is(forum: Forum) -> None:
    draft = forum.edited(Move(forum.meeting("Ada", "Ben"), forum.slots[1], forum.tables[2]))
    assert (draft.number, draft.base_plan_id, draft.run_id) == (2, forum.plan.id, None)
    assert forum.held(forum.plan) == AS_IT_WAS
    assert forum.held(draft) == {("Ada", "Ben", 1, 2), ("Cem", "Dan", 0, 1), ("Eve", "Fay", 0, 2)}


def test_further_edits_change_the_draft_itself(forum: Forum) -> None:
    draft = forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    again = forum.edited(Add(forum.person("Ben"), forum.person("Cem"), forum.slots[1], forum.tables[0]), draft)
    assert again is draft
    assert forum.held(draft) == {("Ben", "Cem", 1, 0), ("Cem", "Dan", 0, 1), ("Eve", "Fay", 0, 2)}


def test_a_published_plan_is_edited_in_a_copy_and_published_through_the_difference(forum: Forum) -> None:
    publish(forum.session, COMMAND_LINE, forum.event, forum.plan)
    draft = forum.edited(Move(forum.meeting("Ada", "Ben"), forum.slots[2], forum.tables[0]))
    changes = publish(forum.session, COMMAND_LINE, forum.event, draft)
    assert (changes.counts()["moved"], changes.counts()["kept"]) == (1, 2)
    assert [person.name for person in changes.affected] == ["Ada", "Ben"]


def test_the_figures_of_a_draft_are_kept_whole_once_it_is_published(forum: Forum) -> None:
    draft = forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    assert "spread" not in (draft.figures or {})
    publish(forum.session, COMMAND_LINE, forum.event, draft)
    shown = distributions_of(forum.session, forum.event, draft)
    withdraw_attendee(forum.session, COMMAND_LINE, forum.event, forum.person("Ada"))
    assert shown.gaps == {0: 6}
    assert distributions_of(forum.session, forum.event, draft) == shown


def test_two_meetings_take_each_others_place(forum: Forum) -> None:
    moved = forum.edited(Move(forum.meeting("Cem", "Dan"), forum.slots[1], forum.tables[1]))
    one, other = forum.meeting("Ada", "Ben", moved), forum.meeting("Cem", "Dan", moved)
    forum.edited(Swap(one, other), moved)
    assert forum.held(moved) == {("Ada", "Ben", 1, 1), ("Cem", "Dan", 0, 0), ("Eve", "Fay", 0, 2)}


def test_every_person_of_a_draft_has_a_seat_at_each_of_their_meetings(forum: Forum) -> None:
    draft = forum.edited(Swap(forum.meeting("Ada", "Ben"), forum.meeting("Cem", "Dan")))
    seats = forum.session.scalars(select(Seat.attendee_id).where(Seat.plan_id == draft.id))
    assert sorted(seats) == sorted(person.id for person in forum.people)


def test_values_follow_the_edits_and_return_with_undo(forum: Forum) -> None:
    before = forum.plan.tiers
    draft = forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    values = {tier["tier"]: tier["value"] for tier in draft.tiers}
    assert values["score"] == 20
    undo(forum.session, COMMAND_LINE, forum.event, draft, draft.version)
    assert [tier["value"] for tier in draft.tiers] == [tier["value"] for tier in before]


def busy(forum: Forum) -> Edit:
    return Add(forum.person("Ada"), forum.person("Cem"), forum.slots[0], forum.tables[0])


def full(forum: Forum) -> Edit:
    return Move(forum.meeting("Ada", "Ben"), forum.slots[0], forum.tables[1])


def away(forum: Forum) -> Edit:
    slot, ada = forum.slots[1], forum.person("Ada")
    forum.session.add(Absence(attendee_id=ada.id, starts_at=slot.starts_at, ends_at=slot.ends_at))
    return Move(forum.meeting("Ada", "Ben"), slot, forum.tables[0])


def withdrawn(forum: Forum) -> Edit:
    withdraw_attendee(forum.session, COMMAND_LINE, forum.event, forum.person("Ada"))
    return Move(forum.meeting("Ada", "Ben"), forum.slots[1], forum.tables[0])


def agreed(forum: Forum) -> Edit:
    ada, ben = forum.person("Ada"), forum.person("Ben")
    forum.session.add(PairRelation(event_id=forum.event.id, a_id=ada.id, b_id=ben.id, relation=Relation.AGREED))
    return Cancel(forum.meeting("Ada", "Ben"))


def a_second_time(forum: Forum) -> Edit:
    return Add(forum.person("Ada"), forum.person("Ben"), forum.slots[1], forum.tables[0])


def without_a_score(forum: Forum) -> Edit:
    ada, cem = forum.person("Ada"), forum.person("Cem")
    forum.session.delete(forum.session.get_one(PairScore, (ada.id, cem.id)))
    return Add(ada, cem, forum.slots[1], forum.tables[0])


def after_a_no_thanks(forum: Forum) -> Edit:
    ada, cem = forum.person("Ada"), forum.person("Cem")
    forum.session.add(Request(attendee_id=ada.id, other_id=cem.id, grade=Grade.NO))
    return Add(ada, cem, forum.slots[1], forum.tables[0])


@pytest.mark.parametrize(
    ("wish", "codes"),
    [
        (busy, ["edit.busy", "edit.busy", "breach.table-capacity"]),
        (full, ["breach.table-capacity"]),
        (away, ["breach.not-available"]),
        (withdrawn, ["edit.withdrawn"]),
        (agreed, ["edit.agreed"]),
        (a_second_time, ["breach.pair-once"]),
        (without_a_score, ["edit.not-listed"]),
        (after_a_no_thanks, ["edit.not-listed"]),
    ],
)
def test_what_breaks_a_rule_is_refused_and_changes_nothing(
    forum: Forum, wish: Callable[[Forum], Edit], codes: list[str]
) -> None:
    assert forum.refused(wish(forum)) == codes
    assert forum.session.scalars(select(Plan.number)).all() == [1]
    assert forum.held(forum.plan) == AS_IT_WAS


def test_a_limit_may_be_passed_and_is_named(forum: Forum) -> None:
    forum.event.default_max_meetings = 1
    edit = Add(forum.person("Ada"), forum.person("Cem"), forum.slots[1], forum.tables[0])
    judgement = what_it_breaks(forum.session, forum.event, forum.plan, edit)
    assert judgement.breaches == ()
    assert [str(wish) for wish in judgement.wishes] == [
        f"a{forum.person(name).id} has 2 meetings, but may have at most 1" for name in ("Ada", "Cem")
    ]
    assert len(forum.held(forum.edited(edit))) == 4


def test_who_falls_below_the_minimum_is_named(forum: Forum) -> None:
    forum.event.default_min_meetings = 1
    judgement = what_it_breaks(forum.session, forum.event, forum.plan, Cancel(forum.meeting("Ada", "Ben")))
    assert judgement.change == {"minimums": 2, "score": -10, "gaps": 0, "moves": 0, "fairness": -1}
    least = {"count": 0, "least": 1}
    assert judgement.wishes == tuple(
        Message("edit.below-minimum", {"person": f"a{forum.person(name).id}"} | least) for name in ("Ada", "Ben")
    )


def test_edits_are_undone_and_redone_to_any_depth(forum: Forum) -> None:
    draft = forum.edited(Move(forum.meeting("Ada", "Ben"), forum.slots[1], forum.tables[0]))
    forum.edited(Swap(forum.meeting("Cem", "Dan", draft), forum.meeting("Eve", "Fay", draft)), draft)
    forum.edited(Cancel(forum.meeting("Ada", "Ben", draft)), draft)
    seen = [forum.held(draft)]
    for _ in range(3):
        undo(forum.session, COMMAND_LINE, forum.event, draft, draft.version)
        seen.append(forum.held(draft))
    assert seen[-1] == AS_IT_WAS
    for earlier in reversed(seen[:-1]):
        redo(forum.session, COMMAND_LINE, forum.event, draft, draft.version)
        assert forum.held(draft) == earlier


def test_a_new_edit_ends_what_could_be_redone(forum: Forum) -> None:
    draft = forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    undo(forum.session, COMMAND_LINE, forum.event, draft, draft.version)
    forum.edited(Cancel(forum.meeting("Cem", "Dan", draft)), draft)
    assert [(edit.number, edit.kind, edit.undone) for edit in edits_of(forum.session, draft)] == [(1, "cancel", False)]
    with pytest.raises(StateError) as refusal:
        redo(forum.session, COMMAND_LINE, forum.event, draft, draft.version)
    assert refusal.value.message.code == "edit.nothing-to-redo"


def test_a_plan_without_edits_has_nothing_to_undo(forum: Forum) -> None:
    with pytest.raises(StateError) as refusal:
        undo(forum.session, COMMAND_LINE, forum.event, forum.plan, forum.plan.version)
    assert refusal.value.message.code == "edit.nothing-to-undo"


def test_somebody_elses_edit_is_not_overwritten(forum: Forum) -> None:
    draft = forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    forum.session.flush()
    seen = draft.version
    forum.edited(Cancel(forum.meeting("Cem", "Dan", draft)), draft)
    forum.session.flush()
    edit = Cancel(forum.meeting("Eve", "Fay", draft))
    with pytest.raises(EditConflictError):
        edit_plan(forum.session, COMMAND_LINE, forum.event, draft, edit, seen)
    assert forum.held(draft) == {("Eve", "Fay", 0, 2)}


def test_a_superseded_plan_is_not_edited(forum: Forum) -> None:
    publish(forum.session, COMMAND_LINE, forum.event, forum.plan)
    draft = forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    publish(forum.session, COMMAND_LINE, forum.event, draft)
    with pytest.raises(StateError) as refusal:
        forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    assert refusal.value.message.code == "edit.superseded"


def test_a_meeting_of_another_plan_is_not_edited(forum: Forum) -> None:
    draft = forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    with pytest.raises(NotFoundError):
        forum.edited(Cancel(forum.meeting("Ada", "Ben")), draft)


def test_a_pinned_meeting_stays_pinned_when_it_moves(forum: Forum) -> None:
    draft = forum.edited(Pin(forum.meeting("Ada", "Ben")))
    forum.edited(Move(forum.meeting("Ada", "Ben", draft), forum.slots[1], forum.tables[0]), draft)
    assert forum.meeting("Ada", "Ben", draft).pinned
    forum.edited(Pin(forum.meeting("Ada", "Ben", draft), pinned=False), draft)
    assert not forum.meeting("Ada", "Ben", draft).pinned


def test_edits_are_in_the_history(forum: Forum) -> None:
    draft = forum.edited(Cancel(forum.meeting("Ada", "Ben")))
    undo(forum.session, COMMAND_LINE, forum.event, draft, draft.version)
    entries = forum.session.scalars(select(AuditEntry).where(AuditEntry.action.like("plan.edit%")))
    assert [(entry.action, entry.details) for entry in entries] == [
        ("plan.edited", {"plan": 2, "edit": "cancel"}),
        ("plan.edit_undone", {"plan": 2, "edit": "cancel"}),
    ]


def test_a_meeting_that_breaks_a_rule_already_can_be_moved_out_of_it(forum: Forum) -> None:
    slot, ada = forum.slots[0], forum.person("Ada")
    forum.session.add(Absence(attendee_id=ada.id, starts_at=slot.starts_at, ends_at=slot.ends_at))
    draft = forum.edited(Move(forum.meeting("Ada", "Ben"), forum.slots[1], forum.tables[0]))
    assert ("Ada", "Ben", 1, 0) in forum.held(draft)
