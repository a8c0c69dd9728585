"""`matchmaker event`: make events, look at them, change their frame, open and close the answers."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker.access import find_organizer
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import NotFoundError
from matchmaker.event import events, groups
from matchmaker.event.event_file import apply_file, create_from_file, losses_from_file
from matchmaker.event.overview import StepState, overview_of
from matchmaker.models import Event, Organizer
from matchmaker.schemas.event_file import EventFile, EventFileSchema
from matchmaker.schemas.loading import load
from solver.sentences import counted
from web.cli.context import event_argument, find_event, json_option, program
from web.cli.errors import NOT_DONE, Refused
from web.cli.files import read_mapping
from web.cli.output import print_json, print_table

FILE_HELP = """
\b
The file may have these parts, each judged as the web's forms are:
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
    """Make events, show and change them, open and close the answers."""


@event.command(
    epilog="""
\b
Examples
  matchmaker event create --name "Spring Forum" --timezone Europe/Berlin
  matchmaker event create --from event.json --organizer ada@example.org
"""
    + FILE_HELP
)
@click.option("--from", "path", metavar="FILE", help="A JSON or TOML file with the event's frame; - is standard input.")
@click.option("--name", help="The event's name (in place of the file's).")
@click.option("--timezone", help="An IANA time zone, like Europe/Berlin.")
@click.option("--venue", help="Where it takes place.")
@click.option("--slot-minutes", type=int, help="Length of a meeting.")
@click.option("--pause-minutes", type=int, help="Pause between two meetings.")
@click.option("--organizer", "email", metavar="EMAIL", help="Who runs it in the browser; see matchmaker organizer add.")
@json_option
def create(path: str | None, email: str | None, as_json: bool, **options: Any) -> None:
    """Make an event and print its id."""
    data = dict(read_mapping(path)) if path else {}
    said = {name: value for name, value in options.items() if value is not None}
    if said and isinstance(data.get("event", {}), dict):
        data["event"] = {**data.get("event", {}), **said}
    file: EventFile = load(EventFileSchema(), data)
    with program() as it, it.database.writing() as session:
        made = create_from_file(session, COMMAND_LINE, file, _organizer(session, email))
        shown = {"id": made.public_id, "name": made.name}
    print_json(shown) if as_json else click.echo(shown["id"])


@event.command("list")
@json_option
def list_(as_json: bool) -> None:
    """All events, the newest first."""
    with program() as it, it.database.reading() as session:
        rows = [_facts(session, found) for found in events.all_events(session)]
    if as_json:
        print_json(rows)
    elif rows:
        days = [row["days"][0] if row["days"] else None for row in rows]
        header = ("id", "name", "first day", "people", "answers", "published")
        table = [
            (
                row["id"],
                row["name"],
                day,
                row["people"]["active"] + row["people"]["invited"],
                _open(row),
                row["published_plan"],
            )
            for row, day in zip(rows, days, strict=True)
        ]
        print_table(header, table)
    else:
        click.echo("There is no event yet. See: matchmaker event create --help")


@event.command(epilog="The frame itself (blocks, tables, groups, rules): matchmaker export frame EVENT -o -")
@event_argument
@json_option
def show(event_name: str, as_json: bool) -> None:
    """One event at a glance."""
    with program() as it, it.database.reading() as session:
        facts = _facts(session, find_event(session, event_name))
    if as_json:
        print_json(facts)
        return
    people = ", ".join(f"{count} {status}" for status, count in facts["people"].items() if count) or "nobody yet"
    click.echo(f"{facts['name']}  ({facts['id']})")
    click.echo(f"  where      {facts['venue'] or '-'}, times in {facts['timezone']}")
    click.echo(f"  days       {', '.join(facts['days']) or 'no blocks yet'}")
    click.echo(
        f"  frame      {counted(facts['slots'], 'slot')}, {counted(facts['tables'], 'table')}, "
        f"groups: {', '.join(facts['groups']) or '-'}"
    )
    click.echo(f"  people     {people}")
    click.echo(f"  answers    {_open(facts)}")
    click.echo(f"  published  {'plan ' + str(facts['published_plan']) if facts['published_plan'] else 'nothing'}")
    click.echo(f"  next       {facts['next']}")


@event.command(
    "set",
    epilog="""
\b
Examples
  matchmaker export frame spring-forum -o frame.json     # then edit it
  matchmaker event set spring-forum frame.json

Only the parts that the file has are changed, each to just what the file says: a table that is not listed is removed.
Groups, blocks and tables are recognised by their names. Where people would lose something that they know of
(published or agreed meetings, a booth, absences), it is shown and nothing is changed without --yes.
"""
    + FILE_HELP,
)
@event_argument
@click.argument("path", metavar="FILE")
@click.option("--yes", is_flag=True, help="Also if people lose something by it.")
def set_(event_name: str, path: str, yes: bool) -> None:
    """Change the event's frame to what a file says."""
    file: EventFile = load(EventFileSchema(), read_mapping(path))
    with program() as it, it.database.writing() as session:
        found = find_event(session, event_name)
        broken = losses_from_file(session, found, file)
        for sentence in broken:
            click.echo(sentence, err=True)
        if broken and not yes:
            raise Refused(["Nothing was changed, since people would lose the above. To do it: --yes"], NOT_DONE)
        apply_file(session, COMMAND_LINE, found, file)
        name = found.name
    click.echo(f"{name}: the frame is as {path} says.", err=True)


@event.command("open")
@event_argument
def open_(event_name: str) -> None:
    """Let attendees say what they want."""
    _set_open(event_name, True)


@event.command()
@event_argument
def close(event_name: str) -> None:
    """Take no more answers from attendees."""
    _set_open(event_name, False)


def _set_open(event_name: str, answers_open: bool) -> None:
    with program() as it, it.database.writing() as session:
        found = events.set_answers_open(session, COMMAND_LINE, find_event(session, event_name), answers_open)
        sentence = f"{found.name}: answers are {'open' if answers_open else 'closed'}."
    click.echo(sentence, err=True)


def _organizer(session: Session, email: str | None) -> Organizer | None:
    if email is None:
        return None
    found = find_organizer(session, email)
    if found is None:
        raise NotFoundError(f"There is no organizer {email}. First: matchmaker organizer add {email} --name NAME")
    return found


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
        "next": next((step.sentence for step in overview.steps() if step.state != StepState.DONE), "All is done."),
    }


def _open(facts: dict[str, Any]) -> str:
    return "open" if facts["answers_open"] else "closed"
