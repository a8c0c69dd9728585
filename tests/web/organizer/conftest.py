"""An event with attendees, links, scores, a run, a published plan and a draft."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from matchmaker.access.links import attendee_secrets
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import EventOrganizer, Organizer, RunStatus, SolveRun, TokenKind
from matchmaker.planning.runs.explanations import request_explanation
from matchmaker.planning.runs.trials import request_trial
from matchmaker.publishing.publish import publish
from matchmaker.roster.importing import read_upload, upload
from matchmaker.schemas.run_settings import SolveSettings
from matchmaker.schemas.what_if import WhatIf
from matchmaker.settings import Settings
from tests.builders import a_group
from tests.matchmaker.planning.builders import MET_BEFORE, a_plan, an_event_with

LIST = (
    "Name;E-mail;Organisation\nAda Lovelace;ada.lovelace@example.org;Analytical Engines\nZoe New;zoe@example.org;Acme\n"
)


@dataclass(frozen=True)
class FullEvent:
    """The ids in the pages' addresses. Plan 1 is published, plan 2 is a draft with one meeting moved."""

    event: str
    run: str
    explanation: str
    trial: str
    roster_import: str
    ada: str
    table: int
    personal: str
    feed: str

    def path(self, rest: str = "") -> str:
        return f"/events/{self.event}/{rest}"

    @property
    def arguments(self) -> dict[str, str | int]:
        """The ids by the names of the routes' arguments."""
        return {
            "event_id": self.event,
            "run_id": self.run,
            "explanation_id": self.explanation,
            "trial_id": self.trial,
            "import_id": self.roster_import,
            "person_id": self.ada,
            "table_id": self.table,
            "number": 2,
            "ending": "csv",
        }


@pytest.fixture
def full_event(database: Database, settings: Settings, organizer: Organizer) -> FullEvent:
    with database.writing() as session:
        event, (ada, ben, cem, dan) = an_event_with(session, "Ada Lovelace", "Ben Okri", "Cem Uzer", "Dan Ek")
        session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id))
        a_group(session, event, "Buyers")
        first = a_plan(session, event, (ada, ben, 0, 0), (cem, dan, 1, 1))
        first.meetings[0].reasons = [MET_BEFORE]
        publish(session, COMMAND_LINE, event, first)
        second = a_plan(session, event, (ada, ben, 2, 0), (cem, dan, 1, 1))
        found = upload(session, COMMAND_LINE, event, read_upload("list.csv", LIST.encode()))
        secrets = [
            attendee_secrets(session, settings.secret_keys, kind, [ada])[ada.id]
            for kind in (TokenKind.PERSONAL, TokenKind.FEED)
        ]
        session.flush()
        run = session.get_one(SolveRun, second.run_id)
        asked = request_explanation(session, COMMAND_LINE, event, first, ada, cem)
        tried = request_trial(session, COMMAND_LINE, event, WhatIf(slot_minutes=20, pause_minutes=0), SolveSettings())
        tried.status = RunStatus.CANCELLED  # one that waits would keep other runs waiting
        ids = (event.public_id, run.public_id, asked.public_id, tried.public_id, found.public_id, ada.public_id)
        return FullEvent(*ids, event.tables[0].id, *secrets)


@pytest.fixture
def full_event_id(full_event: FullEvent) -> str:
    return full_event.event
