"""`matchmaker pair`: what the organizer knows of two people."""

from __future__ import annotations

from datetime import datetime

import click
from sqlalchemy.orm import Session

from matchmaker import local_time
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.models import Event, MeetingTable, Relation, Slot
from matchmaker.pairs.relations import relations_of, set_relation
from matchmaker.roster import names_of
from matchmaker.text import identity
from web.cli.context import event_argument, find_event, find_person, json_option, program
from web.cli.output import print_json, print_table

WORDS = {"agreed": Relation.AGREED, "met-before": Relation.MET_BEFORE, "keep-apart": Relation.KEEP_APART, "none": None}


@click.group()
def pair() -> None:
    """Settle what is known of two people: agreed, met before, keep apart."""


@pair.command(
    "set",
    epilog="""
\b
Examples
  matchmaker pair set spring-forum ada@example.org "Alan Turing" agreed
  matchmaker pair set spring-forum ada@example.org alan@example.org agreed --at 2027-05-11T09:50 --table "Table 3"
  matchmaker pair set spring-forum ada@example.org P-17 keep-apart

A PERSON is an e-mail address, a reference or a name. An agreed meeting takes place in every plan; `none` forgets what
was known of the two.
""",
)
@event_argument
@click.argument("person")
@click.argument("other")
@click.argument("relation", type=click.Choice(list(WORDS)))
@click.option("--at", metavar="TIME", help="Local time at which an agreed meeting begins, like 2027-05-11T09:50.")
@click.option("--table", "table_name", metavar="NAME", help="Table at which an agreed meeting is held.")
def set_(event_name: str, person: str, other: str, relation: str, at: str | None, table_name: str | None) -> None:
    """Settle that two people are agreed to meet, have met before, or are to be kept apart."""
    with program() as it, it.database.writing() as session:
        event = find_event(session, event_name)
        two = find_person(session, event, person), find_person(session, event, other)
        slot = find_slot(event, at) if at else None
        table = find_table(event, table_name) if table_name else None
        set_relation(session, COMMAND_LINE, event, two, WORDS[relation], slot=slot, table=table)
        sentence = f"{two[0].name} and {two[1].name}: {relation}."
    click.echo(sentence, err=True)


@pair.command("list")
@event_argument
@json_option
def list_(event_name: str, as_json: bool) -> None:
    """Everything that is known of pairs."""
    with program() as it, it.database.reading() as session:
        event = find_event(session, event_name)
        rows = _rows(session, event)
    if as_json:
        print_json([dict(zip(("a", "b", "standing", "at", "table"), row, strict=True)) for row in rows])
    elif rows:
        print_table(("one", "other", "standing", "at", "table"), rows)
    else:
        click.echo("Nothing is known of any pair.")


def find_slot(event: Event, text: str) -> Slot:
    """The slot that begins at this local time. Raises InvalidInputError for no time, NotFoundError for no such slot."""
    try:
        at = datetime.fromisoformat(text)
        moment = at if at.tzinfo else local_time.moment(at.date(), at.time(), event.timezone)
    except ValueError as error:
        raise InvalidInputError.at("--at", f"Write a local time like 2027-05-11T09:50, not {text!r}.") from error
    found = next((slot for slot in event.slots if slot.starts_at == moment), None)
    if found is None:
        raise NotFoundError(f"No slot of {event.name} begins at {text}.")
    return found


def find_table(event: Event, name: str) -> MeetingTable:
    found = next((table for table in event.tables if identity(table.name) == identity(name)), None)
    if found is None:
        raise NotFoundError(f"{event.name} has no table called “{name}”.")
    return found


def _rows(session: Session, event: Event) -> list[tuple[str, str, str, str | None, str | None]]:
    known = relations_of(session, event)
    people = names_of(session, event)
    tables = {table.id: table.name for table in event.tables}
    starts = {slot.id: f"{local_time.local(slot.starts_at, event.timezone):%Y-%m-%dT%H:%M}" for slot in event.slots}
    return [
        (
            people[row.a_id],
            people[row.b_id],
            row.relation.value.replace("_", "-"),
            starts.get(row.slot_id or 0),
            tables.get(row.table_id or 0),
        )
        for row in known
    ]
