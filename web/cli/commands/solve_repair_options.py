"""The options of `matchmaker solve` for a schedule that is near to an earlier one."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Final, TypedDict, TypeVar

import click

from solver.problem import Problem
from solver.repair.changes import Kind, changes
from solver.repair.request import Repair
from solver.schedule import Schedule
from solver.sentences import counted

F = TypeVar("F", bound=Callable[..., Any])


class RepairOptions(TypedDict):
    """As click names and reads them."""

    previous: str | None
    max_changes: int | None
    max_changed_people: int | None
    change_price: int
    absent: tuple[str, ...]
    freeze: tuple[str, ...]
    pin: tuple[tuple[str, str], ...]


OPTIONS: Final = (
    click.option("--from", "previous", metavar="SCHEDULE", help="Start from this schedule of the problem."),
    click.option(
        "--max-changes",
        type=click.IntRange(0),
        metavar="K",
        help="Move or cancel at most K of its meetings that could stay.",
    ),
    click.option(
        "--max-changed-people",
        type=click.IntRange(0),
        metavar="K",
        help="Or: do so to the meetings of at most K people.",
    ),
    click.option(
        "--change-price",
        type=click.IntRange(0),
        default=0,
        metavar="POINTS",
        help="Score that each such change has to gain.",
    ),
    click.option("--absent", multiple=True, metavar="PERSON", help="Comes no more. May be repeated."),
    click.option("--freeze", multiple=True, metavar="SLOT", help="Stays as it was. May be repeated."),
    click.option(
        "--pin", multiple=True, nargs=2, metavar="A B", help="Their meeting stays as it was. May be repeated."
    ),
)


def repair_options(command: F) -> F:
    """Give the command all of them."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def asks(options: RepairOptions) -> bool:
    """Whether any of them is given besides the earlier schedule."""
    limits = options["max_changes"] is not None or options["max_changed_people"] is not None
    return limits or bool(options["change_price"] or options["absent"] or options["freeze"] or options["pin"])


def repair_from(previous: Schedule, options: RepairOptions) -> Repair:
    """The repair that they describe."""
    return Repair(
        previous,
        most_changes=options["max_changes"],
        most_people=options["max_changed_people"],
        price=options["change_price"],
        absent=frozenset(options["absent"]),
        frozen=frozenset(options["freeze"]),
        pinned=frozenset(options["pin"]),
    )


def what_changed(problem: Problem, repair: Repair, schedule: Schedule) -> str:
    """How many of the meetings before are as they were, and how many are not."""
    kinds = Counter(change.kind for change in changes(problem, repair.previous, schedule))
    same = len(schedule.meetings) - kinds[Kind.MOVED] - kinds[Kind.NEW]
    told = (f"{kinds[kind]} {kind}" for kind in (Kind.MOVED, Kind.CANCELLED, Kind.NEW))
    return f"{counted(same, 'meeting')} as before, {', '.join(told)}."
