"""The command `matchmaker`: everything that organizers and operators can do without a browser."""

from __future__ import annotations

import click

from matchmaker.messages import mark
from web.cli.errors import ErrorReportingGroup

COMMANDS = {
    mark("Prepare an event"): {
        "event": mark("Create, show and change events; open and close the answers."),
        "roster": mark("Import, list and export attendees; withdraw and reinstate them."),
        "pair": mark("Record agreed meetings, earlier meetings and pairs to keep apart."),
        "invite": mark("Write attendees' personal links as CSV, or mail them."),
    },
    mark("Plan and publish"): {
        "score": mark("Score every pair that may meet."),
        "plan": mark("Decide who meets whom, when and where: creates a draft plan."),
        "plans": mark("List the event's plans and their figures."),
        "what-if": mark("Try other settings without changing the event."),
        "edit": mark("Change a plan by hand, with undo and redo."),
        "publish": mark("Show what a plan changes, and publish it to the attendees."),
        "unpublish": mark("Withdraw the published plan."),
        "export": mark("Write calendars, plans, the roster or the event file."),
    },
    mark("Problem files"): {
        "solve": mark("Solve a problem file."),
        "check": mark("Check a schedule file against its problem."),
        "why": mark("Explain why two people meet or do not, and find the best openings."),
    },
    mark("Run the service"): {
        "serve": mark("Run the web server and a worker."),
        "worker": mark("Run a worker only."),
        "db": mark("Upgrade or check the database schema."),
        "organizer": mark("Add organizers and create sign-in links."),
        "demo": mark("Plan, publish and serve a sample event."),
    },
}

EPILOG = """
\b
Exit codes
  0  done; or only shown, if writing needs --yes
  1  not done: confirmation is missing, a check failed, or a process ended unexpectedly
  2  bad input; nothing was changed
  3  no schedule can satisfy all rules
  4  no schedule was found within the time limit

\b
From a list of attendees to calendars
  matchmaker event create --name "Spring Forum" --timezone Europe/Berlin
  matchmaker roster import spring-forum people.csv --yes
  matchmaker plan spring-forum
  matchmaker publish spring-forum --yes
  matchmaker export calendars spring-forum -o calendars.zip

EVENT is an event's id or name. Settings come from the environment: DATABASE_URL, PUBLIC_URL, SECRET_KEY and others
(docs/configuration.md). By default, all data is kept in the folder var/.
"""


@click.group(
    cls=ErrorReportingGroup,
    package="web.cli.commands",
    commands_by_heading=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="matchmaker", message="matchmaker %(version)s")
def main() -> None:
    """Decide who meets whom at an event, when and at which table."""
