"""The meetings of a schedule, indexed as the checks need them, and a person's runs, gaps and moves."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from solver.problem import Person, Problem
from solver.schedule import Meeting


@dataclass(frozen=True)
class Facts:
    """Well-formed meetings of a problem.

    `order`: index of each slot id; `held[person]`: table by slot index; `when`: slot index by pair.
    """

    problem: Problem
    meetings: tuple[Meeting, ...]
    order: Mapping[str, int]
    people: Mapping[str, Person]
    held: Mapping[str, Mapping[int, str]]
    when: Mapping[int, int]


def facts_of(problem: Problem, meetings: tuple[Meeting, ...]) -> Facts:
    """Index meetings whose pairs, slots and tables exist."""
    order = {s.id: i for i, s in enumerate(problem.slots)}
    held: dict[str, dict[int, str]] = {p.id: {} for p in problem.people}
    for m in meetings:
        held[m.a][order[m.slot]] = m.table
        held[m.b][order[m.slot]] = m.table
    people = {p.id: p for p in problem.people}
    return Facts(problem, meetings, order, people, held, {m.pair: order[m.slot] for m in meetings})


def runs(f: Facts, who: str) -> Iterator[tuple[str, list[int]]]:
    """Each maximal run of adjacent occupied slots of one block, with the block's name."""
    by_block: dict[str, list[int]] = defaultdict(list)
    for at in sorted(f.held[who]):
        by_block[f.problem.slots[at].block].append(at)
    for block, occupied in by_block.items():
        run: list[int] = []
        for at in occupied:
            if run and at != run[-1] + 1:
                yield block, run
                run = []
            run.append(at)
        yield block, run


def gaps(f: Facts, who: str) -> int:
    """The person's number of gaps: runs, less one for each block that has any."""
    count = Counter(block for block, _ in runs(f, who))
    return sum(runs_here - 1 for runs_here in count.values())


def moves(f: Facts, who: str) -> int:
    """The person's changes of table between successive meetings of the same block."""
    last: dict[str, str] = {}
    changed = 0
    for at, table in sorted(f.held[who].items()):
        block = f.problem.slots[at].block
        changed += last.get(block, table) != table
        last[block] = table
    return changed
