"""Handling of Ctrl-C and SIGTERM."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol, TypeVar

import click

from web.cli.language import _

T = TypeVar("T")
POLL_SECONDS: Final = 0.1  # longest delay of a signal handler


class Flag(Protocol):
    """A threading.Event or a solver.StopFlag."""

    def set(self) -> None: ...

    def is_set(self) -> bool: ...


@contextmanager
def handling_termination(handle: Callable[[], None]) -> Iterator[None]:
    """Call `handle` on Ctrl-C and SIGTERM during the block. Does nothing outside the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may install signal handlers
        return
    previous = {number: signal.signal(number, lambda *_: handle()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


@contextmanager
def stopping_on_termination(flag: Flag) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM sets the flag of a solve; the second raises KeyboardInterrupt."""

    def handle() -> None:
        if flag.is_set():
            raise KeyboardInterrupt
        flag.set()
        click.echo(_("Stopping; the best plan so far is kept. Press Ctrl-C again to discard it."), err=True)

    with handling_termination(handle):
        yield


def call_interruptibly(function: Callable[[], T]) -> T:
    """Run the function in a thread, so that signal handlers, which run in the main thread, are not delayed by it."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as error:  # noqa: BLE001  (raised again in the main thread)
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(POLL_SECONDS)
    if errors:
        raise errors[0]
    return results[0]
