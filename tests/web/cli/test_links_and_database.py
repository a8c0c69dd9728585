"""Links, organizers and the database schema on the command line."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from matchmaker.db import Database
from matchmaker.models import OutboxMessage
from matchmaker.settings import Settings
from tests.web.cli.conftest import KEY, Cli
from web import create_app
from web.cli.links import feed_link, personal_link, sign_in_link


def links(cli: Cli, event: str, *more: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(cli.done("invite", event, *more))))


def test_links_match_the_routes(settings: Settings) -> None:
    router = create_app(settings).url_map.bind("127.0.0.1")
    paths = [
        link(settings, "S" * 43).removeprefix(settings.public_url) for link in (sign_in_link, personal_link, feed_link)
    ]
    assert [router.match(path)[1] for path in paths] == [{"secret": "S" * 43}] * 3


def test_every_attendee_gets_their_own_lasting_link(cli: Cli, spring_forum: str) -> None:
    first = links(cli, spring_forum)
    assert [(row["reference"], row["name"], row["e-mail"]) for row in first] == [
        ("P-1", "Ada Byron", "ada@example.org"),
        ("P-2", "Alan Hill", "alan@example.org"),
        ("P-3", "Grace Bell", "grace@example.org"),
    ]
    assert len({row["link"] for row in first}) == 3
    assert links(cli, spring_forum) == first


def test_a_link_opens_its_owners_page(cli: Cli, spring_forum: str, settings: Settings) -> None:
    link = links(cli, spring_forum)[1]["link"]
    client = create_app(replace(settings, secret_keys=(KEY,))).test_client()
    assert "Alan Hill" in client.get(link.removeprefix(settings.public_url), follow_redirects=True).text


def test_links_are_mailed_only_if_mail_is_configured(cli: Cli, spring_forum: str, database: Database) -> None:
    assert "SMTP_URL is not set" in cli.refused("invite", spring_forum, "--mail")
    cli.environment["SMTP_URL"] = "smtp://127.0.0.1:25"
    assert cli("invite", spring_forum, "--mail").stderr == "3 mails are in the outbox; the worker sends them.\n"
    with database.reading() as session:
        assert sorted(m.recipient for m in session.query(OutboxMessage)) == [
            "ada@example.org",
            "alan@example.org",
            "grace@example.org",
        ]


def test_a_cell_cannot_be_a_formula(cli: Cli, spring_forum: str) -> None:
    cli.done("roster", "import", spring_forum, "-", "--yes", text="Reference,Name\n=1+1,=cmd\n")
    assert not [
        row for row in links(cli, spring_forum) if row["name"].startswith("=") or row["reference"].startswith("=")
    ]


def test_an_organizer_signs_in_once_with_the_printed_link(cli: Cli, settings: Settings) -> None:
    link = cli.done("organizer", "add", "ada@example.org", "--name", "Ada Byron").strip()
    other = cli.done("organizer", "link", "ADA@example.org").strip()
    assert link != other
    client = create_app(replace(settings, secret_keys=(KEY,))).test_client()
    assert client.get(link.removeprefix(settings.public_url)).status_code == 200


def test_a_password_is_read_from_standard_input(cli: Cli) -> None:
    add = ("organizer", "add", "ada@example.org", "--name", "Ada", "--password-stdin")
    assert cli.refused(*add, text="short\n") == "Error: password: Use at least 10 characters.\n"
    assert "There is no organizer" in cli.refused("organizer", "link", "ada@example.org")
    cli.done(*add, text="a fine long password\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "nobody", "--name", "X"], "e-mail: “nobody” is not an e-mail address."),
        (["add", "a@example.org"], "Missing option '--name'"),
        (["add", "a@example.org", "--name", ""], "name: Enter a name of 1 to 200 characters."),
        (["link", "b@example.org"], "There is no organizer b@example.org."),
    ],
)
def test_an_invalid_organizer_is_reported(cli: Cli, arguments: list[str], sentence: str) -> None:
    assert sentence in cli.refused("organizer", *arguments)


def test_the_database_schema_is_checked_and_upgraded(cli: Cli, tmp_path: Path) -> None:
    cli.environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'new.db'}"
    empty = cli("db", "check")
    assert (empty.exit_code, "The database is empty" in empty.stderr) == (1, True)
    assert cli("db", "upgrade").stderr.startswith("Upgraded to ")
    assert cli("db", "upgrade").stderr.startswith("The schema is up to date")
    assert cli.done("db", "check").startswith("The schema is up to date")


def test_the_first_command_creates_an_embedded_database(cli: Cli, tmp_path: Path) -> None:
    cli.environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'deep' / 'new.db'}"
    assert cli.done("event", "list").startswith("There is no event yet.")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must begin with sqlite:/// or postgresql://"),
        ("PUBLIC_URL", "meet.example.org", "PUBLIC_URL must be the address that people use"),
        ("SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters"),
        ("DATABASE_URL", "sqlite:////proc/nothing/x.db", "No such file or directory"),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x", "The database reports an error"),
    ],
)
def test_an_invalid_setting_is_reported(cli: Cli, name: str, value: str, sentence: str) -> None:
    cli.environment[name] = value
    assert sentence in cli.refused("event", "list")


def test_the_real_process_reports_errors_on_standard_error_and_exits_with_two(cli: Cli) -> None:
    ran = cli.process("event", "show", "nope")
    assert (ran.returncode, ran.stdout, ran.stderr) == (
        2,
        "",
        "Error: There is no event with the id or name “nope”. See: matchmaker event list\n",
    )
