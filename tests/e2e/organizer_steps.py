"""The actions of an organizer on the pages, one function per step."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.service import Service

ORGANIZER = ("olga@example.org", "Olga Organizer")


def sign_in_link(service: Service) -> str:
    """A new sign-in link from the command line."""
    email, name = ORGANIZER
    return service.command("organizer", "add", email, "--name", name)


def sign_in(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def go_to(page: Page, words: str) -> None:
    """Use the event's menu, which is folded on a phone."""
    folded = page.get_by_text("Event menu")
    if folded.is_visible():
        folded.click()
    menu = page.get_by_role("navigation", name="event")
    menu.get_by_role("link", name=words, exact=True).click()
    expect(page.locator("nav.side [aria-current=page]").first).to_have_text(words)


def open_view(page: Page, words: str) -> None:
    """Open one of the views of a plan."""
    tab = page.get_by_role("navigation", name="Views of the plan").get_by_role("link", name=words)
    tab.click()
    expect(tab).to_have_attribute("aria-current", "page")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def expect_message(page: Page, words: str) -> None:
    """Wait for this message at the top of the page."""
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def fill(place: Page | Locator, fields: dict[str, str]) -> None:
    """`fields`: label -> text; without the “(optional)” after a label."""
    for label, text in fields.items():
        place.get_by_label(re.compile(rf"^{re.escape(label)}(\s*\(optional\))?$")).fill(text)


def new_row(page: Page, legend: str) -> Locator:
    """The first empty row of a form of rows; where there are rows already, the empty ones are folded."""
    folded = page.locator("details:not([open]) > summary").filter(has_text=re.compile("^Add (blocks|groups)$"))
    if folded.count():
        folded.click()
    return page.get_by_role("group", name=legend, exact=True).first


def upload(page: Page, filename: str, kind: str, content: bytes) -> None:
    go_to(page, "Import")
    page.get_by_label("File").set_input_files(FilePayload(name=filename, mimeType=kind, buffer=content))
    press(page, "Upload")
    expect(page.get_by_role("heading", name=filename, level=1)).to_be_visible()


def figures(page: Page) -> dict[str, str]:
    """The figures of a page by name."""
    names = page.locator(".figures dt").all_text_contents()
    return dict(zip(names, page.locator(".figures dd").all_text_contents(), strict=True))


def rows_of(table: Locator) -> list[list[str]]:
    """The cells of a table's body, row by row, each text on one line."""
    script = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()))"
    cells: list[list[str]] = table.locator("tbody tr").evaluate_all(script)
    return cells
