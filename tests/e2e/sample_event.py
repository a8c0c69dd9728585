"""A small event made through the program's own functions, for tests that start from one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker import publishing
from matchmaker.access.organizers import ensure_organizer
from matchmaker.audit import COMMAND_LINE, Actor
from matchmaker.event.event_file import create_from_file
from matchmaker.mail.invitations import invitations
from matchmaker.models import Event
from matchmaker.planning.plans.plans import plans_of
from matchmaker.planning.runs.execution import solve_event_now
from matchmaker.roster.importing import read_upload, upload
from matchmaker.schemas.event_file import EventFileSchema
from matchmaker.schemas.loading import load
from tests.e2e.attendee_lists import TWELVE, csv_of
from tests.e2e.service import Service
from tests.matchmaker.roster.import_steps import committed

FRAME = {
    "groups": [{"name": "Buyers", "min_meetings": 1}, {"name": "Suppliers"}],
    "rules": [["Buyers", "Suppliers"]],
    "blocks": [{"name": "Morning", "day": "2027-05-11", "starts": "09:00", "ends": "11:05", "audience": "rules"}],
    "tables": [{"names": "Table 1-4"}, {"names": "Booth 1", "reserved": True}],
    "closures": [{"table": "Table 3", "day": "2027-05-11", "starts": "09:00", "ends": "09:25"}],
}
SETTINGS = {"timezone": "Europe/Berlin", "venue": "Old Harbour", "slot_minutes": 20, "pause_minutes": 5}


@dataclass(frozen=True)
class SampleEvent:
    """An event with five slots. `console`: address of its overview; `links`: name -> the attendee's personal link."""

    id: int
    name: str
    console: str
    links: dict[str, str]


def make_event(service: Service, name: str, organizer: tuple[str, str], **settings: int) -> SampleEvent:
    """Twelve people with personal links. `organizer`: e-mail address and name; `settings`: as in the event file."""
    file = load(EventFileSchema(), FRAME | {"event": SETTINGS | {"name": name} | settings})
    with service.database.writing() as session:
        owner = ensure_organizer(session, COMMAND_LINE, *organizer)
        session.flush()
        event = create_from_file(session, Actor.organizer(owner), file, owner)
        committed(session, event, upload(session, COMMAND_LINE, event, read_upload("p.csv", csv_of(TWELVE))))
        console = f"{service.address}/events/{event.public_id}"
        return SampleEvent(event.id, name, console, _links(session, service, event))


def solve(service: Service, sample_event: SampleEvent) -> None:
    solve_event_now(service.database, sample_event.id, COMMAND_LINE, time_limit=2)


def publish(service: Service, sample_event: SampleEvent) -> None:
    """Publish the newest plan."""
    with service.database.writing() as session:
        event = session.get_one(Event, sample_event.id)
        publishing.publish(session, COMMAND_LINE, event, plans_of(session, event)[0])


def _links(session: Session, service: Service, event: Event) -> dict[str, str]:
    invited = invitations(session, service.settings.secret_keys, event)
    return {invitation.attendee.name: f"{service.address}/a/{invitation.secret}" for invitation in invited}
