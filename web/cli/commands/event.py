"""`matchmaker event`: create, show and change events; open and close the answers."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.event import events, groups
from matchmaker.event.event_file import apply_file, create_from_file, losses_from_file
from matchmaker.event.overview import Overview, StepState, overview_of
from matchmaker.models import Event
from matchmaker.publishing.consequences import Choice
from matchmaker.schemas.event_file import EventFile, EventFileSchema
from matchmaker.schemas.loading import load
from web.cli.breaking import asking, breaking_option
from web.cli.files import read_mapping
from web.cli.language import _, _n, composed
from web.cli.lookup import find_event, find_organizer
from web.cli.options import event_argument, json_option
from web.cli.output import print_json, print_table
from web.cli.sessions import reading, writing

EVENT_FILE_HELP = """
\b
An event file has these parts, all optional, with the same checks as the forms of the web pages:
  {"event":    {"name": "Spring Forum", "timezone": "Europe/Berlin", "slot_minutes": 20, "pause_minutes": 5},
   "groups":   [{"name": "Buyer", "min_meetings": 4, "max_meetings": 9}, {"name": "Supplier"}],
   "rules":    [["Buyer", "Supplier"]],
   "blocks":   [{"name": "Morning", "day": "2027-05-11", "starts": "09:00", "ends": "12:00", "audience": "rules"}],
   "tables":   [{"names": "Table 1-40"}, {"names": "Booth 1-8", "reserved": true}],
   "closures": [{"table": "Table 3", "day": "2027-05-11", "starts": "09:00", "ends": "10:00"}],
   "weights":  "business"}
`matchmaker export frame EVENT` writes such a file.
"""


@click.group()
def event() -> None:
    """Create, show and change events; open and close the answers."""


@event.command(
    epilog="""
\b
Examples
  matchmaker event create --name "Spring Forum" --timezone Europe/Berlin
  matchmaker event create --from event.json --organizer ada@example.org
"""
    + EVENT_FILE_HELP
)
@click.option("--from", "path", metavar="FILE", help="An event file (JSON or TOML); - is standard input.")
@click.option("--name", help="The event's name; overrides the file.")
@click.option("--timezone", help="An IANA time zone, like Europe/Berlin; overrides the file.")
@click.option("--venue", help="The venue; overrides the file.")
@click.option("--slot-minutes", type=int, help="Length of a meeting; overrides the file.")
@click.option("--pause-minutes", type=int, help="Pause between two meetings; overrides the file.")
@click.option("--organizer", "email", metavar="EMAIL", help="An organizer of the event; see matchmaker organizer add.")
@json_option
def create(path: str | None, email: str | None, as_json: bool, **options: Any) -> None:
    """Create an event and print its id."""
    file: EventFile = load(EventFileSchema(), _with_options(dict(read_mapping(path)) if path else {}, options))
    with writing() as session:
        organizer = find_organizer(session, email) if email else None
        created = create_from_file(session, COMMAND_LINE, file, organizer)
        facts = {"id": created.public_id, "name": created.name}
    print_json(facts) if as_json else click.echo(facts["id"])


def _with_options(data: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """The event file's data, with its `event` part overridden by the given options."""
    given = {name: value for name, value in options.items() if value is not None}
    part = data.get("event", {})
    return data | {"event": {**part, **given}} if given and isinstance(part, dict) else data


