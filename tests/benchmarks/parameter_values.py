"""Search parameters for an experiment, from strings such as `gaps.steps_per_meeting=2000`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from solver.parameters import DEFAULT_PARAMETERS, SearchParameters


def with_values(texts: Iterable[str]) -> SearchParameters:
    """The default parameters with these values.

    Raises ValueError for an unknown name, with a list of the known ones, and for a value of the wrong type.
    """
    parameters = DEFAULT_PARAMETERS
    for text in texts:
        parameters = _with_value(parameters, *text.partition("=")[::2])
    return parameters


def names() -> list[str]:
    """Every parameter as `stage.name`."""
    return [f"{stage}.{name}" for stage, group in _fields(DEFAULT_PARAMETERS).items() for name in _fields(group)]


def _fields(group: Any) -> dict[str, Any]:
    return {field.name: getattr(group, field.name) for field in fields(group)}


def _with_value(parameters: SearchParameters, name: str, text: str) -> SearchParameters:
    if name not in names():
        raise ValueError(f'There is no search parameter "{name}". The parameters are: {", ".join(names())}.')
    stage, _, field = name.partition(".")
    group = getattr(parameters, stage)
    kind = type(getattr(group, field))
    try:
        value = kind(text)
    except ValueError:
        what = "a whole number" if kind is int else "a number"
        raise ValueError(f'The search parameter "{name}" must be {what}, not "{text}".') from None
    changes: dict[str, Any] = {stage: replace(group, **{field: value})}
    return replace(parameters, **changes)
