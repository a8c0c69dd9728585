"""The options of `matchmaker solve` that repair an earlier schedule."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Final, TypedDict, TypeVar

import click

from solver.problem import Problem
from solver.repair.changes import Kind, changes
from solver.repair.request import Repair
from solver.schedule import Schedule
from web.cli.language import _n

F = TypeVar("F", bound=Callable[..., Any])


class RepairOptions(TypedDict):
    """The options' values as click parses them."""

    previous: str | None
    max_changes: int | None
    max_changed_people: int | None
    change_price: int
    absent: tuple[str, ...]
    freeze: tuple[str, ...]
    pin: tuple[tuple[str, str], ...]


OPTIONS: Final = (
    click.option("--from", "previous", metavar="SCHEDULE", help="Repair this earlier schedule of the problem."),
    click.option(
        "--max-changes",
        type=click.IntRange(0),
        metavar="K",
        help="Move or cancel at most K meetings that could stay.",
    ),
    click.option(
        "--max-changed-people",
        type=click.IntRange(0),
        metavar="K",
        help="Or: move or cancel such meetings of at most K people.",
    ),
    click.option(
        "--change-price",
        type=click.IntRange(0),
        default=0,
        metavar="POINTS",
        help="Minimum score gain per such change.",
    ),
    click.option(
        "--absent", multiple=True, metavar="PERSON", help="Plan no meetings for this person. May be repeated."
    ),
    click.option("--freeze", multiple=True, metavar="SLOT", help="Change nothing in this slot. May be repeated."),
    click.option(
        "--pin", multiple=True, nargs=2, metavar="A B", help="Keep the meetings of these two people. May be repeated."
    ),
)


def repair_options(command: F) -> F:
    """Decorator: add all these options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def has_limits(options: RepairOptions) -> bool:
    """Whether any option is given that needs --from."""
    limits = options["max_changes"] is not None or options["max_changed_people"] is not None
    return limits or bool(options["change_price"] or options["absent"] or options["freeze"] or options["pin"])


def repair_of(previous: Schedule, options: RepairOptions) -> Repair:
    """The repair of the schedule `previous` that the options describe."""
    return Repair(
        previous,
        most_changes=options["max_changes"],
        most_people=options["max_changed_people"],
        price=options["change_price"],
        absent=frozenset(options["absent"]),
        frozen=frozenset(options["freeze"]),
        pinned=frozenset(options["pin"]),
    )


def change_summary(problem: Problem, repair: Repair, schedule: Schedule) -> str:
    """`12 meetings as before, 1 moved, 0 cancelled, 2 new.`"""
    kinds = Counter(change.kind for change in changes(problem, repair.previous, schedule))
    same = len(schedule.meetings) - kinds[Kind.MOVED] - kinds[Kind.NEW]
    return _n(
        "{count:number} meeting as before, {moved:number} moved, {cancelled:number} cancelled, {added:number} new.",
        "{count:number} meetings as before, {moved:number} moved, {cancelled:number} cancelled, {added:number} new.",
        same,
        moved=kinds[Kind.MOVED],
        cancelled=kinds[Kind.CANCELLED],
        added=kinds[Kind.NEW],
    )
