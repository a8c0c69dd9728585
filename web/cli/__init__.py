"""The command `matchmaker`: everything that organizers and operators can do without a browser."""

from __future__ import annotations

import click

from web.cli.errors import ErrorReportingGroup

COMMANDS = {
    "Prepare an event": {
        "event": "Create, show and change events; open and close the answers.",
        "roster": "Import, list and export attendees; withdraw and reinstate them.",
        "pair": "Record agreed meetings, earlier meetings and pairs to keep apart.",
        "invite": "Write attendees' personal links as CSV, or mail them.",
    },
    "Plan and publish": {
        "score": "Score every pair that may meet.",
        "plan": "Decide who meets whom, when and where: creates a draft plan.",
        "plans": "List the event's plans and their figures.",
        "publish": "Show what a plan changes, and publish it to the attendees.",
        "unpublish": "Withdraw the published plan.",
        "export": "Write calendars, plans, the roster or the event file.",
    },
    "Problem files": {
        "solve": "Solve a problem file.",
        "check": "Check a schedule file against its problem.",
        "why": "Explain why two people meet or do not, and find the best openings.",
    },
    "Run the service": {
        "serve": "Run the web server and a worker.",
        "worker": "Run a worker only.",
        "db": "Upgrade or check the database schema.",
        "organizer": "Add organizers and create sign-in links.",
        "demo": "Plan, publish and serve a sample event.",
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
