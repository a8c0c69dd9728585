"""A small reverse proxy under a path, as nginx and Caddy are set up: passing the path on, or stripping it."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATH = "/meet"
_OF_ONE_CONNECTION = {"connection", "transfer-encoding", "content-length", "date", "server"}


@contextmanager
def proxy_under_path(*, strips: bool) -> Iterator[tuple[str, list[str]]]:
    """The proxy's address with the path, and the address behind it, which is appended to the list."""
    behind: list[str] = []
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), _handler(behind, strips))
    thread = threading.Thread(target=proxy.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{proxy.server_port}{PATH}", behind
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()


def _handler(behind: list[str], strips: bool) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != PATH and not self.path.startswith(f"{PATH}/"):
                self.send_error(404, "nothing of ours")
                return
            connection = http.client.HTTPConnection(behind[0].removeprefix("http://"), timeout=20)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = self.path.removeprefix(PATH) or "/" if strips else self.path
            connection.request(self.command, path, body, {k: v for k, v in self.headers.items() if k != "Connection"})
            answer = connection.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _OF_ONE_CONNECTION:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - named by http.server

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - named by http.server
            """Nothing: the tests need no log."""

    return Handler
