"""`matchmaker edit`: change a plan by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import click
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import NotFoundError
from matchmaker.messages.texts.edits import KINDS
from matchmaker.messages.texts.progress import tier_message
from matchmaker.models import Attendee, Event, Plan, PlanEdit
from matchmaker.planning.edits import choices
from matchmaker.planning.edits import edit_plan as editing
from matchmaker.planning.edits.edits import Cancel, Edit, Pin, Swap, meeting_of
from matchmaker.planning.edits.judgement import EditRefusedError, Judgement
from web.cli.language import _, composed
from web.cli.lookup import find_attendee, find_event, find_plan, find_slot, find_table
from web.cli.naming import names_of, with_names
from web.cli.options import event_argument
from web.cli.sessions import reading, writing

Planned = Callable[[Session, Event, Plan], Edit]
"""The edit that the arguments describe, in this plan."""
plan_option: Final = click.option(
    "--plan", "number", type=click.IntRange(1), metavar="N", help="The plan to edit (default: the newest)."
)
check_option: Final = click.option(
    "--check", is_flag=True, help="Only say what the edit would break and change; change nothing."
)


@click.group(
    epilog="""
\b
Examples
  matchmaker edit move spring-forum ada@example.org alan@example.org --at 2027-05-11T09:50
  matchmaker edit swap spring-forum ada@example.org alan@example.org --with grace@example.org P-17
  matchmaker edit add spring-forum ada@example.org P-17 --check
  matchmaker edit undo spring-forum

The first edit of a plan makes a draft, in which further edits are made. `publish` shows it to attendees.
"""
)
def edit() -> None:
    """Change a plan by hand: move, swap, add, cancel and pin meetings, with undo and redo."""


@edit.command()
@event_argument
@click.argument("a")
@click.argument("b")
@click.option("--at", metavar="TIME", help="Local start time, like 2027-05-11T09:50 (default: as it is).")
@click.option("--table", "table_name", metavar="NAME", help="Table (default: as it is if free, else the first free).")
@plan_option
@check_option
def move(
    event_name: str, a: str, b: str, at: str | None, table_name: str | None, number: int | None, check: bool
) -> None:
    """Move the meeting of A and B to another time or table."""

    def planned(session: Session, event: Event, plan: Plan) -> Edit:
        slot = find_slot(event, at) if at else None
        table = find_table(event, table_name) if table_name else None
        return choices.move(session, event, plan, meeting_of(session, plan, *_both(session, event, a, b)), slot, table)

    _carry_out(event_name, number, planned, check=check)


@edit.command()
@event_argument
@click.argument("a")
@click.argument("b")
@click.option("--with", "others", nargs=2, required=True, metavar="C D", help="The two people of the other meeting.")
@plan_option
@check_option
def swap(event_name: str, a: str, b: str, others: tuple[str, str], number: int | None, check: bool) -> None:
    """Exchange time and table of the meetings of A and B, and of C and D."""

    def planned(session: Session, event: Event, plan: Plan) -> Edit:
        one = meeting_of(session, plan, *_both(session, event, a, b))
        return Swap(one, meeting_of(session, plan, *_both(session, event, *others)))

    _carry_out(event_name, number, planned, check=check)


@edit.command()
@event_argument
@click.argument("a")
@click.argument("b")
@click.option("--at", metavar="TIME", help="Local start time (default: the first that suits both).")
@click.option("--table", "table_name", metavar="NAME", help="Table (default: the first that is free).")
@plan_option
@check_option
def add(
    event_name: str, a: str, b: str, at: str | None, table_name: str | None, number: int | None, check: bool
) -> None:
    """Add a meeting of A and B."""

    def planned(session: Session, event: Event, plan: Plan) -> Edit:
        both = _both(session, event, a, b)
        slot = find_slot(event, at) if at else None
        table = find_table(event, table_name) if table_name else None
        return choices.addition(session, event, plan, both, slot, table)

    _carry_out(event_name, number, planned, check=check)


def _of_one_meeting(name: str, help_text: str, make: Callable[..., Edit]) -> None:
    """A command about the one meeting of A and B."""

    @edit.command(name, help=help_text)
    @event_argument
    @click.argument("a")
    @click.argument("b")
    @plan_option
    @check_option
    def command(event_name: str, a: str, b: str, number: int | None, check: bool) -> None:
        _carry_out(
            event_name,
            number,
            lambda session, event, plan: make(meeting_of(session, plan, *_both(session, event, a, b))),
            check=check,
        )


_of_one_meeting("cancel", "Cancel the meeting of A and B.", Cancel)
_of_one_meeting("pin", "Have the solver leave the meeting of A and B where it is.", Pin)
_of_one_meeting("unpin", "Let the solver move the meeting of A and B again.", lambda m: Pin(m, pinned=False))


@edit.command()
@event_argument
@plan_option
def undo(event_name: str, number: int | None) -> None:
    """Take back the last edit of a draft."""
    _turn(event_name, number, editing.undo, _("Undone"))


@edit.command()
@event_argument
@plan_option
def redo(event_name: str, number: int | None) -> None:
    """Make the edit again that was undone last."""
    _turn(event_name, number, editing.redo, _("Made again"))


def _turn(event_name: str, number: int | None, turn: Callable[..., PlanEdit], done: str) -> None:
    with writing() as session:
        event = find_event(session, event_name)
        plan = find_plan(session, event, number)
        turned = turn(session, COMMAND_LINE, event, plan, plan.version)
        kind = composed(KINDS[turned.kind]())
        click.echo(_("{done} in plan {number}: {kind}.", done=done, number=plan.number, kind=kind), err=True)


def _both(session: Session, event: Event, a: str, b: str) -> tuple[Attendee, Attendee]:
    return find_attendee(session, event, a), find_attendee(session, event, b)


def _carry_out(event_name: str, number: int | None, planned: Planned, *, check: bool) -> None:
    """Make the edit, or with `check` only say what it would do. Raises CommandError if it breaks a rule."""
    with reading() if check else writing() as session:
        event = find_event(session, event_name)
        plan = find_plan(session, event, number)
        with with_names(session, event, NotFoundError):
            wanted = planned(session, event, plan)
        with with_names(session, event, EditRefusedError):
            if check:
                judgement = editing.what_it_breaks(session, event, plan, wanted)
                if judgement.breaches:
                    raise EditRefusedError(judgement.breaches)
                _print(session, event, judgement, _("This breaks no rule."))
                return
            edited = editing.edit_plan(session, COMMAND_LINE, event, plan, wanted, plan.version)
        _print(session, event, edited.judgement, _("Plan {number} is changed.", number=edited.plan.number))


def _print(session: Session, event: Event, judgement: Judgement, sentence: str) -> None:
    click.echo(sentence, err=True)
    for wish in judgement.wishes:
        click.echo(_("Note: {wish}", wish=composed(wish, names_of(session, event))), err=True)
    for tier, by in judgement.change.items():
        if by:
            click.echo(f"  {composed(tier_message(tier))}: {by:+d}", err=True)
