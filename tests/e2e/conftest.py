"""One service and one browser per test process; each test has its own browser contexts and fails on browser errors."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect

from tests import chromium
from tests.e2e.browser_contexts import DESKTOP, PHONE, Contexts
from tests.e2e.organizer_steps import ORGANIZER, sign_in, sign_in_link
from tests.e2e.page_states import Values, make_page_states
from tests.e2e.sample_event import SampleEvent, make_event, publish, solve
from tests.e2e.service import Service, serving

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
def contexts(
    browser: Browser, size: ViewportSize, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Contexts]:
    contexts = Contexts(browser, size)
    yield contexts
    if request.node.stash.get(FAILED, False):
        for screenshot in contexts.take_screenshots(tmp_path, re.sub(r"\W+", "-", request.node.name)):
            print(f"Screenshot: {screenshot}")
    assert contexts.close() == []


@pytest.fixture(scope="session")
def signed_in(browser: Browser, service: Service) -> StorageState:
    """The cookies of an organizer who signed in with their link."""
    page = browser.new_page()
    sign_in(page, sign_in_link(service))
    state = page.context.storage_state()
    page.context.close()
    return state


@pytest.fixture
def organizer(contexts: Contexts, signed_in: StorageState) -> Page:
    """The page of a signed-in organizer."""
    return contexts.page(storage_state=signed_in)


@pytest.fixture
def sample_event(service: Service, request: pytest.FixtureRequest) -> SampleEvent:
    """An event for this test alone: twelve people on the list, no answers yet."""
    return make_event(service, f"Forum of {request.node.name}", ORGANIZER)


@pytest.fixture(scope="session")
def published(service: Service) -> SampleEvent:
    """An event with a published plan, shared by tests that do not change it."""
    sample_event = make_event(service, "Published forum", ORGANIZER)
    solve(service, sample_event)
    publish(service, sample_event)
    return sample_event


@pytest.fixture(scope="session")
def page_states(service: Service) -> dict[str, Values]:
    """Events in every state, shared by tests that do not change them."""
    return make_page_states(service)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium.installed() is None and not chromium.required():
        terminalreporter.section("browser tests: NOT RUN", sep="!", red=True)
        terminalreporter.line(chromium.MISSING)
