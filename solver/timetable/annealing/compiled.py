"""Compiles the inner loops with numba. All compiled functions are plain Python, also checked by mypy."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba

from solver.instance import sentinels

F = TypeVar("F", bound=Callable[..., Any])
# without reference counting: it would touch each array at each call, which takes twenty times as long as the work
OPTIONS: Final[dict[str, Any]] = {"nogil": True, "error_model": "numpy", "_nrt": False}
# without wrappers, which halves the compile time
PART_OPTIONS: Final[dict[str, Any]] = {**OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
typeof: Any = numba.typeof  # is untyped
_njit: Any = numba.njit  # its types lack `_nrt`


def compiled(function: F) -> F:
    """Compile a part of a loop that only compiled functions call; Python cannot call it."""
    return cast(F, _njit(**PART_OPTIONS)(function))


def loop(signature: Any) -> Callable[[F], F]:
    """Compile a whole loop for arguments of these types at import, and cache the machine code on disk.

    The loop runs without the global interpreter lock.
    """

    def decorate(function: F) -> F:
        return cast(F, _njit(signature, cache=CACHED, **OPTIONS)(function))

    return decorate


def _set_cache_folder() -> bool:
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
            setattr(numba.config, "CACHE_DIR", str(folder / name))  # noqa: B010  (missing in its types)
            return True
    return False


CACHED: Final = _set_cache_folder()
