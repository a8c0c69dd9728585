"""The snapshot is the event as the solver should see it, and nothing else moves it."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeStatus,
    Audience,
    Block,
    Closure,
    Event,
    Grade,
    MeetingRule,
    PairRelation,
    Relation,
    Request,
    Slot,
)
from matchmaker.planning.problem.snapshot import take_snapshot, unpack
from solver.files.formats import read_problem
from tests.builders import a_group, an_attendee, an_event
from tests.matchmaker.planning.builders import a_score, an_event_with


def problem_of(session: Session, event: Event) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(take_snapshot(session, event).problem_json)
    return plain


def pairs_of(session: Session, event: Event) -> set[frozenset[str]]:
    return {frozenset((pair["a"], pair["b"])) for pair in problem_of(session, event)["pairs"]}


def pair(a: Attendee, b: Attendee) -> frozenset[str]:
    return frozenset((f"a{a.id}", f"a{b.id}"))


def slot_ids(event: Event) -> list[str]:
    return [f"s{slot.id}" for slot in event.slots]


def test_a_plain_event_becomes_a_plain_problem(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben", slots=2, tables=1)
    slots = [{"id": f"s{slot.id}", "block": f"b{event.blocks[0].id}"} for slot in event.slots]
    assert problem_of(session, event) == {
        "format": "meeting-problem/1",
        "name": f"event {event.public_id}",
        "slots": slots,
        "tables": [{"id": f"t{event.tables[0].id}"}],
        "people": [{"id": f"a{ada.id}"}, {"id": f"a{ben.id}"}],
        "pairs": [{"a": f"a{ada.id}", "b": f"a{ben.id}", "score": 10}],
        "objective": [
            {"tier": "minimums"},
            {"tier": "fairness", "slack": 0.01},
            {"tier": "score", "slack": 0.005},
            {"tier": "gaps"},
            {"tier": "moves"},
        ],
    }


def test_the_bytes_are_canonical_hashed_and_equal_for_equal_data(session: Session) -> None:
    event, _ = an_event_with(session, "Ada", "Ben", "Çem")
    first, second = take_snapshot(session, event), take_snapshot(session, event)
    assert first == second
    assert first.sha256 == hashlib.sha256(first.problem_json).hexdigest()
    assert first.data_version == event.data_version
    plain = json.loads(first.problem_json)
    assert first.problem_json == json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    assert unpack(first.content) == first.problem_json
    read_problem(first.problem_json)


def test_no_names_leave_the_database(session: Session) -> None:
    event, _ = an_event_with(session, "Ada Lovelace", "Ben", venue="Palace", name="Secret Summit")
    text = take_snapshot(session, event).problem_json.decode()
    assert [word for word in ("Lovelace", "Ben", "Palace", "Secret", "Table") if word in text] == []


def test_limits_of_the_person_come_before_the_group_and_the_group_before_the_event(session: Session) -> None:
    event = an_event(session, default_min_meetings=1, default_max_meetings=8, max_consecutive=3)
    group = a_group(session, event, "Mentors", min_meetings=2, max_meetings=6)
    an_attendee(session, event, "Own", group_id=group.id, min_meetings=3, max_meetings=4)
    an_attendee(session, event, "Of the group", group_id=group.id)
    an_attendee(session, event, "Of the event")
    an_attendee(session, event, "None at all", min_meetings=0, max_meetings=0)
    assert [
        (person.get("min_meetings", 0), person["max_meetings"], person["max_consecutive"])
        for person in problem_of(session, event)["people"]
    ] == [(3, 4, 3), (2, 6, 3), (1, 8, 3), (0, 0, 3)]


def test_a_minimum_above_the_persons_maximum_is_cut_to_it(session: Session) -> None:
    event = an_event(session, default_min_meetings=5)
    an_attendee(session, event, "Modest", max_meetings=2)
    assert problem_of(session, event)["people"][0]["min_meetings"] == 2


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [(0, 20, [1, 2, 3]), (-60, 1, [1, 2, 3]), (19, 41, [3]), (20, 40, [0, 2, 3]), (80, 99, None), (0, 999, [])],
)
def test_slots_that_an_absence_overlaps_are_not_available(
    session: Session, start: int, end: int, left: list[int] | None
) -> None:
    event = an_event(session, slots=4)
    ada = an_attendee(session, event, "Ada")
    first = event.slots[0].starts_at
    ada.absences.append(Absence(starts_at=first + timedelta(minutes=start), ends_at=first + timedelta(minutes=end)))
    session.flush()
    person = problem_of(session, event)["people"][0]
    assert person.get("available") == (None if left is None else [slot_ids(event)[k] for k in left])


def test_tables_have_their_capacity_reservation_and_closures(session: Session) -> None:
    event = an_event(session, slots=3, tables=3)
    event.tables[1].capacity = 4
    event.tables[2].reserved = True
    slot = event.slots[1]
    event.tables[0].closures.append(Closure(starts_at=slot.starts_at, ends_at=slot.ends_at))
    an_attendee(session, event, "Exhibitor", table_id=event.tables[2].id)
    session.flush()
    problem = problem_of(session, event)
    first, _, third = slot_ids(event)
    ids = [f"t{table.id}" for table in event.tables]
    assert problem["tables"] == [
        {"id": ids[0], "slots": [first, third]},
        {"id": ids[1], "capacity": 4},
        {"id": ids[2], "reserved": True},
    ]
    assert problem["people"][0]["table"] == ids[2]


def test_withdrawn_people_are_not_in_the_problem(session: Session) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    session.add(PairRelation(event_id=event.id, a_id=ada.id, b_id=ben.id, relation=Relation.AGREED))
    ben.status = AttendeeStatus.WITHDRAWN
    session.flush()
    problem = problem_of(session, event)
    assert [person["id"] for person in problem["people"]] == [f"a{ada.id}", f"a{cem.id}"]
    assert [(p["a"], p["b"]) for p in problem["pairs"]] == [(f"a{ada.id}", f"a{cem.id}")]


@pytest.mark.parametrize("agreed", [False, True])
def test_a_no_thanks_of_either_person_and_keep_apart_exclude_a_pair(session: Session, agreed: bool) -> None:
    event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
    session.add(Request(attendee_id=ben.id, other_id=ada.id, grade=Grade.NO))
    session.add(Request(attendee_id=ada.id, other_id=cem.id, grade=Grade.NO))
    session.add(PairRelation(event_id=event.id, a_id=ada.id, b_id=dan.id, relation=Relation.KEEP_APART))
    if agreed:
        session.add(PairRelation(event_id=event.id, a_id=ada.id, b_id=ben.id, relation=Relation.AGREED))
    session.flush()
    assert pairs_of(session, event) == {pair(ben, cem), pair(ben, dan), pair(cem, dan)}


def test_agreed_meetings_are_required_and_fixed_as_far_as_they_are_arranged(session: Session) -> None:
    event = an_event(session)
    ada, ben, cem, dan = (an_attendee(session, event, name) for name in ("Ada", "Ben", "Cem", "Dan"))
    a_score(session, ada, ben, 70)
    slot, table = event.slots[1].id, event.tables[2].id
    for b, settled in (
        (ben, {}),
        (cem, {"slot_id": slot}),
        (dan, {"slot_id": slot, "table_id": table}),
    ):
        session.add(PairRelation(event_id=event.id, a_id=ada.id, b_id=b.id, relation=Relation.AGREED, **settled))
    session.flush()
    a, s, t = f"a{ada.id}", f"s{slot}", f"t{table}"
    assert problem_of(session, event)["pairs"] == [
        {"a": a, "b": f"a{ben.id}", "score": 70, "required": True},
        {"a": a, "b": f"a{cem.id}", "required": True, "fixed": {"slot": s}},
        {"a": a, "b": f"a{dan.id}", "required": True, "fixed": {"slot": s, "table": t}},
    ]


class TestBlocksWithAudiences:
    """A morning for everybody, then an afternoon in which only mentors and founders meet."""

    @pytest.fixture
    def event(self, session: Session) -> Event:
        event = an_event(session, slots=2)
        last = event.slots[-1].ends_at
        block = Block(
            event_id=event.id,
            name="Mentoring",
            day=event.blocks[0].day,
            starts=event.blocks[0].starts.replace(hour=14),
            ends=event.blocks[0].starts.replace(hour=15),
            audience=Audience.RULES,
        )
        block.slots = [
            Slot(
                event_id=event.id,
                starts_at=last + timedelta(hours=3, minutes=20 * k),
                ends_at=last + timedelta(hours=3, minutes=20 * (k + 1)),
            )
            for k in range(2)
        ]
        event.blocks.append(block)
        mentors, founders = a_group(session, event, "Mentors"), a_group(session, event, "Founders")
        session.add(MeetingRule(event_id=event.id, group_a_id=mentors.id, group_b_id=founders.id))
        self.mentor = an_attendee(session, event, "Mentor", group_id=mentors.id)
        self.founder = an_attendee(session, event, "Founder", group_id=founders.id)
        self.other = an_attendee(session, event, "Other founder", group_id=founders.id)
        self.guest = an_attendee(session, event, "Guest")
        session.flush()
        session.refresh(event)
        return event

    def slots_of(self, session: Session, event: Event, a: Attendee, b: Attendee) -> list[str] | None:
        found = [p for p in problem_of(session, event)["pairs"] if {p["a"], p["b"]} == pair(a, b)]
        slots: list[str] | None = found[0].get("slots")
        return slots

    def test_groups_of_a_rule_may_meet_in_all_blocks(self, session: Session, event: Event) -> None:
        a_score(session, self.mentor, self.founder)
        assert self.slots_of(session, event, self.mentor, self.founder) is None

    def test_others_only_in_the_blocks_for_everybody(self, session: Session, event: Event) -> None:
        a_score(session, self.founder, self.other)
        a_score(session, self.mentor, self.guest)
        morning = slot_ids(event)[:2]
        assert self.slots_of(session, event, self.founder, self.other) == morning
        assert self.slots_of(session, event, self.mentor, self.guest) == morning

    def test_a_pair_that_no_block_is_for_is_left_out(self, session: Session, event: Event) -> None:
        event.blocks[0].audience = Audience.RULES
        session.flush()
        a_score(session, self.mentor, self.founder)
        a_score(session, self.founder, self.other)
        assert pairs_of(session, event) == {pair(self.mentor, self.founder)}

    def test_an_agreed_time_overrides_the_blocks_audience(self, session: Session, event: Event) -> None:
        afternoon = event.slots[3].id
        session.add(
            PairRelation(
                event_id=event.id,
                a_id=self.mentor.id,
                b_id=self.guest.id,
                relation=Relation.AGREED,
                slot_id=afternoon,
            )
        )
        session.flush()
        assert problem_of(session, event)["pairs"] == [
            {
                "a": f"a{self.mentor.id}",
                "b": f"a{self.guest.id}",
                "required": True,
                "fixed": {"slot": f"s{afternoon}"},
            }
        ]


def test_other_events_are_not_in_the_problem(session: Session) -> None:
    an_event_with(session, "Somebody", "Else")
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    problem = problem_of(session, event)
    assert len(problem["people"]) == 2
    assert pairs_of(session, event) == {pair(ada, ben)}
    assert len(problem["slots"]) == len(event.slots)
    assert len(problem["tables"]) == len(event.tables)


def count_queries(database: Database, names: int) -> int:
    with database.writing() as session:
        event, people = an_event_with(session, *(f"Person {k}" for k in range(names)), slots=names, tables=names)
        event.blocks[0].audience = Audience.RULES
        for person in people:
            slot = event.slots[0]
            person.absences.append(Absence(starts_at=slot.starts_at, ends_at=slot.ends_at))
    counted: list[str] = []
    with database.reading() as session:
        event = session.get_one(Event, event.id)
        sqlalchemy_event.listen(session.connection(), "before_cursor_execute", lambda *a: counted.append(a[2]))
        take_snapshot(session, event)
    return len(counted)


def test_the_number_of_queries_does_not_depend_on_the_size(database: Database) -> None:
    assert count_queries(database, 2) == count_queries(database, 12)
