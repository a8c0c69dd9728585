"""Work that goes on after the response, in a thread of this process.

A process that is asked to end waits for it. If the process is killed, the work is lost: only work that leaves nothing
half done, and that can be started again, is done like this.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from matchmaker.errors import MatchmakerError

PATIENCE = 1.0
"""Seconds that a response waits for the work: what is done by then needs no page that shows progress."""
Result = TypeVar("Result")
log = logging.getLogger(__name__)


def in_background(work: Callable[[], Result]) -> Result | None:
    """Start the work. Returns its result, or raises its error, if it ends within a moment; otherwise None."""
    future: Future[Result] = Future()
    threading.Thread(target=_carry_out, args=(work, future)).start()
    done, _ = wait([future], PATIENCE)
    return future.result() if done else None


def _carry_out(work: Callable[[], Result], future: Future[Result]) -> None:
    try:
        future.set_result(work())
    except MatchmakerError as error:
        future.set_exception(error)
    except BaseException as error:
        log.exception("work in the background failed")
        future.set_exception(error)
