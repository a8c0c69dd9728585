"""Web and worker as real processes: they start and end together, and their log contains no secrets."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web.cli.conftest import Cli

SECRET = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
PATIENCE = 60
SCRIPT = str(Path(sys.executable).with_name("matchmaker"))


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def status_of(address: str) -> int | None:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own address
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def children_of(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def is_running(pid: int) -> bool:
    """A zombie, whose parent has not waited for it yet, has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Served:
    def __init__(self, cli: Cli, log: Path, folder: Path | None = None) -> None:
        self.address = f"127.0.0.1:{a_free_port()}"
        self.log = log
        with log.open("w") as file:
            self.process = subprocess.Popen(
                [SCRIPT, "serve", "--bind", self.address],
                cwd=folder,
                env=cli.full_environment() | {"LOG_FORMAT": "json", "WEB_CONCURRENCY": "1"},
                stderr=file,
                start_new_session=True,
            )

    def get(self, path: str) -> int | None:
        return status_of(f"http://{self.address}{path}")

    def wait_until_it_answers(self) -> None:
        until(lambda: self.get("/healthz") == 200 or self.process.poll() is not None, "it does not answer")
        assert self.process.poll() is None, self.log.read_text()


@pytest.fixture
def served(cli: Cli, tmp_path: Path) -> Iterator[Served]:
    served = Served(cli, tmp_path / "log")
    served.wait_until_it_answers()
    yield served
    served.process.kill()
    served.process.wait()


def test_serve_ends_on_sigterm_and_leaves_no_process(served: Served) -> None:
    children = children_of(served.process.pid)
    assert len(children) == 2
    assert served.get(f"/a/{SECRET}?and={SECRET}") == 404
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(PATIENCE) == 0
    assert [child for child in children if is_running(child)] == []
    text = served.log.read_text()
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    requests = {line["path"]: line["status"] for line in lines if line.get("event") == "request"}
    assert requests == {"/healthz": "200", "/a/…": "404"}
    assert SECRET not in text


def test_serve_ends_and_reports_it_if_the_worker_dies(served: Served) -> None:
    until(lambda: len(children_of(served.process.pid)) == 2, "the worker has not started")
    worker = max(children_of(served.process.pid))
    os.kill(worker, signal.SIGKILL)
    assert served.process.wait(PATIENCE) == 1
    assert served.log.read_text().splitlines()[-1] == "Error: The worker process ended unexpectedly (code -9)."


def test_children_end_if_serve_is_killed(served: Served) -> None:
    children = children_of(served.process.pid)
    served.process.kill()
    until(lambda: not any(map(is_running, children)), "the children live on")


HOSTILE = ("json", "secrets", "org", "web", "matchmaker", "solver", "gunicorn", "numpy", "sqlalchemy", "huey", "random")


@pytest.fixture
def hostile_folder(tmp_path: Path) -> Path:
    """A folder with files named like modules; each notes that it was imported."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name in HOSTILE:
        (folder / f"{name}.py").write_text(f"open({str(folder / name)!r} + '.ran', 'w').close()\n")
    (folder / "gunicorn.conf.py").write_text(f"open({str(folder / 'conf')!r} + '.ran', 'w').close()\n")
    return folder


def ran(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.ran"))


def test_no_process_imports_files_of_the_folder_that_it_is_started_in(
    cli: Cli, tmp_path: Path, hostile_folder: Path, spring_forum: str
) -> None:
    plan = [SCRIPT, "plan", spring_forum, "--time-limit", "5"]
    subprocess.run(plan, cwd=hostile_folder, env=cli.full_environment(), check=True)
    served = Served(cli, tmp_path / "log", hostile_folder)
    try:
        served.wait_until_it_answers()
        until(lambda: len(children_of(served.process.pid)) == 2, "the worker has not started")
        assert served.get("/sign-in") == 200
    finally:
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(PATIENCE) == 0
    assert ran(hostile_folder) == []


def test_python_itself_would_import_them(hostile_folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "org"], cwd=hostile_folder, check=True)
    assert ran(hostile_folder) == ["org.ran"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("8000", "--bind must be like 127.0.0.1:8000, not '8000'"),
        ("127.0.0.1:99999", "--bind must be like 127.0.0.1:8000"),
        ("192.0.2.1:8000", "Cannot listen on 192.0.2.1:8000: "),
    ],
)
def test_an_invalid_address_is_reported(cli: Cli, address: str, sentence: str) -> None:
    assert sentence in cli.refused("serve", "--bind", address)


def test_a_port_in_use_is_reported(cli: Cli) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        assert f"Cannot listen on {address}: Address already in use." in cli.refused("serve", "--bind", address)


@pytest.mark.parametrize(
    ("command", "name", "value", "sentence"),
    [
        ("serve", "LOG_LEVEL", "loud", "LOG_LEVEL must be one of debug, info, warning and error, not 'loud'"),
        ("serve", "LOG_FORMAT", "xml", "LOG_FORMAT must be one of console and json, not 'xml'"),
        ("serve", "WEB_CONCURRENCY", "many", "WEB_CONCURRENCY must be a whole number from 1 to 1000, not 'many'"),
        ("serve", "WEB_THREADS", "0", "WEB_THREADS must be a whole number from 1 to 1000, not '0'"),
        ("serve", "SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters"),
        ("worker", "LOG_LEVEL", "loud", "LOG_LEVEL must be one of"),
        ("worker", "QUEUE_URL", "redis://127.0.0.1", "QUEUE_URL must begin with sqlite:/// or postgresql://"),
    ],
)
def test_an_invalid_setting_is_reported(cli: Cli, command: str, name: str, value: str, sentence: str) -> None:
    cli.environment[name] = value
    arguments = ["--bind", f"127.0.0.1:{a_free_port()}"] if command == "serve" else []
    ended = cli.process(command, *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[-1].startswith(f"Error: {sentence}")
    assert "Traceback" not in ended.stderr
