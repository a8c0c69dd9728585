"""The demo as the real command: from an empty folder to addresses that answer, and again with the same data."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.cli.conftest import Cli
from tests.web.cli.test_serving import PATIENCE, a_free_port, children_of, is_running


class Demo:
    def __init__(self, cli: Cli, folder: Path, port: int) -> None:
        self.process = subprocess.Popen(
            cli.command("demo", "--folder", str(folder), "--port", str(port), "--time-limit", "3"),
            env=cli.full_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.told = self._told_until("Ready. Ctrl-C ends the demo.\n")
        self.console, self.page, self.feed = re.findall(r"^  (http://\S+)$", self.told, re.MULTILINE)

    def _told_until(self, last: str) -> str:
        out, told = self.process.stdout, ""
        assert out is not None
        while not told.endswith(last):
            line = out.readline()
            assert line, told + self.process.communicate()[1]
            told += line
        return told

    def end(self) -> str:
        """Send Ctrl-C; returns standard error."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=PATIENCE)[1]


@contextmanager
def running(cli: Cli, folder: Path, port: int) -> Iterator[Demo]:
    demo = Demo(cli, folder, port)
    try:
        yield demo
    finally:
        demo.process.kill()
        demo.process.wait()


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
        return str(answer.read().decode())


@pytest.mark.sqlite_only
def test_the_demo_serves_its_addresses_and_continues_with_its_data(cli: Cli, tmp_path: Path) -> None:
    cli.environment["DATABASE_URL"] = "postgresql://127.0.0.1:1/a-real-services"  # which a demo leaves alone
    folder, port = tmp_path / "demo", a_free_port()
    with running(cli, folder, port) as first:
        assert re.search(r"\n  \d+ meetings of 160 attendees in [\d.]+ s: ", first.told)
        assert "Sign in" in fetched(first.console)
        assert "Inês Carvalho" in fetched(first.page)
        assert fetched(first.feed).count("BEGIN:VEVENT") >= 4
        children = children_of(first.process.pid)
        assert first.end().endswith(f"The demo has ended; its data stays in {folder}\n")
        assert (first.process.returncode, [child for child in children if is_running(child)]) == (0, [])
    with running(cli, folder, port) as second:
        assert (second.page, second.feed) == (first.page, first.feed)
        assert second.console != first.console
        assert "meetings of 160 attendees" not in second.told
        with running(cli, folder, port) as third:
            address = third.page.partition("/a/")[0]
            assert address != first.page.partition("/a/")[0]
            assert f"Port {port} is taken; the demo uses {address.rpartition(':')[2]}.\n" in third.end()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "70000"], "Invalid value for '--port'"),
        (["--time-limit", "0"], "Invalid value for '--time-limit'"),
        (["--folder", "/proc/nothing"], "No such file or directory"),
    ],
)
def test_an_invalid_option_is_reported(cli: Cli, arguments: list[str], sentence: str) -> None:
    before = dict(os.environ)
    assert sentence in cli.refused("demo", *arguments)
    assert dict(os.environ) == before
