"""`matchmaker score`, `plan` and `plans`: from the data to a draft plan, and how good it is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from types import FrameType
from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Event, Plan
from matchmaker.planning.plans.plans import is_stale, plan_by_number, plan_statistics, plans_of
from matchmaker.planning.plans.statistics import PlanStatistics, WishShare
from matchmaker.planning.runs.carry_out import solve_event_now
from matchmaker.scoring.scores import score_event
from solver.sentences import counted
from web.cli.context import event_argument, find_event, json_option, program
from web.cli.output import print_json, print_table
from web.cli.progress_bar import solve_progress


@click.command(epilog="`matchmaker plan` scores by itself where something has changed; this is to look at the figures.")
@event_argument
@json_option
def score(event_name: str, as_json: bool) -> None:
    """Work out how much each pair would gain from a meeting, and why."""
    with program() as it, it.database.writing() as session:
        found = find_event(session, event_name)
        summary = score_event(session, COMMAND_LINE, found)
        name = found.name
    if as_json:
        print_json(asdict(summary))
        return
    click.echo(f"{name}: {summary.pairs:,} pairs among {summary.people:,} people are worth a meeting.")
    click.echo(f"  scores  {_bands(summary.bands)}")
    click.echo(f"  half of the people reach {summary.typical_best} of 100 or more with their best partner")
    if summary.quiet:
        click.echo(
            f"  {counted(summary.quiet, 'person has', 'people have')} said nothing that they could be matched by"
        )


@click.command(
    epilog="""
\b
Examples
  matchmaker plan spring-forum
  matchmaker plan spring-forum --time-limit 300 --seed 7

Ctrl-C ends the search and keeps the best plan so far; a second Ctrl-C gives it up.

\b
Exit codes
  0  a draft plan was made (see its bound for how good it is)
  2  bad input, or a run of this event is under way
  3  no plan can hold all the rules; the rules that cannot hold together are named
  4  no plan was found in the time given
"""
)
@event_argument
@click.option("--time-limit", type=float, default=60.0, show_default=True, help="Seconds to search, 1 to 7200.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed, another search.")
@click.option("--quiet", is_flag=True, help="No progress on a terminal.")
@json_option
def plan(event_name: str, time_limit: float, seed: int, quiet: bool, as_json: bool) -> None:
    """Decide who meets whom, when and where. The result is a draft that nobody sees before it is published."""
    with program() as it:
        with it.database.reading() as session:
            event_id = find_event(session, event_name).id
        with stopping_at_interrupt() as stop, solve_progress(quiet=quiet) as observer:
            made = solve_event_now(
                it.database,
                it.settings,
                event_id,
                COMMAND_LINE,
                seed=seed,
                time_limit=time_limit,
                observer=observer,
                stop=stop,
            )
        with it.database.reading() as session:
            found = session.get_one(Event, event_id)
            kept = plan_by_number(session, found, made.number)
            facts, statistics = plan_facts(found, kept), plan_statistics(session, kept)
    if as_json:
        print_json(facts | statistics_facts(statistics))
    else:
        print_plan(facts, statistics)


@click.command(
    epilog="""
\b
Examples
  matchmaker plans spring-forum
  matchmaker plans spring-forum --plan 3
"""
)
@event_argument
@click.option("--plan", "number", type=click.IntRange(1), help="Only this plan, with its figures.")
@json_option
def plans(event_name: str, number: int | None, as_json: bool) -> None:
    """The event's plans, the newest first; or one plan with its figures."""
    with program() as it, it.database.reading() as session:
        found = find_event(session, event_name)
        if number is None:
            _print_plans([plan_facts(found, kept) for kept in plans_of(session, found)], as_json)
            return
        _print_one(session, found, plan_by_number(session, found, number), as_json)


@contextmanager
def stopping_at_interrupt() -> Iterator[threading.Event]:
    """Gives the flag that a first Ctrl-C or SIGTERM sets; a second one interrupts as usual."""
    stop = threading.Event()

    def handle(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        click.echo("Ending the search; the best plan so far is kept. Once more gives it up.", err=True)

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def plan_facts(event: Event, plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan.number,
        "status": plan.status.value,
        "stale": is_stale(event, plan),
        "optimal": plan.optimal,
        "tiers": plan.tiers,
        "seconds": round(plan.seconds, 2),
        "made_at": plan.created_at.isoformat(timespec="seconds"),
    }


def statistics_facts(found: PlanStatistics) -> dict[str, Any]:
    return {
        "quality": found.quality,
        "meetings": found.meetings,
        "people": found.people,
        "meetings_per_person": {"fewest": found.fewest, "median": found.median, "most": found.most},
        "without_meetings": [person.name for person in found.without],
        "wishes": {
            "must": {"asked": found.must.asked, "met": found.must.met},
            "like": {"asked": found.like.asked, "met": found.like.met},
        },
    }


def print_plan(facts: dict[str, Any], found: PlanStatistics) -> None:
    """The plan's figures as sentences."""
    click.echo(f"Plan {facts['plan']} ({facts['status']}), {found.quality}, made in {facts['seconds']} s.")
    click.echo(f"  {counted(found.meetings, 'meeting')} of {counted(found.people, 'person', 'people')}")
    click.echo(f"  per person: {found.fewest} to {found.most}, median {found.median:g}")
    if found.without:
        names = ", ".join(person.name for person in found.without[:8]) + (", …" if len(found.without) > 8 else "")
        click.echo(f"  without any: {len(found.without)} ({names})")
    click.echo(f"  wishes come true: {_share(found.must)} must, {_share(found.like)} like")
    for tier in found.tiers:
        click.echo(f"  {tier.sentence}")


def _bands(bands: tuple[int, ...]) -> str:
    return ", ".join(f"{10 * k}-{10 * k + 9}: {count:,}" for k, count in enumerate(bands) if count)


def _share(share: WishShare) -> str:
    return f"{share.met} of {share.asked}"


def _print_plans(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    if not rows:
        click.echo("There is no plan yet. See: matchmaker plan --help")
        return
    header = ("plan", "status", "made at", "proven", "data changed since")
    table = [(row["plan"], row["status"], row["made_at"], _yes(row["optimal"]), _yes(row["stale"])) for row in rows]
    print_table(header, table)


def _print_one(session: Session, found: Event, kept: Plan, as_json: bool) -> None:
    facts, statistics = plan_facts(found, kept), plan_statistics(session, kept)
    if as_json:
        print_json(facts | statistics_facts(statistics))
    else:
        print_plan(facts, statistics)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
