"""`matchmaker demo`: a sample event, planned, published and served."""

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
from matchmaker.planning.plans.plans import plans_of
from matchmaker.planning.plans.statistics import plan_statistics
from matchmaker.planning.runs.execution import solve_event_now
from matchmaker.publishing import publish
from matchmaker.scoring.scores import score_event
from matchmaker.settings import Settings, load_settings
from web.cli.errors import NOT_DONE, CommandError
from web.cli.language import _
from web.cli.links import feed_link, personal_link, sign_in_link
from web.cli.plan_figures import meetings_of_people
from web.cli.processes import WEB, WORKER, Processes, free_port
from web.cli.progress_bar import solve_progress_bar
from web.cli.sessions import Services, open_services
from web.cli.signals import stopping_on_termination

HOST_ADDRESS = "127.0.0.1"
STARTUP_SECONDS = 30.0
IGNORED_VARIABLES = ("DATABASE_URL", "QUEUE_URL", "SECRET_KEY", "SMTP_URL", "PORT")
"""Settings of a real service, whose data a demo must not touch."""


@dataclass(frozen=True)
class Addresses:
    """`console`: the organizer's sign-in link; `attendee`: the name of the attendee whose page and feed follow."""

    console: str
    attendee: str
    page: str
    feed: str


@click.command(
    epilog="""
\b
Examples
  matchmaker demo
  matchmaker demo --port 0 --folder /tmp/forum     # any free port, another folder

The data stays in the folder, and the next demo continues with it. To start afresh, delete the folder. Settings of a
real service, such as DATABASE_URL, are ignored.
"""
)
@click.option("--folder", envvar="DEMO_FOLDER", default="var/demo", show_default=True, help="Folder for its data.")
@click.option(
    "--port",
    envvar="DEMO_PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 for any free port, also used if the port is taken.",
)
@click.option("--time-limit", type=click.FloatRange(1, 600), default=8.0, show_default=True, help="Seconds to search.")
def demo(folder: str, port: int, time_limit: float) -> None:
    """Plan, publish and serve a sample event, until Ctrl-C."""
    environment = _environment(folder, port)
    settings = load_settings(environment)
    with _timed_step(_("Database")), open_services(settings):
        pass
    with open_services(settings) as services:
        event_id = _prepare_event(services, time_limit)
        addresses = _addresses(services, event_id)
    processes = Processes(environment)
    processes.run({"web": WEB, "worker": WORKER}, lambda: _announce(settings, addresses, processes.ending))
    click.echo(_("The demo has ended; its data stays in {folder}", folder=folder), err=True)


def _environment(folder: str, port: int) -> dict[str, str]:
    chosen = free_port(HOST_ADDRESS, port)
    if port not in (0, chosen):
        click.echo(_("Port {port} is taken; the demo uses {chosen}.", port=port, chosen=chosen), err=True)
    for name in IGNORED_VARIABLES:
        os.environ.pop(name, None)
    return {
        "MATCHMAKER_DATA": str(Path(folder).resolve()),
        "BIND": f"{HOST_ADDRESS}:{chosen}",
        "PUBLIC_URL": f"http://{HOST_ADDRESS}:{chosen}",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "warning"),
        "WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY", "1"),
    }


def _prepare_event(services: Services, time_limit: float) -> int:
    """Load, plan and publish the sample event unless an earlier demo has done so; returns its id."""
    database = services.database
    with _timed_step(_("Sample event")), database.writing() as session:
        organizer = ensure_organizer(session, COMMAND_LINE, "demo@example.org", "Demo Organizer")
        session.flush()
        event = load_sample_event(session, Actor.organizer(organizer), organizer)
    if event.published_plan_id is None:
        with _timed_step(_("Scores")), database.writing() as session:
            score_event(session, COMMAND_LINE, session.get_one(Event, event.id))
        with _timed_step(_("Plan")):
            _solve(services, event.id, time_limit)
        click.echo(f"  {_quality(database, event.id)}")
        with _timed_step(_("Publication")):
            _publish(database, event.id)
    return event.id


def _solve(services: Services, event_id: int, time_limit: float) -> None:
    stop = threading.Event()
    with stopping_on_termination(stop), solve_progress_bar() as observer:
        solve_event_now(
            services.database,
            event_id,
            COMMAND_LINE,
            time_limit=time_limit,
            observer=observer,
            stop=stop,
        )


def _quality(database: Database, event_id: int) -> str:
    with database.reading() as session:
        plan = plans_of(session, session.get_one(Event, event_id))[0]
        found = plan_statistics(session, plan)
    return _(
        "{meetings} in {seconds:number1} s: {quality}",
        meetings=meetings_of_people(found),
        seconds=plan.seconds,
        quality=found.quality,
    )


def _publish(database: Database, event_id: int) -> None:
    with database.writing() as session:
        event = session.get_one(Event, event_id)
        publish(session, COMMAND_LINE, event, plans_of(session, event)[0])


def _addresses(services: Services, event_id: int) -> Addresses:
    """A new sign-in link; the links to the attendee's page and feed are the same in every demo."""
    settings, keys = services.settings, services.settings.secret_keys
    with services.database.writing() as session:
        event = session.get_one(Event, event_id)
        person = people_by_email(session, event)[HOST]
        organizer = ensure_organizer(session, COMMAND_LINE, "demo@example.org", "Demo Organizer")
        secrets = {
            kind: attendee_secrets(session, keys, kind, [person])[person.id]
            for kind in (TokenKind.PERSONAL, TokenKind.FEED)
        }
        return Addresses(
            console=sign_in_link(settings, new_sign_in_link(session, keys, organizer)),
            attendee=person.name,
            page=personal_link(settings, secrets[TokenKind.PERSONAL]),
            feed=feed_link(settings, secrets[TokenKind.FEED]),
        )


def _announce(settings: Settings, addresses: Addresses, ending: threading.Event) -> None:
    """Wait until the server responds, then print the addresses."""
    if not _responds(f"{settings.public_url}/healthz", ending):
        raise CommandError(
            [_("No response at {address}; see the messages above.", address=settings.public_url)], NOT_DONE
        )
    shown = (
        (_("Organizer's pages (this link signs you in once)"), addresses.console),
        (_("Page of the attendee {name}", name=addresses.attendee), addresses.page),
        (_("Her calendar feed"), addresses.feed),
    )
    lines = [line for heading, address in shown for line in (heading, f"  {address}")]
    click.echo("\n".join(["", *lines, "", _("Ready. Ctrl-C ends the demo.")]))


def _responds(address: str, ending: threading.Event) -> bool:
    """Wait until the address responds; False if the processes end first or after STARTUP_SECONDS."""
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline and not ending.wait(0.1):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address on this machine
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            continue
    return False


@contextmanager
def _timed_step(name: str) -> Iterator[None]:
    """Print the step's duration at its end, because a progress bar may use the line before."""
    began = time.monotonic()
    yield
    seconds = _("{seconds:number1} s", seconds=time.monotonic() - began)
    click.echo(f"{name} {'.' * (24 - len(name))} {seconds}")
