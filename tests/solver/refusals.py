"""What a refusal of the solver says, in English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from matchmaker.messages.texts.problem import refusal
from solver import ProblemError


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    """The block raises a ProblemError whose sentence, with its place, contains this one."""
    with pytest.raises(ProblemError) as error:
        yield
    assert sentence in str(refusal(error.value))
