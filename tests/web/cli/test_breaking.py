"""Commands that would break published meetings list them and change nothing, unless an option says what is to be."""

from __future__ import annotations

import json

import pytest

from tests.web.cli.conftest import Cli
from tests.web.cli.test_planning import planned

__all__ = ["planned"]
BOTH = ("Ada Byron and Alan Hill", "Ada Byron and Grace Bell")


@pytest.fixture
def published(cli: Cli, planned: str) -> str:
    """Ada meets Alan and Grace."""
    cli.done("publish", planned, "--yes")
    return planned


def refused(cli: Cli, *arguments: str, text: str | None = None) -> str:
    result = cli(*arguments, text=text)
    assert result.exit_code == 1, result.output
    return result.stderr


def test_withdrawing_names_the_meetings_first(cli: Cli, published: str) -> None:
    asked = refused(cli, "roster", "withdraw", published, "P-1")
    assert [both in asked for both in BOTH] == [True, True]
    assert "(Ada Byron withdrew)" in asked
    assert asked.endswith(
        "Error: Nothing was changed. To cancel the meetings above and tell the partners, add --yes.\n"
    )
    assert "2 published meetings are cancelled" in cli("roster", "withdraw", published, "P-1", "--yes").stderr


def test_an_imported_absence_needs_a_choice(cli: Cli, published: str) -> None:
    rows = "Reference,Name,Away\nP-1,Ada Byron,2027-05-11\n"
    asked = refused(cli, "roster", "import", published, "-", "--yes", text=rows)
    assert "--breaking later" in asked
    assert "(Ada Byron is not available then)" in asked
    cli.done("roster", "import", published, "-", "--yes", "--breaking", "cancel", text=rows)
    assert "0 published meetings are cancelled" in cli("roster", "withdraw", published, "P-1", "--yes").stderr


def test_an_event_file_that_breaks_meetings_needs_a_yes(cli: Cli, published: str) -> None:
    block = {"name": "Evening", "day": "2027-05-11", "starts": "18:00", "ends": "19:00", "audience": "rules"}
    asked = refused(cli, "event", "set", published, "-", text=json.dumps({"blocks": [block]}))
    assert "there is no slot at Tue 11 May" in asked
    cli.done("event", "set", published, "-", "--yes", text=json.dumps({"blocks": [block]}))


def test_a_person_is_replaced(cli: Cli, published: str) -> None:
    told = cli("roster", "replace", published, "P-1", "--name", "Zoe", "--email", "zoe@example.org").stderr
    assert told == "Zoe takes the place of Ada Byron.\n"
    taken = cli.refused("roster", "replace", published, "P-2", "--name", "Y", "--email", "zoe@example.org")
    assert taken == "Error: e-mail: This is the address of Zoe, who is already on the list.\n"
    withdrawn = cli("roster", "withdraw", published, "zoe@example.org", "--yes").stderr
    assert "2 published meetings are cancelled" in withdrawn
