"""From weights to a published plan on the organizer's pages."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from matchmaker import publishing
from matchmaker.audit import COMMAND_LINE, WORKER, Actor, record
from matchmaker.db import Database
from matchmaker.models import (
    Attendee,
    Event,
    Organizer,
    OutboxMessage,
    Plan,
    PlanStatus,
    Relation,
    RunCommand,
    RunKind,
    RunStatus,
    SolveRun,
)
from matchmaker.pairs.relations import set_relation
from matchmaker.publishing import prepare
from matchmaker.settings import Settings
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent
from tests.web.organizer.test_setting_up import version_on
from web import create_app


def statuses(database: Database) -> list[PlanStatus]:
    with database.reading() as session:
        return list(session.scalars(select(Plan.status).order_by(Plan.number)))


def test_weights_come_from_a_preset_or_the_form_and_invalid_ones_are_refused(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/weights"
    console.send(f"{path}/preset", {"preset": "research"})
    page = console.get(path).text
    assert re.search(r'id="f-text" name="text" value="50"', page)
    own = {"requests": "1", "interests": "2", "goals": "3", "text": "4", "balance": "5", "met_before": "6"}
    assert console.send(path, own | {"version": version_on(console, path)}).status_code == 303
    with database.reading() as session:
        assert session.get_one(Event, event.id).weights == {name: int(value) for name, value in own.items()}
    bad = console.send(path, own | {"goals": "101", "version": version_on(console, path)})
    assert bad.status_code == 422
    assert 'value="101"' in bad.text


def test_scores_are_computed_and_shown_with_their_reasons(console: Browser, full_event: FullEvent) -> None:
    assert console.send(full_event.path("scores")).status_code == 303
    page = console.get(full_event.path(f"people/{full_event.ada}")).text
    assert page.count('class="points"') == 3


def test_requesting_two_runs_creates_one_and_its_page_shows_its_state(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    first = console.send(full_event.path("solve"), {"time_limit": "30", "seed": "4"})
    second = console.send(full_event.path("solve"), {"time_limit": "60", "seed": "0"})
    assert (first.status_code, first.location) == (303, second.location)
    state = console.get(f"{first.location}/state").json
    assert state is not None
    assert (state["status"], state["active"], state["time_limit"], state["trace"]) == ("queued", True, 30.0, [])
    assert "Stop and keep best" in console.get(first.location).text


def test_a_run_can_be_stopped_and_cancelled(console: Browser, database: Database, full_event: FullEvent) -> None:
    location = console.send(full_event.path("solve"), {"time_limit": "30", "seed": "0"}).location
    with database.writing() as session:
        run = session.scalars(
            select(SolveRun).where(SolveRun.status == RunStatus.QUEUED, SolveRun.kind == RunKind.SOLVE)
        ).one()
        run.status, run.value, run.bound, run.meetings, run.trace = RunStatus.RUNNING, 200, 201.0, 4, [[1.0, 200, 201]]
    state = console.get(f"{location}/state").json
    assert state is not None
    assert (state["gap"], state["trace"]) == (0.005, [[1.0, 200, 201]])
    assert "at most 0.50% better is possible" in state["sentence"]
    for press, command in (("stop", RunCommand.STOP), ("cancel", RunCommand.CANCEL)):
        assert console.send(f"{location}/{press}").status_code == 303
        with database.reading() as session:
            assert session.get_one(SolveRun, run.id).command is command


def test_solving_an_empty_event_reports_what_is_missing(console: Browser, event: Event) -> None:
    answer = console.send(f"/events/{event.public_id}/solve", {"time_limit": "30", "seed": "0"})
    assert answer.status_code == 422
    assert "There are too few attendees" in answer.text
    bad = console.send(f"/events/{event.public_id}/solve", {"time_limit": "0", "seed": "x"})
    assert 'href="#f-time-limit"' in bad.text
    assert 'href="#f-seed"' in bad.text


def test_a_plan_is_shown_by_figures_attendee_slot_and_table(console: Browser, full_event: FullEvent) -> None:
    plan = full_event.path("plans/2")
    assert "The meetings are worth 20 points." in console.get(plan).text
    people = console.get(f"{plan}/people?search=ada").text
    assert "Ada Lovelace" in people
    assert "Cem Uzer" not in people
    grid = console.get(f"{plan}/slots").text
    assert "09:40–10:00" in grid
    assert "Table 2" in console.get(f"{plan}/tables").text


def test_publishing_shows_the_changes_first_and_an_earlier_plan_can_be_published_again(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path("plans/2/publish")
    page = console.get(path).text
    assert re.search(r"<dt>Moved</dt><dd>1</dd>", page)
    assert re.search(r"<dt>Unchanged</dt><dd>1</dd>", page)
    assert "Ada Lovelace and Ben Okri" in page
    assert console.send(path, {"version": version_on(console, path)}).status_code == 303
    assert statuses(database) == [PlanStatus.SUPERSEDED, PlanStatus.PUBLISHED]
    back = full_event.path("plans/1/publish")
    console.send(back, {"version": version_on(console, back)})
    assert statuses(database) == [PlanStatus.PUBLISHED, PlanStatus.SUPERSEDED]
    assert console.send(full_event.path("unpublish")).status_code == 303
    assert PlanStatus.PUBLISHED not in statuses(database)


def test_affected_attendees_are_mailed_if_mail_is_configured_and_requested(
    settings: Settings, database: Database, organizer: Organizer, full_event: FullEvent
) -> None:
    app = create_app(replace(settings, smtp_url="smtp://localhost"))
    app.test_client_class = Browser
    console = app.test_client().sign_in(organizer.email)
    second, first = full_event.path("plans/2/publish"), full_event.path("plans/1/publish")
    console.send(second, {"version": version_on(console, second), "notify": "on"})
    with database.reading() as session:
        told = sorted(session.scalars(select(OutboxMessage.recipient)))
    assert told == ["ada.lovelace@example.org", "ben.okri@example.org"]
    console.send(first, {"version": version_on(console, first)})
    with database.reading() as session:
        assert sorted(session.scalars(select(OutboxMessage.recipient))) == told


def test_outdated_changes_are_shown_again_and_not_published(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path("plans/2/publish")
    version = version_on(console, path)
    console.send(full_event.path(f"people/{full_event.ada}/status"), {"status": "withdrawn", "agreed": "later"})
    answer = console.send(path, {"version": version, "stale": "on"})
    assert answer.status_code == 409
    assert "1 meeting of the plan can no longer take place" in answer.text
    assert statuses(database)[1] is PlanStatus.DRAFT
    newer = version_on(console, path)
    assert console.send(path, {"version": newer}).status_code == 422
    assert console.send(path, {"version": newer, "stale": "on"}).status_code == 303
    assert statuses(database)[1] is PlanStatus.PUBLISHED


def test_a_change_while_the_publication_is_computed_is_shown_and_nothing_is_published(
    console: Browser, database: Database, full_event: FullEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = full_event.path("plans/2/publish")
    version = version_on(console, path)

    def prepare_slowly(*arguments: Any, **options: Any) -> Any:
        prepared = prepare(*arguments, **options)
        with database.writing() as session:
            event = session.scalars(select(Event)).one()
            record(session, COMMAND_LINE, event, "attendee.changed", changes_plan=True)
        return prepared

    monkeypatch.setattr(publishing, "prepare", prepare_slowly)
    answer = console.send(path, {"version": version})
    assert answer.status_code == 409
    assert statuses(database)[1] is PlanStatus.DRAFT
    monkeypatch.undo()
    newer = re.search(r'name="version" value="([^"]+)"', answer.text)
    assert newer is not None
    assert console.send(path, {"version": newer[1], "stale": "on"}).status_code == 303
    assert statuses(database)[1] is PlanStatus.PUBLISHED


def test_calendars_and_spreadsheets_can_be_downloaded(console: Browser, full_event: FullEvent) -> None:
    archive = zipfile.ZipFile(io.BytesIO(console.get(full_event.path("calendars")).data))
    assert len(archive.namelist()) == 4
    sheet = console.get(full_event.path("plans/2/spreadsheet"))
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="spring-forum-plan-2.xlsx"'
    assert zipfile.is_zipfile(io.BytesIO(sheet.data))
    assert "Ada Lovelace" in console.get(full_event.path("plans/2/csv")).text


def test_the_history_shows_who_did_what(console: Browser, full_event: FullEvent) -> None:
    console.send(full_event.path("weights/preset"), {"preset": "research"})
    page = console.get(full_event.path("history")).text
    assert "The weights were changed" in page
    assert 'organizer: <span translate="no">olga@example.org</span>' in page


def test_the_history_names_people_and_speaks_in_words(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    person = full_event.path(f"people/{full_event.ada}")
    console.send(f"{person}/withdraw", {"agreed": "later"})
    console.send(f"{person}/reinstate")
    with database.writing() as session:
        event = session.scalars(select(Event).where(Event.public_id == full_event.event)).one()
        ada, ben = session.scalars(select(Attendee).where(Attendee.event_id == event.id).limit(2)).all()
        set_relation(session, COMMAND_LINE, event, (ada, ben), Relation.KEEP_APART)
        record(session, Actor.attendee(ada), event, "answers.saved", changes_plan=False, attendee=ada.public_id)
        record(session, WORKER, event, "plan.made", changes_plan=False, optimal=False, run="azYMwBESbFxq")
        record(
            session, COMMAND_LINE, event, "attendee.updated", changes_plan=False, attendee="gone", fields=["job_title"]
        )
        ids = session.scalars(select(Attendee.public_id)).all()
    page = console.get(full_event.path("history")).text
    told = re.sub(r"<[^>]+>", "", page)
    assert [
        key for key in (*ids, "azYMwBESbFxq", "True", "False", "None", "keep_apart", "job_title") if key in told
    ] == []
    assert "first person: Ada Lovelace; second person: Ben Okri; relation: kept apart" in told
    assert "attendee: somebody who has been removed; fields: job title" in told
    assert "attendee: Ada Lovelace, " in told


def test_the_overview_shows_the_next_step(console: Browser, event: Event, full_event: FullEvent) -> None:
    fresh = console.get(f"/events/{event.public_id}/").text
    assert re.findall(r'<li class="step ([\w-]+)">', fresh) == ["done", "next", "waiting", "waiting", "waiting"]
    planned = console.get(full_event.path()).text
    assert "Attendees see plan 1; there is a newer one." in planned
