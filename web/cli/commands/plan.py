"""`matchmaker plan`: solve an event into a new draft plan, from scratch or near an earlier one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Unpack

import click
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Aim, Event, Plan, RunKind
from matchmaker.planning.plans.plans import plan_by_number
from matchmaker.planning.runs.errors import InfeasibleError
from matchmaker.planning.runs.execution import solve_event_now
from matchmaker.planning.runs.tasks import solve_anew
from matchmaker.publishing.difference import changes
from web.cli.errors import INFEASIBLE
from web.cli.language import composed
from web.cli.lookup import find_event
from web.cli.naming import with_names
from web.cli.near_options import NearOptions, near_options, task_of
from web.cli.options import event_argument, json_option
from web.cli.output import print_json
from web.cli.plan_figures import plan_report, print_plan_text
from web.cli.progress_bar import solve_progress_bar
from web.cli.sessions import open_services
from web.cli.signals import stopping_on_termination


@click.command(
    epilog="""
\b
Examples
  matchmaker plan spring-forum
  matchmaker plan spring-forum --time-limit 300 --seed 7
  matchmaker plan spring-forum --near published
  matchmaker plan spring-forum --near published --max-changes 6 --freeze 2027-05-11T09:00
  matchmaker plan spring-forum --near 3 --absent ada@example.org --pin grace@example.org alan@example.org

Ctrl-C stops the search and keeps the best plan so far; a second Ctrl-C discards it.

\b
Exit codes
  0  a draft plan was created
  2  bad input, another run of this event is in progress, or the rules need more changes than the limit allows
  3  no plan can satisfy all rules; the reason is shown
  4  no plan was found within the time limit
"""
)
@event_argument
@click.option("--time-limit", type=float, default=60.0, show_default=True, help="Seconds to search, 1 to 7200.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Seed of the search; another seed may give another plan."
)
@click.option("--quiet", is_flag=True, help="Show no progress bar.")
@click.option(
    "--first",
    type=click.Choice([aim.value for aim in Aim]),
    help="What comes first without --near: everybody is served, or most points (default: the event's setting).",
)
@near_options
@json_option
def plan(
    event_name: str,
    time_limit: float,
    seed: int,
    quiet: bool,
    first: str | None,
    as_json: bool,
    **options: Unpack[NearOptions],
) -> None:
    """Decide who meets whom, when and where. Creates a draft plan, which attendees see only after `publish`.

    With --near, keep to an earlier plan: what is still possible of it stays, free places are filled, and nothing else
    changes unless a limit allows it.
    """
    stop = threading.Event()
    with open_services() as services:
        with services.database.reading() as session:
            event = find_event(session, event_name)
            event_id, task = event.id, task_of(session, event, options)
            if task.kind is RunKind.SOLVE:
                task = solve_anew(Aim(first) if first else event.aim)
        with (
            _naming_the_conflict(services.database, event_id),
            stopping_on_termination(stop),
            solve_progress_bar(quiet=quiet) as observer,
        ):
            created = solve_event_now(
                services.database,
                event_id,
                COMMAND_LINE,
                task,
                seed=seed,
                time_limit=time_limit,
                observer=observer,
                stop=stop,
            )
        with services.database.reading() as session:
            event = session.get_one(Event, event_id)
            made = plan_by_number(session, event, created.number)
            _print(session, event, made, as_json)


@contextmanager
def _naming_the_conflict(database: Database, event_id: int) -> Iterator[None]:
    """Report why there is no plan with the names of people, slots and tables."""
    try:
        yield
    except InfeasibleError as error:
        with (
            database.reading() as session,
            with_names(session, session.get_one(Event, event_id), InfeasibleError, INFEASIBLE),
        ):
            raise error from None


def _print(session: Session, event: Event, plan: Plan, as_json: bool) -> None:
    """The plan's figures; for a near plan also what publishing it would change."""
    near = None if plan.base_plan_id is None else changes(session, event, plan)
    if as_json:
        told = {} if near is None else {"changes": near.counts() | {"told": len(near.affected)}}
        print_json(plan_report(session, event, plan) | told)
        return
    print_plan_text(session, event, plan)
    if near is not None:
        click.echo("  " + composed(near.nearness))
