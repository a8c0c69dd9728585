"""The errors that the domain raises deliberately. Each carries a message as data; its sentence is made when shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matchmaker.messages import Message
from matchmaker.messages.texts.common import FAULT, FAULTS
from matchmaker.messages.texts.fields import place_of


class MatchmakerError(Exception):
    """Base class of all errors that a user can act on. `str()` gives the sentence in English, for logs."""

    def __init__(self, message: Message) -> None:
        if not isinstance(message, Message):
            raise TypeError(f"an error takes a message, not {message!r}")
        self.message = message
        super().__init__(message)

    @property
    def messages(self) -> tuple[Message, ...]:
        """What to show, a message per line."""
        return (self.message,)


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
    """One problem of an input. `location`: the field's path (`blocks[2].starts`), or a message that names the place."""

    location: str | Message
    message: Message

    def as_message(self) -> Message:
        """Place and problem in one."""
        if not self.location:
            return self.message
        place = place_of(self.location) if isinstance(self.location, str) else self.location
        return FAULT(location=place, message=self.message)


class InvalidInputError(MatchmakerError):
    """An input was rejected and nothing was written; `faults` lists every problem."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(FAULTS(faults=self.messages))

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(fault.as_message() for fault in self.faults)

    @classmethod
    def at(cls, location: str | Message, message: Message) -> InvalidInputError:
        return cls([Fault(location, message)])
