"""Processor seconds and memory to import a list, over HTTP as an organizer does it.

    python -m tests.benchmarks.bench_import [--rows 10000] [--kind csv] [--seed 1]

The list is imported into an empty event, then uploaded once more into the full one. CPU seconds include the child
process that parses the file and the thread that does the work; the seconds of further pages are those of the request.
Results go to standard output; nothing passes or fails.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import resource
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook

from matchmaker.access.organizers import ensure_organizer, set_password
from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.models import EventOrganizer
from matchmaker.settings import Settings
from tests.builders import an_event
from tests.web.conftest import PASSWORD, Browser
from web import create_app

HEADER = ("Name", "E-mail", "Company", "Job title", "Group", "Interests", "Seeks", "Offers", "Would like to meet", "ID")
SYLLABLES = (
    "ar",
    "bel",
    "cor",
    "dan",
    "el",
    "fin",
    "gar",
    "hol",
    "ing",
    "jor",
    "kel",
    "lan",
    "mor",
    "nor",
    "ost",
    "win",
)
FIRST_NAMES = ("Ada", "Bruno", "Carla", "David", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jakob", "Klara", "Lukas")
JOBS = ("Engineer", "Buyer", "Head of Sales", "Researcher", "Founder", "Student", "Professor", "Analyst")
GROUPS = ("Buyers", "Sellers", "Mentors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--kind", choices=["csv", "xlsx"], default="csv")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rows = generated(arguments.rows, random.Random(arguments.seed))  # noqa: S311 - a list, not a secret
    content = csv_of(rows) if arguments.kind == "csv" else xlsx_of(rows)
    print(f"{arguments.rows} rows, {arguments.kind}, {len(content) >> 10} KB")
    with tempfile.TemporaryDirectory() as folder:
        console, event = signed_in(Path(folder))
        for roster in ("an empty roster", "a full roster"):
            print(f"into {roster}")
            import_list(console, event, content, f"list.{arguments.kind}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB, of the test client too")


def import_list(console: Browser, event: str, content: bytes, name: str) -> None:
    token = console.token()
    form = {"csrf_token": token, "file": (io.BytesIO(content), name)}
    with Measured("upload and first page of the preview"):
        path = console.post(f"/events/{event}/import", data=form, content_type="multipart/form-data").location
        page = finished(console, path)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    with Measured("another page"):
        console.get(f"{path}?page=50")
    with Measured("a filter"):
        console.get(f"{path}?show=" + ("new" if ">New " in page else "unchanged"))
    with Measured("commit"):
        console.post(f"{path}/commit", data={"csrf_token": token, "seen": seen[1] if seen else ""})
        finished(console, path)


def finished(console: Browser, path: str) -> str:
    """The page as soon as it no longer shows progress."""
    page = console.get(path).text
    while "import-progress" in page:
        time.sleep(0.7)  # as the page's script
        page = console.get(path).text
    return page


class Measured:
    """Prints what its block takes."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.cpu, self.since = cpu_seconds(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        seconds, cpu = time.perf_counter() - self.since, cpu_seconds() - self.cpu
        print(f"    {self.what:40} {cpu:6.3f} s CPU  {seconds:6.3f} s", flush=True)


def cpu_seconds() -> float:
    """Of this process and the child processes that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def signed_in(folder: Path) -> tuple[Browser, str]:
    """An organizer's browser, and the public id of their event."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'bench.db'}",
        queue_url=f"sqlite:///{folder / 'queue.db'}",
        public_url="http://127.0.0.1:8000",
        secret_keys=("a key of this benchmark, long enough for it",),
        data_folder=folder,
    )
    upgrade(settings.database_url)
    with Database(settings.database_url).writing() as session:
        organizer = ensure_organizer(session, COMMAND_LINE, "olga@example.org", "Olga Organizer")
        set_password(session, COMMAND_LINE, organizer, PASSWORD)
        event = an_event(session)
        session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id))
    app = create_app(settings)
    app.test_client_class = Browser
    return app.test_client().sign_in("olga@example.org"), event.public_id


def generated(count: int, rng: random.Random) -> list[list[str]]:
    """People with four to an organisation, four interests, three goals; every other one wants to meet somebody."""
    topics = [f"topic {k}" for k in range(500)]
    companies = [f"{word(rng, 5)} {rng.choice(('Systems', 'Labs', 'Partners'))} GmbH" for _ in range(count // 4 + 1)]
    return [
        [
            f"{rng.choice(FIRST_NAMES)} {word(rng, 3)}",
            f"p{k}@example.org",
            companies[k // 4],
            rng.choice(JOBS),
            GROUPS[k % 3],
            "; ".join(rng.sample(topics, 4)),
            f"mentoring: {rng.choice(topics)}; job: {rng.choice(topics)}",
            f"knowledge: {rng.choice(topics)}",
            f"p{rng.randrange(count)}@example.org" if k % 2 else "",
            f"R{k}",
        ]
        for k in range(count)
    ]


def word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choices(SYLLABLES, k=syllables)).capitalize()


def csv_of(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode()


def xlsx_of(rows: list[list[str]]) -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in (HEADER, *rows):
        sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


if __name__ == "__main__":
    main()
