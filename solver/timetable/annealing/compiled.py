"""Compiling the inner loops with numba. Everything compiled in this package is plain Python that mypy reads too."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba

from solver.instance import sentinels

F = TypeVar("F", bound=Callable[..., Any])
# no counting of references: with it every call would count each array, twenty times the work itself
OPTIONS: Final[dict[str, Any]] = {"nogil": True, "error_model": "numpy", "_nrt": False}
PART: Final[dict[str, Any]] = {**OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}  # half the time
typeof: Any = numba.typeof  # has no types itself
_njit: Any = numba.njit  # its types do not know of `_nrt`


def compiled(function: F) -> F:
    """Compile a part of a loop, to be called by compiled functions only; without a door for Python's calls."""
    return cast(F, _njit(**PART)(function))


def loop(signature: Any) -> Callable[[F], F]:
    """Compile a whole loop for arguments of these types, at import, and keep the machine code on disk.

    The lock of the interpreter is released while it runs.
    """

    def decorate(function: F) -> F:
        return cast(F, _njit(signature, cache=KEPT, **OPTIONS)(function))

    return decorate


def _keep() -> bool:
    """Name the folder for machine code after the sources: numba looks for changes in the loop's own file only."""
    digest = hashlib.sha256()
    for path in (*sorted(Path(__file__).parent.glob("*.py")), Path(sentinels.__file__)):
        digest.update(path.read_bytes())
    name = f"solver-{digest.hexdigest()[:16]}"
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    for folder in (Path(__file__).parent / "__pycache__", Path(home) / "matchmaker"):
        try:
            (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder / name, os.W_OK):
            setattr(numba.config, "CACHE_DIR", str(folder / name))  # noqa: B010  (its types do not know it)
            return True
    return False


KEPT: Final = _keep()
