"""How the ids in a message are shown: as they are in a problem file, or by the names of an event."""

from __future__ import annotations

from typing import Protocol


class Names(Protocol):
    """Words for ids. An id that is unknown, perhaps of something deleted since, is returned as it is."""

    def person(self, key: str) -> str: ...

    def slot(self, key: str) -> str: ...

    def block(self, key: str) -> str: ...

    def table(self, key: str) -> str: ...


class Ids:
    """The ids themselves, for problem files."""

    def person(self, key: str) -> str:
        return key

    def slot(self, key: str) -> str:
        return key

    def block(self, key: str) -> str:
        return key

    def table(self, key: str) -> str:
        return key
