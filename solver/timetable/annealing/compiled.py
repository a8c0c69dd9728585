"""Compiles the inner loops with numba when they are first needed: loading numba takes a second.

All functions of the loops are plain Python, also checked by mypy, and a short loop runs as such.
"""

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeVar

import numpy as np

from solver.instance import sentinels

if TYPE_CHECKING:
    from solver.timetable.annealing.state import State

F = TypeVar("F", bound=Callable[..., Any])
P = ParamSpec("P")
R = TypeVar("R")
# without reference counting: it would touch each array at each call, which takes twenty times as long as the work
OPTIONS: Final[dict[str, Any]] = {"nogil": True, "error_model": "numpy", "_nrt": False}
# without wrappers, which halves the compile time
PART_OPTIONS: Final[dict[str, Any]] = {**OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
MOST_STEPS_IN_PYTHON: Final = 20_000
"""A step looks at one slot for one pair, and takes some 15 microseconds; loading numba and a loop takes a second."""
_parts: list[Callable[..., Any]] = []
_compiling = threading.RLock()


def compiled(function: F) -> F:
    """Mark a part of a loop: a function that loops and other parts call."""
    _parts.append(function)
    return function


class Loop(Generic[P, R]):
    """A whole loop: called, it runs as machine code without the global interpreter lock; `plain` is its Python."""

    def __init__(self, function: Callable[P, R], signature: Callable[[Any], Any]) -> None:
        self.plain = function
        self._signature = signature
        self._machine_code: Callable[P, R] | None = None
        self._steps_in_python = 0

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return (self._machine_code or self.compile())(*args, **kwargs)

    def earns_compiling(self, steps: int) -> bool:
        """Whether to run these steps as machine code: it is loaded already, or Python would take longer.

        Both give the same result.
        """
        if self._machine_code is None:
            self._steps_in_python += steps
        return self._machine_code is not None or self._steps_in_python > MOST_STEPS_IN_PYTHON

    def compile(self) -> Callable[P, R]:
        """The machine code, from the cache on disk if it is there."""
        with _compiling:
            if self._machine_code is None:
                self._machine_code = _compile(self.plain, self._signature)
            return self._machine_code


def loop(signature: Callable[[Any], Any]) -> Callable[[Callable[P, R]], Loop[P, R]]:
    """Make a function a loop. `signature`: from numba to the types of its arguments and result."""
    return lambda function: Loop(function, signature)


def for_python(state: "State") -> "State":
    """The same state for plain Python, where only such views have fields as attributes."""
    views: list[Any] = [array.view(np.recarray) if array.dtype.names else array for array in state]
    return type(state)(*views)


def cached() -> bool:
    """Whether machine code is kept on disk."""
    import numba

    with _compiling:
        return _use_cache_folder(numba)


def _compile(function: Callable[P, R], signature: Callable[[Any], Any]) -> Callable[P, R]:
    import numba
    from numba.extending import register_jitable

    while _parts:
        register_jitable(**PART_OPTIONS)(_parts.pop())
    njit: Any = numba.njit  # its types lack `_nrt`
    machine_code: Callable[P, R] = njit(signature(numba), cache=_use_cache_folder(numba), **OPTIONS)(function)
    return machine_code


def _use_cache_folder(numba: Any) -> bool:
    """Use a cache folder named after a hash of the sources: numba checks only the loop's own file for changes.

    Returns False if no cache folder is writable.
    """
    digest = hashlib.sha256()
    for path in (*sorted(Path(__file__).parent.glob("*.py")), Path(sentinels.__file__)):
        digest.update(path.read_bytes())
    name = f"solver-{digest.hexdigest()[:16]}"
    user_cache = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    for folder in (Path(__file__).parent / "__pycache__", Path(user_cache) / "matchmaker"):
        try:
            (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder / name, os.W_OK):
            numba.config.CACHE_DIR = str(folder / name)
            return True
    return False
