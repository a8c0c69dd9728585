"""Takes the documentation's pictures from a running demo, so that they show the current pages.

usage: python docs/screenshots.py              the pictures of the README, into docs/pictures/
       python docs/screenshots.py --all FOLDER every page, at phone and desktop size, light and dark, into FOLDER
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).with_name("pictures")
MATCHMAKER = Path(sys.executable).with_name("matchmaker")
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
ADDRESS = re.compile(r"http://\S+")
BROWSER_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
EVENT_PAGES = (
    "", "settings", "agenda", "tables", "groups", "people", "people/new", "import", "links", "answers", "weights",
    "solve", "plans", "plans/1", "plans/1/people", "plans/1/slots", "plans/1/tables", "plans/1/board",
    "plans/1/publish", "plans/1/why", "plans/1/compare", "what-if", "history",
)  # fmt: skip
ATTENDEE_PAGES = ("", "/answers", "/directory", "/schedule", "/withdraw")


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """Run a demo in a temporary folder; yields the organizer's sign-in link and the attendee's page."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(MATCHMAKER), "demo", "--port", "0", "--folder", folder]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
        try:
            console, page, _feed = _addresses(process)
            yield console, page
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def _addresses(process: subprocess.Popen[str]) -> list[str]:
    found: list[str] = []
    for line in process.stdout or ():
        print(line, end="", flush=True)
        found += ADDRESS.findall(line)
        if line.startswith("Ready"):
            return found
    raise RuntimeError("the demo ended before it printed its addresses")


def sign_in(page: Page, console: str) -> str:
    """Sign in by the one-time link; returns the address of the sample event's overview."""
    page.goto(console)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Atlantic Harbour Forum").first.click()
    page.wait_for_load_state()
    return page.url.rstrip("/")


def take_readme_pictures(browser: Browser, console: str, attendee: str) -> None:
    """Take a picture of the organizer's plan and one of the schedule on an attendee's phone."""
    PICTURES.mkdir(exist_ok=True)
    desktop = browser.new_page(viewport=DESKTOP)
    event = sign_in(desktop, console)
    desktop.goto(f"{event}/plans/1")
    desktop.screenshot(path=PICTURES / "plan.png")
    phone = browser.new_page(viewport=PHONE, device_scale_factor=2)
    phone.goto(f"{attendee}/schedule")
    phone.screenshot(path=PICTURES / "schedule.png")


def take_all_pages(browser: Browser, console: str, attendee: str, folder: Path) -> None:
    """Take every page at full length, in both sizes and both colour schemes."""
    folder.mkdir(parents=True, exist_ok=True)
    signed_in = browser.new_context()
    event = sign_in(signed_in.new_page(), console)
    state = signed_in.storage_state()
    addresses = {f"event-{path or 'overview'}": f"{event}/{path}" for path in EVENT_PAGES}
    addresses |= {f"attendee{path or '/start'}": attendee + path for path in ATTENDEE_PAGES}
    for size, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport=viewport, color_scheme=scheme, storage_state=state)
            page = context.new_page()
            for name, address in addresses.items():
                page.goto(address)
                page.screenshot(path=folder / f"{name.replace('/', '-')}.{size}.{scheme}.png", full_page=True)
            context.close()


def main() -> None:
    chromium = shutil.which("chromium") or os.environ.get("CHROMIUM")
    with demo() as (console, attendee), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_OPTIONS)
        if sys.argv[1:2] == ["--all"]:
            take_all_pages(browser, console, attendee, Path(sys.argv[2]))
        else:
            take_readme_pictures(browser, console, attendee)
        browser.close()


if __name__ == "__main__":
    main()
