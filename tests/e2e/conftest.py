"""One service and one browser for all walks; every test has contexts of its own, and no complaint may be heard."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect

from tests.e2e import chromium
from tests.e2e.forum import Forum, a_forum, publish, solve
from tests.e2e.furnished import Values, furnish
from tests.e2e.organizing import ORGANIZER, sign_in, sign_in_link
from tests.e2e.service import Service, serving
from tests.e2e.visits import DESKTOP, PHONE, Visits

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=chromium.PATIENCE_MS)
    with chromium.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def service(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def size(request: pytest.FixtureRequest) -> ViewportSize:
    found: ViewportSize = request.param
    return found


@pytest.fixture
def visits(browser: Browser, size: ViewportSize, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visits]:
    visits = Visits(browser, size)
    yield visits
    if request.node.stash.get(FAILED, False):
        for picture in visits.photograph(tmp_path, re.sub(r"\W+", "-", request.node.name)):
            print(f"What the page showed: {picture}")
    assert visits.end() == []


@pytest.fixture(scope="session")
def signed_in(browser: Browser, service: Service) -> StorageState:
    """The cookies of an organizer who signed in by their link."""
    page = browser.new_page()
    sign_in(page, sign_in_link(service))
    state = page.context.storage_state()
    page.context.close()
    return state


@pytest.fixture
def organizer(visits: Visits, signed_in: StorageState) -> Page:
    """An organizer's page, signed in."""
    return visits.page(storage_state=signed_in)


@pytest.fixture
def forum(service: Service, request: pytest.FixtureRequest) -> Forum:
    """An event of this test's own: twelve people on the list, nobody has answered."""
    return a_forum(service, f"Forum of {request.node.name}", ORGANIZER)


@pytest.fixture(scope="session")
def published(service: Service) -> Forum:
    """An event whose plan is published; for tests that only look."""
    forum = a_forum(service, "Published forum", ORGANIZER)
    solve(service, forum)
    publish(service, forum)
    return forum


@pytest.fixture(scope="session")
def furnished(service: Service) -> dict[str, Values]:
    """Events in every state; for tests that only look."""
    return furnish(service)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium.installed() is None and not chromium.required():
        terminalreporter.section("browser tests: NOT RUN", sep="!", red=True)
        terminalreporter.line(chromium.MISSING)
