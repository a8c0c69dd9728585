"""Events in every state that pages can show, and the values for the pages' addresses."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.access.organizers import find_organizer
from matchmaker.answers.save_answers import save_answers
from matchmaker.audit import COMMAND_LINE, Actor
from matchmaker.event import events
from matchmaker.event.events import create_event
from matchmaker.models import Attendee, Event, Grade, Relation, RunKind, SolveRun
from matchmaker.pairs import relations
from matchmaker.planning.plans.plans import plan_by_number
from matchmaker.planning.runs.execution import execute_run
from matchmaker.planning.runs.explanations import request_explanation
from matchmaker.planning.runs.trials import request_trial, trials_of
from matchmaker.roster import withdraw_attendee
from matchmaker.roster.importing import check_import, read_upload, upload
from matchmaker.schemas.answers import Answers, RequestDetails
from matchmaker.schemas.event import EventDetails
from matchmaker.schemas.run_settings import SolveSettings
from matchmaker.schemas.what_if import WhatIf
from tests.e2e.attendee_lists import FAULTY, LATER, csv_of
from tests.e2e.organizer_steps import ORGANIZER
from tests.e2e.sample_event import SampleEvent, make_event, publish, solve
from tests.e2e.service import Service

Values = dict[str, str | int]
LONG_WORD = "Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungstag"
"""Wider than a phone, without a place to break it."""


def make_page_states(service: Service) -> dict[str, Values]:
    """State -> the values for the addresses of pages in that state."""
    sample_event = make_event(service, LONG_WORD, ORGANIZER)
    _answer_and_agree(service, sample_event)
    solve(service, sample_event)
    publish(service, sample_event)
    _withdraw_one_person(service, sample_event)
    solve(service, sample_event)
    _explain(service, sample_event)
    _try_fewer_tables(service, sample_event)
    closed = _event_closed_to_answers(service)
    with service.database.writing() as session:
        return {
            "full": _values(session, session.get_one(Event, sample_event.id), sample_event.links["Ada Byron"]),
            "empty": {"event_id": _empty_event(session).public_id},
            "withdrawn": {"secret": _secret(sample_event.links["Farid Amin"])},
            "closed": {"secret": _secret(closed.links["Ada Byron"])},
        }


def _answer_and_agree(service: Service, sample_event: SampleEvent) -> None:
    with service.database.writing() as session:
        event = session.get_one(Event, sample_event.id)
        ada, jonas, lena, hugo = (_person(session, event, name) for name in ("Ada", "Jonas", "Lena", "Hugo"))
        grades = ((jonas, Grade.MUST), (lena, Grade.LIKE), (hugo, Grade.NO))
        wishes = tuple(RequestDetails(person.public_id, grade) for person, grade in grades)
        away = frozenset({event.slots[1].id})
        answers = Answers("I look after looms.", ("looms", "poetry"), requests=wishes, away=away, max_meetings=4)
        save_answers(session, Actor.attendee(ada), event, ada, answers, ada.version)
        pair = (_person(session, event, "Clara"), _person(session, event, "Kaya"))
        relations.set_relation(session, COMMAND_LINE, event, pair, Relation.AGREED, slot=event.slots[2])


def _withdraw_one_person(service: Service, sample_event: SampleEvent) -> None:
    """So that plan 1 is out of date and plan 2 differs from it."""
    with service.database.writing() as session:
        event = session.get_one(Event, sample_event.id)
        farid = _person(session, event, "Farid")
        withdraw_attendee(session, Actor.attendee(farid), event, farid)


def _explain(service: Service, sample_event: SampleEvent) -> None:
    with service.database.writing() as session:
        event = session.get_one(Event, sample_event.id)
        people = (_person(session, event, name) for name in ("Ada", "Hugo"))
        run = request_explanation(session, COMMAND_LINE, event, plan_by_number(session, event, 2), *people)
        run_id = run.id
    execute_run(service.database, run_id)


def _try_fewer_tables(service: Service, sample_event: SampleEvent) -> None:
    with service.database.writing() as session:
        event = session.get_one(Event, sample_event.id)
        tried = WhatIf(event.slot_minutes, event.pause_minutes, more_tables=-1)
        run_id = request_trial(session, COMMAND_LINE, event, tried, SolveSettings(time_limit=2)).id
    execute_run(service.database, run_id)


def _event_closed_to_answers(service: Service) -> SampleEvent:
    sample_event = make_event(service, "Closed forum", ORGANIZER)
    with service.database.writing() as session:
        events.set_answers_open(session, COMMAND_LINE, session.get_one(Event, sample_event.id), False)
    return sample_event


def _empty_event(session: Session) -> Event:
    organizer = find_organizer(session, ORGANIZER[0])
    event = create_event(session, COMMAND_LINE, EventDetails("Empty forum", "Europe/Berlin"), organizer)
    session.flush()
    return event


def _values(session: Session, event: Event, link: str) -> Values:
    made = select(SolveRun).where(SolveRun.event_id == event.id, SolveRun.kind != RunKind.EXPLAIN)
    run = session.scalars(made).first()
    answer = session.scalars(select(SolveRun).where(SolveRun.kind == RunKind.EXPLAIN)).first()
    assert answer is not None
    waiting = upload(session, COMMAND_LINE, event, read_upload("later.csv", csv_of((*FAULTY, *LATER))))
    check_import(session, event, waiting)
    session.flush()
    assert run is not None
    return {
        "event_id": event.public_id,
        "run_id": run.public_id,
        "explanation_id": answer.public_id,
        "trial_id": trials_of(session, event)[0].public_id,
        "import_id": waiting.public_id,
        "person_id": _person(session, event, "Ada").public_id,
        "table_id": event.tables[2].id,
        "number": 2,
        "secret": _secret(link),
    }


def _person(session: Session, event: Event, first_name: str) -> Attendee:
    query = select(Attendee).where(Attendee.event_id == event.id, Attendee.name.startswith(first_name))
    return session.scalars(query).one()


def _secret(link: str) -> str:
    return link.rpartition("/")[2]
