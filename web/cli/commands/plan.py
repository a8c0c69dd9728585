"""`matchmaker plan`: solve an event into a new draft plan."""

from __future__ import annotations

import threading

import click

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Event
from matchmaker.planning.plans.plans import plan_by_number
from matchmaker.planning.runs.execution import solve_event_now
from web.cli.lookup import find_event
from web.cli.options import event_argument, json_option
from web.cli.plan_figures import print_plan
from web.cli.progress_bar import solve_progress_bar
from web.cli.sessions import open_services
from web.cli.signals import stopping_on_termination


@click.command(
    epilog="""
\b
Examples
  matchmaker plan spring-forum
  matchmaker plan spring-forum --time-limit 300 --seed 7

Ctrl-C stops the search and keeps the best plan so far; a second Ctrl-C discards it.

\b
Exit codes
  0  a draft plan was created
  2  bad input, or another run of this event is in progress
  3  no plan can satisfy all rules; the conflicting rules are listed
  4  no plan was found within the time limit
"""
)
@event_argument
@click.option("--time-limit", type=float, default=60.0, show_default=True, help="Seconds to search, 1 to 7200.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Seed of the search; another seed may give another plan."
)
@click.option("--quiet", is_flag=True, help="Show no progress bar.")
@json_option
def plan(event_name: str, time_limit: float, seed: int, quiet: bool, as_json: bool) -> None:
    """Decide who meets whom, when and where. Creates a draft plan, which attendees see only after `publish`."""
    stop = threading.Event()
    with open_services() as services:
        with services.database.reading() as session:
            event_id = find_event(session, event_name).id
        with stopping_on_termination(stop), solve_progress_bar(quiet=quiet) as observer:
            created = solve_event_now(
                services.database,
                event_id,
                COMMAND_LINE,
                seed=seed,
                time_limit=time_limit,
                observer=observer,
                stop=stop,
            )
        with services.database.reading() as session:
            event = session.get_one(Event, event_id)
            print_plan(session, event, plan_by_number(session, event, created.number), as_json)
