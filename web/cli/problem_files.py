"""Problem and schedule files named on the command line, read; - is standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from solver.problem import ProblemError

T = TypeVar("T")


def read_file(name: str, parse: Callable[[bytes], T]) -> T:
    """What `parse` makes of the file. Raises ProblemError that begins with its name."""
    try:
        return parse(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        raise ProblemError(f"{name}: cannot be read ({error.strerror})") from error
    except ProblemError as error:
        raise ProblemError(f"{name}: {error}") from error
