"""`matchmaker demo`: a sample event from nothing to published calendars, in one go."""

from __future__ import annotations

import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from fixtures.sample import HOST, load_sample_event, people_by_email
from matchmaker.access import attendee_secrets, ensure_organizer, new_sign_in_link
from matchmaker.audit import COMMAND_LINE, Actor
from matchmaker.db import Database
from matchmaker.models import Event, TokenKind
from matchmaker.planning.plans.plans import plan_statistics, plans_of
from matchmaker.planning.runs.carry_out import solve_event_now
from matchmaker.publishing import publish
from matchmaker.scoring.scores import score_event
from matchmaker.settings import Settings, load_settings
from solver.sentences import counted
from web.cli.commands.plan import stopping_at_interrupt
from web.cli.context import Program, program
from web.cli.errors import NOT_DONE, Refused
from web.cli.links import feed_link, personal_link, sign_in_link
from web.cli.processes import WEB, WORKER, Processes, free_port
from web.cli.progress_bar import solve_progress

HOST_ADDRESS = "127.0.0.1"
SECONDS_TO_ANSWER = 30.0
NOT_THE_DEMOS = ("DATABASE_URL", "QUEUE_URL", "SECRET_KEY", "SMTP_URL", "PORT")
"""Variables of a real service, which a demo must not touch."""


@dataclass(frozen=True)
class Addresses:
    console: str
    attendee: str
    page: str
    feed: str


@click.command(
    epilog="""
\b
Examples
  matchmaker demo
  matchmaker demo --port 0 --folder /tmp/forum     # any free port, data elsewhere

The data stays in the folder: the next demo shows the same event again, with whatever was changed in it. To begin
anew, delete the folder. DATABASE_URL and the like are not looked at.
"""
)
@click.option("--folder", envvar="DEMO_FOLDER", default="var/demo", show_default=True, help="Where its data is kept.")
@click.option(
    "--port",
    envvar="DEMO_PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where to listen; 0, or if it is taken: any free one.",
)
@click.option("--time-limit", type=click.FloatRange(1, 600), default=8.0, show_default=True, help="Seconds to search.")
def demo(folder: str, port: int, time_limit: float) -> None:
    """Load a sample event, plan it, publish it and serve it, until Ctrl-C."""
    environment = _environment(folder, port)
    settings = load_settings(environment)
    with _step("A database of its own"), program(settings) as it:
        pass
    with program(settings) as it:
        event_id = _prepare(it, time_limit)
        addresses = _addresses(it, event_id)
    processes = Processes(environment)
    processes.run({"web": WEB, "worker": WORKER}, lambda: _announce(settings, addresses, processes.ending))
    click.echo("The demo has ended; its data stays in " + folder, err=True)


def _environment(folder: str, port: int) -> dict[str, str]:
    chosen = free_port(HOST_ADDRESS, port)
    if port not in (0, chosen):
        click.echo(f"Port {port} is taken; the demo uses {chosen}.", err=True)
    for name in NOT_THE_DEMOS:
        os.environ.pop(name, None)
    return {
        "MATCHMAKER_DATA": str(Path(folder).resolve()),
        "BIND": f"{HOST_ADDRESS}:{chosen}",
        "PUBLIC_URL": f"http://{HOST_ADDRESS}:{chosen}",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "warning"),
        "WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY", "1"),
    }


def _prepare(it: Program, time_limit: float) -> int:
    """The sample event's id: loaded, planned and published unless an earlier demo has done so."""
    with _step("The sample event"), it.database.writing() as session:
        organizer = ensure_organizer(session, COMMAND_LINE, "demo@example.org", "Demo Organizer")
        session.flush()
        event = load_sample_event(session, Actor.organizer(organizer), organizer)
    if event.published_plan_id is None:
        with _step("Scores"), it.database.writing() as session:
            score_event(session, COMMAND_LINE, session.get_one(Event, event.id))
        with _step("The plan"):
            _solve(it, event.id, time_limit)
        click.echo(f"  {_quality(it.database, event.id)}")
        with _step("Publication"):
            _publish(it.database, event.id)
    return event.id


def _solve(it: Program, event_id: int, time_limit: float) -> None:
    with stopping_at_interrupt() as stop, solve_progress() as observer:
        solve_event_now(
            it.database, it.settings, event_id, COMMAND_LINE, time_limit=time_limit, observer=observer, stop=stop
        )


def _quality(database: Database, event_id: int) -> str:
    with database.reading() as session:
        plan = plans_of(session, session.get_one(Event, event_id))[0]
        found = plan_statistics(session, plan)
    met = f"{counted(found.meetings, 'meeting')} of {counted(found.people, 'person', 'people')}"
    return f"{met} in {plan.seconds:.1f} s: {found.quality}"


def _publish(database: Database, event_id: int) -> None:
    with database.writing() as session:
        event = session.get_one(Event, event_id)
        publish(session, COMMAND_LINE, event, plans_of(session, event)[0])


def _addresses(it: Program, event_id: int) -> Addresses:
    """A fresh sign-in link; the attendee's page and feed are the same every time."""
    keys = it.settings.secret_keys
    with it.database.writing() as session:
        event = session.get_one(Event, event_id)
        person = people_by_email(session, event)[HOST]
        organizer = ensure_organizer(session, COMMAND_LINE, "demo@example.org", "Demo Organizer")
        secrets = {
            kind: attendee_secrets(session, keys, kind, [person])[person.id]
            for kind in (TokenKind.PERSONAL, TokenKind.FEED)
        }
        return Addresses(
            console=sign_in_link(it.settings, new_sign_in_link(session, keys, organizer)),
            attendee=person.name,
            page=personal_link(it.settings, secrets[TokenKind.PERSONAL]),
            feed=feed_link(it.settings, secrets[TokenKind.FEED]),
        )


def _announce(settings: Settings, addresses: Addresses, ending: threading.Event) -> None:
    """Wait until the pages answer, then say where they are."""
    if not _answers(f"{settings.public_url}/healthz", ending):
        raise Refused([f"The pages do not answer at {settings.public_url}; the lines above say why."], NOT_DONE)
    click.echo(
        f"""
Organizer's console (signs you in once)
  {addresses.console}
The page of an attendee, {addresses.attendee}
  {addresses.page}
Her calendar feed
  {addresses.feed}

Ready. Ctrl-C ends the demo."""
    )


def _answers(address: str, ending: threading.Event) -> bool:
    """Wait until the address answers; False if the processes end first, or patience does."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline and not ending.wait(0.1):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address on this machine
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            continue
    return False


@contextmanager
def _step(name: str) -> Iterator[None]:
    """Say how long it took, when it is done: a progress bar may stand there meanwhile."""
    began = time.monotonic()
    yield
    click.echo(f"{name} {'.' * (24 - len(name))} {time.monotonic() - began:.1f} s")
