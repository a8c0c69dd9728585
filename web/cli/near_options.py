"""The options of `matchmaker plan` for a plan near an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypedDict, TypeVar

import click
from sqlalchemy.orm import Session

from matchmaker.models import Event, Plan
from matchmaker.planning.plans.plans import plan_by_number
from matchmaker.planning.runs.near import near, published_plan
from matchmaker.planning.runs.tasks import SOLVE, Task
from web.cli.errors import CommandError
from web.cli.language import _
from web.cli.lookup import find_attendee, find_slot

F = TypeVar("F", bound=Callable[..., Any])
PUBLISHED: Final = "published"


class NearOptions(TypedDict):
    """The options' values as click parses them."""

    near: str | None
    max_changes: int | None
    max_changed_people: int | None
    absent: tuple[str, ...]
    freeze: tuple[str, ...]
    pin: tuple[tuple[str, str], ...]


OPTIONS: Final = (
    click.option(
        "--near",
        metavar="PLAN",
        help="Stay near this plan: its number, or “published”. Without a limit, no more is changed than necessary.",
    ),
    click.option(
        "--max-changes",
        type=click.IntRange(0),
        metavar="K",
        help="Move or cancel at most K meetings that could stay, if it gains something.",
    ),
    click.option(
        "--max-changed-people",
        type=click.IntRange(0),
        metavar="K",
        help="Or: move or cancel such meetings of at most K people.",
    ),
    click.option(
        "--absent", multiple=True, metavar="PERSON", help="Plan no meetings for this person. May be repeated."
    ),
    click.option(
        "--freeze", multiple=True, metavar="TIME", help="Change nothing in the slot that starts then. May be repeated."
    ),
    click.option(
        "--pin", multiple=True, nargs=2, metavar="A B", help="Keep the meetings of these two people. May be repeated."
    ),
)


def near_options(command: F) -> F:
    """Decorator: add all these options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def task_of(session: Session, event: Event, options: NearOptions) -> Task:
    """The task that the options describe.

    Raises CommandError for limits without a plan to stay near, NotFoundError for what does not exist, and the errors
    of `near`.
    """
    if options["near"] is None:
        if any(value not in (None, ()) for name, value in options.items() if name != "near"):
            raise CommandError([_("Options about changes need --near PLAN: the plan to stay near.")])
        return SOLVE
    return near(
        session,
        event,
        _base_plan(session, event, options["near"]),
        most_changes=options["max_changes"],
        most_people=options["max_changed_people"],
        absent=[find_attendee(session, event, person) for person in options["absent"]],
        frozen=[find_slot(event, time, "--freeze") for time in options["freeze"]],
        pinned=[(find_attendee(session, event, a), find_attendee(session, event, b)) for a, b in options["pin"]],
    )


def _base_plan(session: Session, event: Event, text: str) -> Plan:
    if text == PUBLISHED:
        return published_plan(session, event)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise CommandError([_("--near takes the number of a plan, or “published”, not “{given}”.", given=text)])
    return plan_by_number(session, event, int(text))
