"""A service under a path of its host, behind proxies that strip the path and that pass it on."""

from __future__ import annotations

import re
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar

import pytest
from playwright.sync_api import Browser as Chromium
from werkzeug.serving import make_server

from matchmaker.errors import ConfigurationError
from matchmaker.settings import Settings, load_settings
from tests.web.conftest import PASSWORD
from tests.web.organizer.conftest import FullEvent
from tests.web.proxies import PATH, proxy_under_path
from web import create_app


@dataclass
class Site:
    """The service as it is seen through the proxy, with the cookies of one browser."""

    address: str
    settings: Settings

    def __post_init__(self) -> None:
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[str, str]:
        """The final address and the text of a page; `path` as in links: with the site's path."""
        with self._opener.open(self.origin + path, timeout=20) as answer:
            return answer.url, answer.read().decode("utf-8", "replace")

    def post(self, path: str, **fields: str) -> tuple[str, str]:
        token = re.findall(r'name="csrf-token" content="([^"]+)"', self.get(f"{PATH}/sign-in")[1])[0]
        data = urllib.parse.urlencode({"csrf_token": token, **fields}).encode()
        with self._opener.open(self.origin + path, data, timeout=20) as answer:
            return answer.url, answer.read().decode()

    @property
    def origin(self) -> str:
        return self.address.removesuffix(PATH)


@pytest.fixture(params=[True, False], ids=["stripping", "passing on"])
def site(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Site]:
    with proxy_under_path(strips=request.param) as (address, behind):
        ours = replace(settings, public_url=address)
        app = create_app(ours)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        behind.append(f"http://127.0.0.1:{server.port}")
        yield Site(address, ours)
        server.shutdown()
        thread.join()
        app.extensions["matchmaker"].database.dispose()


def addresses_in(page: str) -> set[str]:
    """All addresses of a page that stay on the site and are not only posted to."""
    found = re.findall(r'(?:href|src|data-state|data-places)="([^"#]+)', page)
    return {
        address.partition("?")[0]
        for address in found
        if not address.startswith(("http", "webcal", "mailto:", "data:", "?"))
    }


def actions_in(page: str) -> set[str]:
    """Where the forms of a page are sent."""
    return set(re.findall(r'<form[^>]* action="([^"]+)"', page))


def test_signing_in_saving_and_every_page_work_under_the_path(site: Site, full_event: FullEvent) -> None:
    landed, _ = site.get(f"{PATH}{full_event.path('settings')}")
    assert urllib.parse.urlsplit(landed).path == f"{PATH}/sign-in"
    landed, page = site.post(
        urllib.parse.urlsplit(landed).path + "?" + urllib.parse.urlsplit(landed).query,
        email="olga@example.org",
        password=PASSWORD,
    )
    assert urllib.parse.urlsplit(landed).path == f"{PATH}{full_event.path('settings')}"
    assert {cookie.path for cookie in site.cookies} == {PATH}
    seen: set[str] = set()
    waiting = addresses_in(page) | {f"{PATH}/events", f"{PATH}/a/{full_event.personal}"}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        assert path.startswith(f"{PATH}/"), path
        if not re.search(r"sign-out|/(discard|undo|stop|remove|withdraw)$|\.(css|js|svg|woff2)$", path):
            text = site.get(path)[1]
            waiting |= addresses_in(text) - seen
            assert [action for action in actions_in(text) if not action.startswith(f"{PATH}/")] == [], path
    assert len(seen) > 40


def test_static_files_feeds_and_links_carry_the_path(site: Site, full_event: FullEvent) -> None:
    _, page = site.get(f"{PATH}/sign-in")
    files = [path for path in addresses_in(page) if re.search(r"\.(css|js|svg)$", path)]
    assert len(files) > 3
    for path in files:
        assert site.get(path)[1]
    assert site.get(f"{PATH}/f/{full_event.feed}.ics")[1].startswith("BEGIN:VCALENDAR")
    _, schedule = site.get(f"{PATH}/a/{full_event.personal}/schedule")
    assert re.findall(r'href="webcal://([^"]*)/f/', schedule) == [site.address.removeprefix("http://")]
    assert site.get(f"{PATH}/healthz")[1]


def test_a_browser_finds_its_way_through_a_stripping_proxy(
    site: Site, full_event: FullEvent, chromium: Chromium
) -> None:
    page = chromium.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{site.address}/sign-in")
    page.get_by_label("E-mail address").fill("olga@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site.address}/events")
    page.get_by_role("link", name="Spring Forum").first.click()
    page.wait_for_url(f"{site.address}{full_event.path()}")
    assert failed == []
    page.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://example.org/events", "The path /events of PUBLIC_URL begins like a page of this program."),
        ("https://example.org/a/b", "The path /a/b of PUBLIC_URL begins like a page of this program."),
    ],
)
def test_a_path_like_a_page_of_ours_is_refused(settings: Settings, url: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence):
        create_app(replace(settings, public_url=url))


@pytest.mark.parametrize("url", ["https://example.org/me et", "https://example.org/?q=1", "https://example.org/ü"])
def test_an_odd_path_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="The path of PUBLIC_URL may have only letters"):
        load_settings({"PUBLIC_URL": url, "SECRET_KEY": "a-key-of-these-tests-long-enough-for-it"})


def test_cookies_of_a_secure_site_under_a_path_have_the_prefix_that_allows_one(settings: Settings) -> None:
    app = create_app(replace(settings, public_url="https://example.org/meet"))
    cookie = app.test_client().get("/meet/sign-in", base_url="https://example.org").headers["Set-Cookie"]
    assert cookie.startswith("__Secure-matchmaker=")
    assert {"Secure", "HttpOnly", "Path=/meet", "SameSite=Lax"} <= set(cookie.split("; "))