@event.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List all events, newest first."""
    with reading() as session:
        rows = [_facts(session, found) for found in events.all_events(session)]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(
            (_("id"), _("name"), _("first day"), _("attendees"), _("answers"), _("published")), map(_list_row, rows)
        )
    else:
        click.echo(_("There is no event yet. See: matchmaker event create --help"))


def _list_row(facts: dict[str, Any]) -> tuple[object, ...]:
    first_day = next(iter(facts["days"]), None)
    attendees = facts["people"]["active"] + facts["people"]["invited"]
    return facts["id"], facts["name"], first_day, attendees, _open_or_closed(facts), facts["published_plan"]


@event.command(epilog="For the blocks, tables, groups and rules: matchmaker export frame EVENT -o -")
@event_argument
@json_option
def show(event_name: str, as_json: bool) -> None:
    """Show one event at a glance."""
    with reading() as session:
        facts = _facts(session, find_event(session, event_name))
    if as_json:
        print_json(facts)
        return
    click.echo(f"{facts['name']}  ({facts['id']})")
    for label, text in _summary(facts):
        click.echo(f"  {label:<10} {text}")


def _summary(facts: dict[str, Any]) -> list[tuple[str, str]]:
    published = facts["published_plan"]
    return [
        (_("venue"), _("{venue}, times in {zone_name}", venue=facts["venue"] or "-", zone_name=facts["timezone"])),
        (_("days"), ", ".join(facts["days"]) or _("no blocks yet")),
        (_("set-up"), _set_up(facts)),
        (_("attendees"), _attendees(facts["people"]) or _("none yet")),
        (_("answers"), _open_or_closed(facts)),
        (_("published"), _("plan {number}", number=published) if published else _("nothing")),
        (_("next"), facts["next"]),
    ]


def _set_up(facts: dict[str, Any]) -> str:
    slots = _n("{count:number} slot", "{count:number} slots", facts["slots"])
    tables = _n("{count:number} table", "{count:number} tables", facts["tables"])
    groups_ = ", ".join(facts["groups"]) or "-"
    return _("{slots}, {tables}, groups: {groups}", slots=slots, tables=tables, groups=groups_)


def _attendees(people: dict[str, int]) -> str:
    texts = (
        (people["active"], _n("{count} active", "{count} active", people["active"])),
        (people["invited"], _n("{count} invited", "{count} invited", people["invited"])),
        (people["withdrawn"], _n("{count} withdrawn", "{count} withdrawn", people["withdrawn"])),
    )
    return ", ".join(text for count, text in texts if count)


@event.command(
    "set",
    epilog="""
\b
Examples
  matchmaker export frame spring-forum -o event.json     # then edit the file
  matchmaker event set spring-forum event.json

Parts that the file leaves out stay unchanged. A part that it has is replaced completely: tables that are not listed
are removed. Groups, blocks and tables are identified by name. If published meetings would break, or agreed meetings, a
booth or absences would be lost, they are listed and nothing is changed without --yes. Published meetings then stay
until the next plan; with --breaking cancel they are cancelled at once and both people are told.
"""
    + EVENT_FILE_HELP,
)
@event_argument
@click.argument("path", metavar="FILE")
@click.option("--yes", is_flag=True, help="Change the event even if meetings, booths or absences are lost.")
@breaking_option
def set_(event_name: str, path: str, yes: bool, breaking: str | None) -> None:
    """Change an event to match an event file."""
    file: EventFile = load(EventFileSchema(), read_mapping(path))
    with writing() as session:
        found = find_event(session, event_name)
        choice = breaking or (Choice.LATER.value if yes else None)
        refusal = _("Nothing was changed. To accept the losses above, add --yes.")
        with asking(session, found, choice, refusal) as consequences:
            consequences.losses = losses_from_file(session, found, file)
            apply_file(session, COMMAND_LINE, found, file)
        name = found.name
    click.echo(_("{event} now matches {path}.", event=name, path=path), err=True)


@event.command("open")
@event_argument
def open_(event_name: str) -> None:
    """Let attendees answer and change their answers."""
    _set_answers_open(event_name, True)


@event.command()
@event_argument
def close(event_name: str) -> None:
    """Accept no more answers from attendees."""
    _set_answers_open(event_name, False)


def _set_answers_open(event_name: str, answers_open: bool) -> None:
    with writing() as session:
        found = events.set_answers_open(session, COMMAND_LINE, find_event(session, event_name), answers_open)
        name = found.name
    sentence = (
        _("{event}: answers are open.", event=name) if answers_open else _("{event}: answers are closed.", event=name)
    )
    click.echo(sentence, err=True)


def _facts(session: Session, found: Event) -> dict[str, Any]:
    overview = overview_of(session, found)
    people = {"active": overview.active, "invited": overview.invited, "withdrawn": overview.withdrawn}
    return {
        "id": found.public_id,
        "name": found.name,
        "venue": found.venue,
        "timezone": found.timezone,
        "days": sorted({block.day.isoformat() for block in found.blocks}),
        "slots": overview.slots,
        "tables": overview.tables,
        "groups": [group.name for group in groups.groups_of(session, found)],
        "people": people,
        "answers_open": found.answers_open,
        "newest_plan": overview.newest_plan,
        "published_plan": overview.published_plan,
        "next": _next_step(overview),
    }


def _next_step(overview: Overview) -> str:
    to_do = (composed(step.message) for step in overview.steps() if step.state != StepState.DONE)
    return next(to_do, _("Everything is done."))


def _open_or_closed(facts: dict[str, Any]) -> str:
    return _("open") if facts["answers_open"] else _("closed")
