"""The errors that the domain raises deliberately. Their messages are sentences for users."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class MatchmakerError(Exception):
    """Base class of all errors that a user can act on."""


class NotFoundError(MatchmakerError):
    """The object does not exist or is not visible to this person; both cases look the same from outside."""


class NotAllowedError(MatchmakerError):
    """The acting person may see the object but not do this to it."""


class EditConflictError(MatchmakerError):
    """Someone else changed the row since the form was opened."""


class StateError(MatchmakerError):
    """The action does not fit the object's state (for example a finished run or a superseded plan)."""


class TooManyAttemptsError(MatchmakerError):
    """Too many sign-in attempts in a short time; waiting helps."""


class ConfigurationError(MatchmakerError):
    """A setting is missing, malformed or unsafe; the program does not start."""


@dataclass(frozen=True)
class Fault:
    """One problem of an input: its location (a field, or `row 7, column e-mail`) and a sentence."""

    location: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.location}: {self.sentence}" if self.location else self.sentence


class InvalidInputError(MatchmakerError):
    """An input was rejected and nothing was written; `faults` lists every problem."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def at(cls, location: str, sentence: str) -> InvalidInputError:
        return cls([Fault(location, sentence)])
