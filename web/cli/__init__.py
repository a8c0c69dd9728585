"""The command `matchmaker`: everything an organizer and an operator can do, without a browser."""

from __future__ import annotations

import click

from web.cli.errors import RefusingGroup

COMMANDS = {
    "Prepare an event": {
        "event": ("web.cli.commands.event", "Make events, show and change them, open and close the answers."),
        "roster": ("web.cli.commands.roster", "Import attendees from a file, list them, take one off."),
        "pair": ("web.cli.commands.pair", "Settle what is known of two people: agreed, met before, keep apart."),
        "invite": ("web.cli.commands.invite", "Attendees' personal links, as CSV or by mail."),
    },
    "Plan and publish": {
        "score": ("web.cli.commands.plan", "Work out how much each pair would gain from a meeting."),
        "plan": ("web.cli.commands.plan", "Decide who meets whom, when and where: a new draft plan."),
        "plans": ("web.cli.commands.plan", "The event's plans and how good they are."),
        "publish": ("web.cli.commands.publish", "Show what a plan changes for whom, and make it what attendees see."),
        "unpublish": ("web.cli.commands.publish", "Take the published plan back."),
        "export": ("web.cli.commands.export", "Calendars, spreadsheets, the roster and the frame as files."),
    },
    "Problem files": {
        "solve": ("web.cli.commands.solve", "Solve a meeting problem file."),
        "check": ("web.cli.commands.solve", "Judge a schedule file against its problem."),
        "why": ("web.cli.commands.why", "Why two people meet or do not, and what would gain most."),
    },
    "Run the service": {
        "serve": ("web.cli.commands.serve", "Web and worker together."),
        "worker": ("web.cli.commands.serve", "A worker alone."),
        "db": ("web.cli.commands.db", "The database's shape: bring it up to date, check it."),
        "organizer": ("web.cli.commands.organizer", "Organizers and their sign-in links."),
        "demo": ("web.cli.commands.demo", "A sample event, planned, published and served."),
    },
}

EPILOG = """
\b
Exit codes
  0  done (or shown, where --yes is needed to write)
  1  not done: a question was left open, a check found something
  2  bad input; nothing was changed
  3  no schedule can hold all the rules
  4  no schedule was found in the time given

\b
From a list of people to calendars
  matchmaker event create --name "Spring Forum" --timezone Europe/Berlin
  matchmaker roster import spring-forum people.csv --yes
  matchmaker plan spring-forum
  matchmaker publish spring-forum --yes
  matchmaker export calendars spring-forum -o calendars.zip

An EVENT is its id or its name. Settings come from the environment: DATABASE_URL, PUBLIC_URL, SECRET_KEY and others
(docs/configuration.md); without any, everything is kept in the folder var/.
"""


@click.group(
    cls=RefusingGroup,
    commands_by_heading=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="matchmaker", message="matchmaker %(version)s")
def main() -> None:
    """Decide who meets whom at an event, when and at which table."""
