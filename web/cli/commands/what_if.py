"""`matchmaker what-if`: try other settings without changing the event."""

from __future__ import annotations

import threading
from typing import Any

import click

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Aim, Event, SolveRun
from matchmaker.planning.plans.plans import plan_by_number, shown_plan_number
from matchmaker.planning.plans.statistics import plan_statistics, values_by_tier
from matchmaker.planning.runs.execution import try_now
from matchmaker.planning.runs.trials import result_of, trial_statistics
from matchmaker.schemas.loading import load
from matchmaker.schemas.weights import PRESETS
from matchmaker.schemas.what_if import WhatIfRun, WhatIfSchema
from web.cli.language import _
from web.cli.lookup import find_event
from web.cli.options import event_argument, json_option
from web.cli.output import print_json, print_table
from web.cli.progress_bar import solve_progress_bar
from web.cli.sessions import open_services
from web.cli.side_by_side import Side, facts_of_side, side_by_side
from web.cli.signals import stopping_on_termination


@click.command(
    "what-if",
    epilog="""
\b
Examples
  matchmaker what-if spring-forum --tables 5
  matchmaker what-if spring-forum --tables -5 --max-meetings 8 --first points
  matchmaker what-if spring-forum --slot-minutes 25 --preset business

The event stays as it is. The result is listed on the page "What if?", where it can be adopted.
""",
)
@event_argument
@click.option("--tables", "more_tables", type=int, metavar="N", help="This many tables more or, negative, fewer.")
@click.option("--slot-minutes", type=int, help="Length of a meeting.")
@click.option("--pause-minutes", type=int, help="Pause between two meetings.")
@click.option("--min-meetings", "default_min_meetings", type=int, help="Minimum meetings per attendee.")
@click.option("--max-meetings", "default_max_meetings", type=int, help="Maximum meetings per attendee.")
@click.option("--preset", type=click.Choice(list(PRESETS)), help="Other weights of the scores.")
@click.option("--first", "aim", type=click.Choice([aim.value for aim in Aim]), help="What comes first.")
@click.option("--time-limit", type=int, default=60, show_default=True, help="Seconds to search, 1 to 7200.")
@click.option("--quiet", is_flag=True, help="Show no progress bar.")
@json_option
def what_if(event_name: str, quiet: bool, as_json: bool, **given: Any) -> None:
    """Solve the event as it would be with other settings, and show the result beside its plan."""
    stop = threading.Event()
    with open_services() as services:
        with services.database.reading() as session:
            event = find_event(session, event_name)
            event_id, wish = event.id, _wish(event, given)
        with stopping_on_termination(stop), solve_progress_bar(quiet=quiet) as observer:
            run_id = try_now(services.database, event_id, COMMAND_LINE, wish, observer=observer, stop=stop)
        with services.database.reading() as session:
            event, run = session.get_one(Event, event_id), session.get_one(SolveRun, run_id)
            result = result_of(run)
            tried: Side = (trial_statistics(session, event, result), values_by_tier(result.tiers))
            number = shown_plan_number(session, event)
            plan = None if number is None else plan_by_number(session, event, number)
            held: Side | None = None if plan is None else (plan_statistics(session, plan), values_by_tier(plan.tiers))
            _print(number, held, tried, as_json)


def _wish(event: Event, given: dict[str, Any]) -> WhatIfRun:
    """What is given, and the event's own settings for the rest."""
    own = ("slot_minutes", "pause_minutes", "default_min_meetings", "default_max_meetings", "aim")
    settings = {name: getattr(event, name) for name in own}
    wanted = {name: value for name, value in given.items() if value is not None}
    wish: WhatIfRun = load(WhatIfSchema(), settings | {"aim": event.aim.value} | wanted)
    return wish


def _print(number: int | None, held: Side | None, tried: Side, as_json: bool) -> None:
    if as_json:
        plan = None if held is None else facts_of_side(held)
        print_json({"plan": number, "figures": plan, "trial": facts_of_side(tried)})
        return
    title = _("no plan yet") if number is None else _("plan {number}", number=number)
    print_table((_("figure"), title, _("trial")), side_by_side(held, tried))
