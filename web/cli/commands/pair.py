"""`matchmaker pair`: agreed meetings, earlier meetings and pairs to keep apart."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from matchmaker import local_time
from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Event, Relation
from matchmaker.pairs.relations import relations_of, set_relation
from matchmaker.roster import names_of
from web.cli.breaking import asking, breaking_option
from web.cli.language import _
from web.cli.lookup import find_attendee, find_event, find_slot, find_table
from web.cli.options import event_argument, json_option
from web.cli.output import print_json, print_table
from web.cli.sessions import reading, writing

RELATIONS = {
    "agreed": Relation.AGREED,
    "met-before": Relation.MET_BEFORE,
    "keep-apart": Relation.KEEP_APART,
    "none": None,
}


@click.group()
def pair() -> None:
    """Record agreed meetings, earlier meetings and pairs to keep apart."""


@pair.command(
    "set",
    epilog="""
\b
Examples
  matchmaker pair set spring-forum ada@example.org "Alan Turing" agreed
  matchmaker pair set spring-forum ada@example.org alan@example.org agreed --at 2027-05-11T09:50 --table "Table 3"
  matchmaker pair set spring-forum ada@example.org P-17 keep-apart

PERSON and OTHER are e-mail addresses, references or names. Every plan contains the agreed meetings. `none` deletes the
record of the pair.
""",
)
@event_argument
@click.argument("person")
@click.argument("other")
@click.argument("relation", type=click.Choice(list(RELATIONS)))
@click.option("--at", metavar="TIME", help="Local start time of an agreed meeting, like 2027-05-11T09:50.")
@click.option("--table", "table_name", metavar="NAME", help="Table of an agreed meeting.")
@breaking_option
def set_(
    event_name: str,
    person: str,
    other: str,
    relation: str,
    at: str | None,
    table_name: str | None,
    breaking: str | None,
) -> None:
    """Record that two attendees agreed to meet, have met before, or are to be kept apart."""
    with writing() as session:
        event = find_event(session, event_name)
        both = find_attendee(session, event, person), find_attendee(session, event, other)
        slot = find_slot(event, at) if at else None
        table = find_table(event, table_name) if table_name else None
        with asking(session, event, breaking):
            set_relation(session, COMMAND_LINE, event, both, RELATIONS[relation], slot=slot, table=table)
        sentence = _("{a} and {b}: {relation}.", a=both[0].name, b=both[1].name, relation=relation)
    click.echo(sentence, err=True)


@pair.command("list")
@event_argument
@json_option
def list_(event_name: str, as_json: bool) -> None:
    """List all recorded pairs."""
    with reading() as session:
        rows = _rows(session, find_event(session, event_name))
    if as_json:
        print_json([dict(zip(("a", "b", "standing", "at", "table"), row, strict=True)) for row in rows])
    elif rows:
        print_table((_("attendee"), _("other"), _("relation"), _("at"), _("table")), rows)
    else:
        click.echo(_("No pairs are recorded."))


def _rows(session: Session, event: Event) -> list[tuple[str, str, str, str | None, str | None]]:
    names = names_of(session, event)
    tables = {table.id: table.name for table in event.tables}
    starts = {slot.id: f"{local_time.local(slot.starts_at, event.timezone):%Y-%m-%dT%H:%M}" for slot in event.slots}
    return [
        (
            names[row.a_id],
            names[row.b_id],
            row.relation.value.replace("_", "-"),
            starts.get(row.slot_id or 0),
            tables.get(row.table_id or 0),
        )
        for row in relations_of(session, event)
    ]
