"""Explanations of `matchmaker why` for a plan of an event."""

from __future__ import annotations

import threading
from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Event, SolveRun
from matchmaker.planning.explained import outline_of
from matchmaker.planning.problem.snapshots import stored_problem
from matchmaker.planning.runs.execution import explain_now
from matchmaker.planning.runs.explanations import request_explanation
from matchmaker.planning.runs.stored_explanation import Explanation
from solver.files import read_problem
from web.cli.lookup import find_attendee, find_event, find_plan
from web.cli.naming import names_of
from web.cli.output import print_json
from web.cli.sessions import Services, open_services
from web.cli.signals import stopping_on_termination
from web.cli.why_text import facts_of, outline


def explain_event(
    event_name: str, people: tuple[str, ...], *, plan: int | None, time_limit: float, seed: int, as_json: bool
) -> None:
    """Explain the plan with this number, by default the published one, else the newest."""
    stop = threading.Event()
    with open_services() as services:
        run_id = _request(services, event_name, people, plan, time_limit, seed)
        with stopping_on_termination(stop):
            found = explain_now(services.database, run_id, COMMAND_LINE, stop=stop)
        with services.database.reading() as session:
            run = session.get_one(SolveRun, run_id)
            _print(session, run, found, as_json)


def _request(
    services: Services, event_name: str, people: tuple[str, ...], plan: int | None, time_limit: float, seed: int
) -> int:
    with services.database.writing() as session:
        event = find_event(session, event_name)
        explained = find_plan(session, event, plan, prefer_published=True)
        attendees = [find_attendee(session, event, person) for person in people]
        run = request_explanation(session, COMMAND_LINE, event, explained, *attendees, time_limit=time_limit, seed=seed)
        return run.id


def _print(session: Session, run: SolveRun, found: list[Explanation], as_json: bool) -> None:
    if as_json:
        answer: list[Any] = run.answer or []
        facts = [stored | facts_of(one) for stored, one in zip(answer, found, strict=True)]
        print_json({"plan": run.base_plan, "explanations": facts})
        return
    problem = read_problem(stored_problem(session, run.snapshot_sha256 or ""))
    names = names_of(session, session.get_one(Event, run.event_id))
    click.echo("\n".join(outline(outline_of(problem, found), names)))
