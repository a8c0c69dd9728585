"""A service under a path of its host: PUBLIC_URL is https://example.org/meet.

The proxy may pass the path on or strip it; both work, as the path is removed from a request that still has it. All
addresses that Flask builds then begin with it (WSGI's SCRIPT_NAME, PEP 3333).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask

from matchmaker.errors import ConfigurationError
from matchmaker.messages.texts.settings import PATH_TAKEN

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Application = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


class UnderPath:
    """Serves an application under `path`, like `/meet`."""

    def __init__(self, application: Application, path: str) -> None:
        self._application = application
        self._path = path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if asked == self._path or asked.startswith(f"{self._path}/"):
            environ["PATH_INFO"] = asked[len(self._path) :] or "/"
        environ["SCRIPT_NAME"] = self._path
        return self._application(environ, start_response)


def serve_under(app: Flask, path: str) -> None:
    """Let every request and address of `app` be under this path, which is empty or like `/meet`.

    Raises ConfigurationError for a path that begins like a page of the program: a stripped one could not be told apart.
    """
    if not path:
        return
    first = path.split("/")[1]
    taken = {str(rule).split("/")[1] for rule in app.url_map.iter_rules()} - {""}
    if first in taken:
        raise ConfigurationError(PATH_TAKEN(path=path, taken=tuple(sorted(taken))))
    app.config["SESSION_COOKIE_PATH"] = path
    app.wsgi_app = UnderPath(app.wsgi_app, path)  # type: ignore[method-assign]  # Flask's own way
