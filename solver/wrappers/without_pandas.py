"""Imports of OR-Tools' wrappers without pandas.

The wrappers import pandas for functions that take whole series, of which the solver uses none. Loading it takes more
than a second and 60 MB, so an empty module stands in for it while a wrapper is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without_pandas() -> Iterator[None]:
    """Within the block, `import pandas` gives a module whose types no object has; no effect if pandas is loaded."""
    if "pandas" in sys.modules:
        yield
        return
    stand_in = ModuleType("pandas")
    stand_in.__dict__.update(Index=type("Index", (), {}), Series=type("Series", (), {}))
    sys.modules["pandas"] = stand_in
    try:
        yield
    finally:
        del sys.modules["pandas"]
