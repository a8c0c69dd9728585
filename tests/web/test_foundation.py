"""All pages and requests: headers, cookies, forged requests, errors, policies, and no OR-Tools."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from flask import Flask

from matchmaker.errors import ConfigurationError
from matchmaker.settings import Settings
from tests.web.conftest import Browser
from web import create_app
from web.foundation import policy
from web.foundation.policy import local_path


def test_healthz_answers(client: Browser) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_every_page_forbids_inline_scripts_framing_and_caching(client: Browser) -> None:
    headers = client.get("/sign-in").headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_https_uses_host_cookies_and_strict_transport_security(settings: Settings) -> None:
    app = create_app(replace(settings, public_url="https://meet.example.org"))
    answer = app.test_client().get("/sign-in", base_url="https://meet.example.org")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-matchmaker=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_form_without_its_token_is_refused_with_a_reason(client: Browser) -> None:
    answer = client.post("/sign-in", data={"email": "olga@example.org", "password": "x"})
    assert answer.status_code == 400
    assert "This form has expired" in answer.text


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-origin", 422), (None, 422)])
def test_a_form_sent_from_another_site_is_refused(client: Browser, site: str | None, status: int) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}
    assert client.send("/sign-in", {"email": "a@b.example", "password": "x"}, headers=headers).status_code == status


def test_an_unknown_address_answers_404_with_a_page(client: Browser) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Page not found" in answer.text


@pytest.mark.parametrize("path", ["/%00", "/events/%00/x", "/sign-in/a%E2%80%AEb"])
def test_control_characters_in_an_address_are_refused(client: Browser, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_route_without_a_policy_prevents_the_start(app: Flask) -> None:
    fresh = Flask("fresh")
    fresh.add_url_rule("/open", "open", lambda: "hello")
    with pytest.raises(ConfigurationError, match="open"):
        policy.check_every_route(fresh)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/events/abc?x=1", "/events/abc?x=1"),
        ("//evil.example", None),
        ("https://evil.example", None),
        ("/\\evil.example", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_path_on_this_site_is_followed_after_sign_in(target: str | None, path: str | None) -> None:
    assert local_path(target) == path


def test_the_web_process_never_loads_the_solver_libraries(settings: Settings) -> None:
    program = (
        "import sys; from matchmaker.settings import load_settings; from web import create_app;"
        "create_app(load_settings()).test_client().get('/sign-in');"
        "print(sorted({'ortools', 'numba', 'pandas', 'scipy'} & set(sys.modules)))"
    )
    environment = {"MATCHMAKER_DATA": str(settings.data_folder), "PATH": "/usr/bin"}
    answer = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert (answer.stdout.strip(), answer.returncode) == ("[]", 0), answer.stderr
