"""The command `matchmaker` on a database for one test, in this process or as a real one."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.event.event_file import create_from_file
from matchmaker.roster import add_attendee
from matchmaker.schemas.event_file import EventFileSchema
from matchmaker.schemas.loading import load
from matchmaker.schemas.roster import RosterRowSchema
from matchmaker.settings import Settings
from web.cli import main

KEY = "a-key-of-these-tests-long-enough-for-it"
OURS = ("BIND", "DATABASE_URL", "MATCHMAKER_DATA", "PORT", "PUBLIC_URL", "QUEUE_URL", "SECRET_KEY", "SMTP_URL")


@dataclass(frozen=True)
class Cli:
    """`cli("event", "list")` runs in this process; `cli.process(...)` starts the real command."""

    environment: dict[str, str]

    def __call__(self, *arguments: str, text: str | bytes | None = None) -> Result:
        result = CliRunner(env=self.environment).invoke(main, arguments, input=text)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def done(self, *arguments: str, text: str | bytes | None = None) -> str:
        """Run the command, which must succeed; returns standard output."""
        result = self(*arguments, text=text)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refused(self, *arguments: str, text: str | bytes | None = None) -> str:
        """Run the command, which must exit with 2; returns standard error."""
        result = self(*arguments, text=text)
        assert result.exit_code == 2, result.output
        return result.stderr

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "web.cli", *arguments]

    def process(self, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.full_environment(),
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def full_environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name not in OURS}
        return inherited | self.environment


@pytest.fixture
def cli(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Cli:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    return Cli(
        {
            "MATCHMAKER_DATA": str(settings.data_folder),
            "DATABASE_URL": settings.database_url,
            "QUEUE_URL": settings.queue_url,
            "PUBLIC_URL": settings.public_url,
            "SECRET_KEY": KEY,
        }
    )


FRAME = """
{"event": {"name": "Spring Forum", "timezone": "Europe/Berlin", "slot_minutes": 20, "pause_minutes": 5},
 "groups": [{"name": "Buyer", "min_meetings": 1}, {"name": "Supplier"}],
 "rules": [["Buyer", "Supplier"]],
 "blocks": [{"name": "Morning", "day": "2027-05-11", "starts": "09:00", "ends": "10:40", "audience": "rules"}],
 "tables": [{"names": "Table 1-3"}, {"names": "Booth 1", "reserved": true}],
 "closures": [{"table": "Table 3", "day": "2027-05-11", "starts": "09:00", "ends": "09:25"}],
 "weights": "business"}
"""
PEOPLE = """Reference,Name,E-mail,Organisation,Group,Interests
P-1,Ada Byron,ada@example.org,Engines Ltd,Buyer,looms; poetry
P-2,Alan Hill,alan@example.org,Machines Inc,Supplier,looms
P-3,Grace Bell,grace@example.org,Ships Ltd,Supplier,ships; looms
"""


@pytest.fixture
def event_file(tmp_path: Path) -> Path:
    path = tmp_path / "frame.json"
    path.write_text(FRAME)
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


@pytest.fixture
def spring_forum(cli: Cli, database: Database) -> str:
    """The name of an event with four slots, four tables and the three attendees of PEOPLE."""
    with database.writing() as session:
        event = create_from_file(session, COMMAND_LINE, load(EventFileSchema(), json.loads(FRAME)), None)
        for row in csv.DictReader(io.StringIO(PEOPLE)):
            person = {name.lower().replace("-", ""): value for name, value in row.items()}
            add_attendee(session, COMMAND_LINE, event, load(RosterRowSchema(event.timezone), person))
    return "spring-forum"
