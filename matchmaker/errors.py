"""Every error that the domain raises on purpose. Their messages are sentences for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class MatchmakerError(Exception):
    """Root of all errors that a person can do something about."""


class NotFoundError(MatchmakerError):
    """The thing does not exist, or is not this person's to see: both answer alike."""


class NotAllowedError(MatchmakerError):
    """The acting person may see the thing but not do this to it."""


class EditConflictError(MatchmakerError):
    """Somebody else changed the row since the form was opened."""


class StateError(MatchmakerError):
    """The action does not fit the state the thing is in (a run that ended, a plan superseded)."""


class TooManyAttemptsError(MatchmakerError):
    """Too many tries at a door in a short time; waiting helps."""


class ConfigurationError(MatchmakerError):
    """A setting is missing, malformed or unsafe; the program refuses to start."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input: where (a field, `row 7, column e-mail`) and a sentence."""

    location: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.location}: {self.sentence}" if self.location else self.sentence


class InvalidInputError(MatchmakerError):
    """An input was refused and nothing was written; `faults` name every place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def at(cls, location: str, sentence: str) -> InvalidInputError:
        return cls([Fault(location, sentence)])
