"""Words for lists and counts: the one home of "a, b and c" and "1 gap, 2 gaps" for the whole program."""

from collections.abc import Sequence


def listed(names: Sequence[str], *, most: int | None = None) -> str:
    """`a, b and c`, or `none`. A list of more than `most` names is cut: `a, b and 3 more` has `most` parts."""
    shown = list(names)
    if most is not None and len(shown) > most:
        shown = [*shown[: most - 1], f"{len(names) - most + 1} more"]
    if len(shown) < 2:
        return shown[0] if shown else "none"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def joined(clauses: Sequence[str]) -> str:
    """Clauses as one sentence: two joined by `, and `, more by semicolons."""
    return ", and ".join(clauses) if len(clauses) <= 2 else "; ".join(clauses)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 gap`, `1,200 gaps`, `2 people`: `many` is the plural where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
