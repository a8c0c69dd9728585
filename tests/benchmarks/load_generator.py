"""Sends requests at planned times: `python -m tests.benchmarks.load_generator`.

Standard input: JSON with `host`, `port` and `requests`, each with `at` (seconds after the start), `kind`, `method`,
`path`, `headers` and `body`. Standard output: JSON, a list of [kind, seconds, status]; the status is 0 if no whole
response came. The load is open: a request is sent at its time however many responses are missing, and its seconds count
from that time, so that a slow service cannot slow its own measurement down. Each request has a connection of its own.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

GRACE = 1.0
"""Seconds until the first request, so that all are planned by then."""
TIMEOUT = 60.0
Outcome = tuple[str, float, int]


def main() -> None:
    wanted = json.load(sys.stdin)
    json.dump(asyncio.run(_send_all(wanted["host"], wanted["port"], wanted["requests"])), sys.stdout)


async def _send_all(host: str, port: int, requests: list[dict[str, Any]]) -> list[Outcome]:
    began = asyncio.get_running_loop().time() + GRACE
    return await asyncio.gather(*(_send_at(began + one["at"], host, port, one) for one in requests))


async def _send_at(moment: float, host: str, port: int, one: dict[str, Any]) -> Outcome:
    loop = asyncio.get_running_loop()
    await asyncio.sleep(max(0.0, moment - loop.time()))
    try:
        async with asyncio.timeout(TIMEOUT):
            status = await _status_of(host, port, one)
    except (OSError, TimeoutError, ValueError):
        status = 0
    return one["kind"], loop.time() - moment, status


async def _status_of(host: str, port: int, one: dict[str, Any]) -> int:
    """The status of the response once all of it has come. Raises ValueError if it is no HTTP."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        body = one["body"].encode()
        headers = {"Host": f"{host}:{port}", "Connection": "close", "Content-Length": str(len(body)), **one["headers"]}
        lines = [f"{one['method']} {one['path']} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        response = await reader.read(-1)
        return int(response[9:12])
    finally:
        writer.close()


if __name__ == "__main__":
    main()
