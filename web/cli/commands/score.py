"""`matchmaker score`: score the pairs of an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from matchmaker.audit import COMMAND_LINE
from matchmaker.scoring.scores import ScoreSummary, score_event
from web.cli.language import _, _n
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
    for line in _lines(name, summary):
        click.echo(line)


def _lines(name: str, summary: ScoreSummary) -> Iterator[str]:
    pairs = _n("{count:number} pair", "{count:number} pairs", summary.pairs)
    people = _n("{count:number} attendee", "{count:number} attendees", summary.people)
    yield _("{event}: {pairs} of {people} scored.", event=name, pairs=pairs, people=people)
    yield "  " + _("scores  {bands}", bands=_bands(summary.bands))
    best = summary.typical_best
    yield "  " + _("half of the attendees score {score} of 100 or more with their best partner", score=best)
    if summary.quiet:
        yield "  " + _n(
            "{count:number} attendee has given nothing to match them by",
            "{count:number} attendees have given nothing to match them by",
            summary.quiet,
        )


def _bands(bands: tuple[int, ...]) -> str:
    return ", ".join(
        _("{least}-{most}: {count:number}", least=10 * k, most=10 * k + 9, count=count)
        for k, count in enumerate(bands)
        if count
    )
