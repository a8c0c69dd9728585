"""What was cleaned: counted by kind and column, with the first rows and an example."""

from __future__ import annotations

from dataclasses import dataclass, field

from matchmaker.messages import Message, Sentence

_NAMED_ROWS = 5
_LONGEST_EXAMPLE = 100


@dataclass
class _Kind:
    count: int = 0
    rows: list[int] = field(default_factory=list)
    example: str = ""


class CleaningLog:
    """Collects what is done to cells."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[Sentence, str], _Kind] = {}

    def add(self, sentence: Sentence, column: str, row: int, example: str = "") -> None:
        """Count one cell of a kind."""
        kind = self._kinds.setdefault((sentence, column), _Kind())
        kind.count += 1
        kind.example = kind.example or example[:_LONGEST_EXAMPLE]
        if len(kind.rows) < _NAMED_ROWS and row not in kind.rows:
            kind.rows.append(row)

    def messages(self) -> list[Message]:
        """One message for each kind and column."""
        messages = []
        for (sentence, column), kind in self._kinds.items():
            params = {
                "column": column,
                "count": kind.count,
                "rows": tuple(map(str, kind.rows)),
                "example": kind.example,
            }
            messages.append(sentence(**{name: params[name] for name in sentence.placeholders}))
        return messages
