"""Faults as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.errors import Fault


@dataclass(frozen=True, eq=False)
class Told:
    """Equals a fault at this place with this English sentence."""

    location: str
    sentence: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and (str(other.location), str(other.message)) == (self.location, self.sentence)

    __hash__ = None  # type: ignore[assignment]  # like other things that are compared to faults only
