"""Meetings as each page, calendar and spreadsheet shows them, in one comparable form."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import vobject  # type: ignore[import-untyped]  # the package has no types
from openpyxl import load_workbook  # type: ignore[import-untyped]  # openpyxl ships no types
from playwright.sync_api import Page

from tests.e2e import axe
from tests.e2e.organizer_steps import rows_of

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Meeting:
    """`starts`: local time, like `Tue 11 May, 09:25`."""

    starts: str
    table: str
    people: frozenset[str]


@dataclass(frozen=True)
class Appointment:
    """A meeting as one of the two attendees sees it, in local time; `why`: the reasons in words."""

    day: str
    starts: str
    ends: str
    partner: str
    table: str
    why: tuple[str, ...]


def in_words(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b, %H:%M}"


def by_person(page: Page) -> dict[str, set[Meeting]]:
    """The plan's page “By attendee”: everyone's meetings."""
    found: dict[str, set[Meeting]] = {}
    axe.open_details(page)
    for section in page.locator("main section").all():
        name = section.get_by_role("heading").get_by_role("link").inner_text()
        found[name] = set()
        for when_and_where, partner in rows_of(section) if section.get_by_role("table").count() else []:
            starts, table = re.findall(r"^(\w+ \d+ \w+, \d\d:\d\d) (.+)$", when_and_where)[0]
            name_of_partner = re.split(r",| Why", partner)[0]
            found[name].add(Meeting(starts, table, frozenset({name, name_of_partner})))
    return found


def by_slot(page: Page) -> set[Meeting]:
    """The plan's page “By slot”, one day of it: a row for each table, a column for each slot."""
    day = page.get_by_role("heading", name=re.compile(r"day, \d+ \w+ \d{4}$"))
    weekday, date, month, _ = day.inner_text().split()  # Tuesday, 11 May 2027
    grid = page.get_by_role("table")
    slots = [text.split("–")[0] for text in grid.locator("thead th").all_inner_texts()[1:]]
    return {
        Meeting(f"{weekday[:3]} {date} {month[:3]}, {starts}", row.locator("th").inner_text(), _pair(cell))
        for row in grid.locator("tbody tr").all()
        for starts, cells in zip(slots, row.locator("td").all(), strict=True)
        for cell in (box.locator("span:not(.hidden-label)").all_inner_texts() for box in cells.locator(".cell").all())
    }


def by_table(page: Page) -> set[Meeting]:
    """The plan's page “By table”."""
    axe.open_details(page)
    return {
        Meeting(starts, _first_line(section.get_by_role("heading").inner_text()), _pair(_without_companies(who)))
        for section in page.locator("main section").all()
        for starts, who in rows_of(section)
    }


def in_calendar(content: str, owner: str) -> set[Meeting]:
    """The meetings in `owner`'s iCalendar file, read with a third-party parser."""
    return {Meeting(in_words(_local(e.dtstart)), _table(e), frozenset({owner, _partner(e)})) for e in _entries(content)}


def appointments_in_calendar(content: str) -> list[Appointment]:
    return [_appointment(entry) for entry in sorted(_entries(content), key=lambda entry: entry.dtstart.value)]


def appointments_on_page(page: Page) -> list[Appointment]:
    """An attendee's page “My schedule”."""
    found = []
    for section in page.locator("section:has(> .meetings)").all():
        day = section.get_by_role("heading", level=2).inner_text()
        for card in section.locator(".meeting").all():
            starts, ends = re.findall(r"\d\d:\d\d", card.locator(".when").inner_text())
            partner = card.get_by_role("heading", level=3).inner_text()
            why = tuple(card.locator(".why li").all_text_contents())
            found.append(Appointment(day, starts, ends, partner, card.locator(".where").inner_text(), why))
    return found


def in_workbook(content: bytes) -> list[Meeting]:
    """The rows of the sheet “Meetings”."""
    rows = load_workbook(io.BytesIO(content), read_only=True)["Meetings"].iter_rows(min_row=2, values_only=True)
    return [Meeting(in_words(row[0]), row[2], frozenset({row[3], row[5]})) for row in rows]


def calendars_in(archive: bytes) -> dict[str, str]:
    """name of the attendee -> their file; the files are called `Ada Byron <id>.ics`."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {name.rpartition(" ")[0]: files.read(name).decode() for name in files.namelist()}


def all_meetings(people: dict[str, set[Meeting]]) -> set[Meeting]:
    return set().union(*people.values())


def _entries(content: str) -> Iterator[vobject.base.Component]:
    yield from vobject.readOne(content).contents.get("vevent", [])


def _appointment(entry: vobject.base.Component) -> Appointment:
    starts, ends = _local(entry.dtstart), _local(entry.dtend)
    why = tuple(line.removeprefix("- ") for line in entry.description.value.splitlines() if line.startswith("- "))
    day = f"{starts:%A}, {starts.day} {starts:%B %Y}"
    return Appointment(day, f"{starts:%H:%M}", f"{ends:%H:%M}", _partner(entry), _table(entry), why)


def _local(moment: vobject.base.ContentLine) -> datetime:
    found: datetime = moment.value.astimezone(BERLIN)
    return found


def _partner(entry: vobject.base.Component) -> str:
    return str(entry.summary.value).removeprefix("Meeting with ")


def _table(entry: vobject.base.Component) -> str:
    return str(entry.location.value).removesuffix(", Old Harbour")


def _pair(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


def _first_line(heading: str) -> str:
    return re.sub(r"\s+\d+ meetings?$", "", heading)


def _without_companies(who: str) -> list[str]:
    """`Ada Byron (Engines Ltd) and Jonas Falk (Falk Looms)` without the companies."""
    return re.sub(r" \([^()]*\)", "", who).split(" and ")
