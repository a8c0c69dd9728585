"""Scoring an event in its database: complete, in a fixed number of queries, and without revealing any no-thanks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event as listening
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.answers.interests import ensure_interests
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import (
    Attendee,
    AttendeeInterest,
    AttendeeStatus,
    Audience,
    AuditEntry,
    Direction,
    Event,
    Goal,
    GoalKind,
    Grade,
    MeetingRule,
    PairRelation,
    PairScore,
    Relation,
    Request,
)
from matchmaker.scoring.load import candidates_wanted
from matchmaker.scoring.partners import pair_reasons, top_partners
from matchmaker.scoring.scores import compute_scores, score_event, store_scores
from tests.builders import a_group, an_attendee, an_event


def some_people(session: Session, event: Event, count: int) -> list[Attendee]:
    """People with an interest, a goal and a text each, some of them shared."""
    interests = ensure_interests(session, event, [f"Club {k}" for k in range(count // 2)])
    everybody = []
    for k in range(count):
        attendee = an_attendee(session, event, f"Person {k}", about=f"I study stroke and topic{k // 3}")
        attendee.interests = [AttendeeInterest(interest_id=interests[f"club {k // 2}"])]
        direction = Direction.SEEK if k % 2 else Direction.OFFER
        attendee.goals = [Goal(direction=direction, kind=GoalKind.MENTORING, topic=f"Skill {k // 2}", topic_key="")]
        everybody.append(attendee)
    session.flush()
    return everybody


def twins(session: Session, event: Event, *names: str, **fields: Any) -> list[Attendee]:
    """People who are a perfect match for each other."""
    interest = ensure_interests(session, event, ["Chess"])["chess"]
    people = [an_attendee(session, event, name, **fields) for name in names]
    for attendee in people:
        attendee.interests = [AttendeeInterest(interest_id=interest)]
    session.flush()
    return people


def asks(session: Session, one: Attendee, other: Attendee, grade: Grade) -> None:
    session.add(Request(attendee_id=one.id, other_id=other.id, grade=grade))


def stands(session: Session, event: Event, a: Attendee, b: Attendee, relation: Relation) -> None:
    session.add(PairRelation(event_id=event.id, a_id=a.id, b_id=b.id, relation=relation))


def candidates(session: Session, event: Event) -> set[tuple[str, str]]:
    """Score, and name the pairs that came of it."""
    score_event(session, COMMAND_LINE, event)
    names = dict(session.execute(select(Attendee.id, Attendee.name)).all())
    rows = session.execute(select(PairScore.a_id, PairScore.b_id).where(PairScore.event_id == event.id))
    return {(names[a], names[b]) for a, b in rows}


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    listening.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        listening.remove(database.engine, "before_cursor_execute", note)


def test_the_number_of_queries_does_not_grow_with_the_event(database: Database) -> None:
    seen = []
    for size in (10, 40):
        with database.writing() as session:
            event = an_event(session)
            some_people(session, event, size)
        with database.writing() as session, counted(database) as statements:
            score_event(session, COMMAND_LINE, session.get_one(Event, event.id))
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 20


def test_scores_and_reasons_are_kept_with_the_smaller_id_first(session: Session) -> None:
    event = an_event(session)
    ann, mara = twins(session, event, "Ann", "Mara")
    summary = score_event(session, COMMAND_LINE, event)
    row = pair_reasons(session, mara, ann)
    assert row is not None
    assert (row.a_id, row.b_id, row.event_id, row.score) == (ann.id, mara.id, event.id, 75)
    assert row.reasons == [{"code": "interests", "points": 75, "shared": [{"interest": "Chess", "people": 2}]}]
    assert (summary.people, summary.pairs, summary.quiet, summary.typical_best) == (2, 1, 0, 75)
    assert summary.bands == (0, 0, 0, 0, 0, 0, 0, 1, 0, 0)


def test_all_answers_are_loaded(session: Session) -> None:
    event = an_event(session)
    ann = an_attendee(session, event, "Ann", about="Stroke imaging")
    mara = an_attendee(session, event, "Mara", about="stroke")
    ann.goals = [Goal(direction=Direction.SEEK, kind=GoalKind.MENTORING, topic="Pricing", topic_key="pricing")]
    mara.goals = [Goal(direction=Direction.OFFER, kind=GoalKind.MENTORING, topic="pricing", topic_key="pricing")]
    asks(session, mara, ann, Grade.LIKE)
    stands(session, event, ann, mara, Relation.MET_BEFORE)
    score_event(session, COMMAND_LINE, event)
    (partner,) = top_partners(session, ann)
    assert set(map(str, partner.sentences)) == {
        "You are looking for a mentor in Pricing; Mara is the only one here who offers it.",
        "Mara would like to meet you.",
        "You and Mara wrote about similar things, such as “Pricing” and “Stroke”.",
        "You and Mara have met before, so what you share counts for less.",
    }


@pytest.mark.parametrize("who", ["Ann", "Mara"])
def test_a_no_thanks_of_either_side_is_absolute_and_leaves_no_trace(session: Session, who: str) -> None:
    event = an_event(session)
    ann, mara, _ = twins(session, event, "Ann", "Mara", "Third")
    one, other = (ann, mara) if who == "Ann" else (mara, ann)
    asks(session, one, other, Grade.NO)
    asks(session, other, one, Grade.MUST)
    stands(session, event, ann, mara, Relation.AGREED)
    assert candidates(session, event) == {("Ann", "Third"), ("Mara", "Third")}
    for row in session.scalars(select(PairScore)):
        assert [reason["code"] for reason in row.reasons] == ["interests"]
    assert "no" not in {entry.action.split(".")[-1] for entry in session.scalars(select(AuditEntry))}


def test_withdrawn_people_take_no_part(session: Session) -> None:
    event = an_event(session)
    twins(session, event, "Ann", "Mara")
    twins(session, event, "Gone", status=AttendeeStatus.WITHDRAWN)
    assert candidates(session, event) == {("Ann", "Mara")}


def test_what_the_organizers_know_of_pairs_is_respected(session: Session) -> None:
    event = an_event(session, met_before_may_meet=False)
    a, b, c, d = twins(session, event, "A", "B", "C", "D", organisation="Acme")
    stands(session, event, a, b, Relation.AGREED)
    assert candidates(session, event) == {("A", "B")}
    event.colleagues_may_meet = True
    stands(session, event, a, c, Relation.KEEP_APART)
    stands(session, event, a, d, Relation.MET_BEFORE)
    assert candidates(session, event) == {("A", "B"), ("B", "C"), ("B", "D"), ("C", "D")}


def test_groups_meet_as_the_rules_of_the_blocks_say(session: Session) -> None:
    event = an_event(session)
    event.blocks[0].audience = Audience.RULES
    buyers, sellers = a_group(session, event, "Buyers"), a_group(session, event, "Sellers")
    session.add(MeetingRule(event_id=event.id, group_a_id=buyers.id, group_b_id=sellers.id))
    twins(session, event, "Buyer 1", "Buyer 2", group_id=buyers.id)
    twins(session, event, "Seller", group_id=sellers.id)
    twins(session, event, "Nobody's")
    assert candidates(session, event) == {("Buyer 1", "Seller"), ("Buyer 2", "Seller")}


def test_scoring_again_replaces_this_events_scores_and_no_others(session: Session) -> None:
    here, there = an_event(session), an_event(session)
    ann, mara = twins(session, here, "Ann", "Mara")
    twins(session, there, "Ben", "Max")
    assert candidates(session, there) == {("Ben", "Max")}
    assert candidates(session, here) == {("Ann", "Mara")}
    mara.status = AttendeeStatus.WITHDRAWN
    assert candidates(session, here) == set()
    assert pair_reasons(session, ann, mara) is None
    assert len(list(session.scalars(select(PairScore)))) == 1


def test_the_event_remembers_which_data_was_scored_and_looks_unedited(session: Session) -> None:
    event = an_event(session)
    twins(session, event, "Ann", "Mara")
    version, data = event.version, event.data_version
    score_event(session, COMMAND_LINE, event)
    session.refresh(event)
    assert (event.scored_version, event.version, event.data_version) == (data, version, data)
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "event.scored"))
    assert entry.details == {"people": 2, "pairs": 1}


def test_scores_computed_before_a_change_do_not_pass_for_new_ones(database: Database) -> None:
    with database.writing() as session:
        event = an_event(session)
        twins(session, event, "Ann", "Mara")
    with database.reading() as session:
        scores = compute_scores(session, session.get_one(Event, event.id))
    with database.writing() as session:
        changed = session.get_one(Event, event.id)
        changed.data_version += 1
        session.flush()
        store_scores(session, COMMAND_LINE, changed, scores)
        assert changed.scored_version == changed.data_version - 1


def test_partners_come_best_first_with_reasons_addressed_to_the_reader(session: Session) -> None:
    event = an_event(session)
    ann, ben, mara = twins(session, event, "Ann", "Ben", "Mara")
    gone, _ = twins(session, event, "Gone", "Zoe")
    asks(session, mara, ben, Grade.MUST)
    score_event(session, COMMAND_LINE, event)
    gone.status = AttendeeStatus.WITHDRAWN
    session.flush()
    partners = top_partners(session, ben)
    assert [partner.attendee.name for partner in partners] == ["Mara", "Ann", "Zoe"]
    assert str(partners[0].sentences[0]) == "You both care about Chess, which only 5 people here do."
    assert str(partners[0].sentences[1]) == "Mara asked to meet you."
    assert top_partners(session, ben, limit=1) == partners[:1]
    assert ann.id == partners[1].attendee.id


@pytest.mark.parametrize(
    ("slots", "most", "wanted"), [(4, None, 20), (10, None, 30), (40, None, 60), (40, 8, 24), (10, 12, 30)]
)
def test_how_many_candidates_scales_with_the_meetings_people_can_have(
    session: Session, slots: int, most: int | None, wanted: int
) -> None:
    assert candidates_wanted(session, an_event(session, slots=slots, default_max_meetings=most)) == wanted


def test_an_event_without_people_is_scored_to_nothing(session: Session) -> None:
    event = an_event(session)
    summary = score_event(session, COMMAND_LINE, event)
    assert (summary.people, summary.pairs, summary.typical_best) == (0, 0, 0)
    an_attendee(session, event, "Alone")
    assert score_event(session, COMMAND_LINE, event).pairs == 0


def test_an_observer_sees_every_stage_come_to_its_end(session: Session) -> None:
    event = an_event(session)
    some_people(session, event, 10)
    seen: dict[str, list[float]] = {}
    score_event(session, COMMAND_LINE, event, lambda stage, share: seen.setdefault(stage, []).append(share))
    assert list(seen) == [
        "Reading the answers",
        "Measuring typical values",
        "Comparing all pairs",
        "Writing the reasons",
    ]
    for shares in seen.values():
        assert shares == sorted(shares)
        assert shares[-1] == pytest.approx(1.0)


def test_the_event_decides_what_counts(session: Session) -> None:
    event = an_event(session, weights={"requests": 100})
    ann, mara = twins(session, event, "Ann", "Mara")
    asks(session, ann, mara, Grade.MUST)
    asks(session, mara, ann, Grade.MUST)
    score_event(session, COMMAND_LINE, event)
    row = pair_reasons(session, ann, mara)
    assert row is not None
    assert (row.score, [reason["code"] for reason in row.reasons]) == (100, ["request"])
