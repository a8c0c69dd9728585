"""`matchmaker score`: score the pairs of an event."""

from __future__ import annotations

from dataclasses import asdict

import click

from matchmaker.audit import COMMAND_LINE
from matchmaker.scoring.scores import score_event
from solver.lists_and_counts import counted
from web.cli.lookup import find_event
from web.cli.options import event_argument, json_option
from web.cli.output import print_json
from web.cli.sessions import writing


@click.command(epilog="`matchmaker plan` updates outdated scores itself; this command shows the figures.")
@event_argument
@json_option
def score(event_name: str, as_json: bool) -> None:
    """Score every pair that may meet, from 0 to 100, with reasons."""
    with writing() as session:
        event = find_event(session, event_name)
        summary = score_event(session, COMMAND_LINE, event)
        name = event.name
    if as_json:
        print_json(asdict(summary))
        return
    click.echo(f"{name}: {counted(summary.pairs, 'pair')} of {counted(summary.people, 'attendee')} scored.")
    click.echo(f"  scores  {_bands(summary.bands)}")
    click.echo(f"  half of the attendees score {summary.typical_best} of 100 or more with their best partner")
    if summary.quiet:
        click.echo(f"  {counted(summary.quiet, 'attendee has', 'attendees have')} given nothing to match them by")


def _bands(bands: tuple[int, ...]) -> str:
    return ", ".join(f"{10 * k}-{10 * k + 9}: {count:,}" for k, count in enumerate(bands) if count)
