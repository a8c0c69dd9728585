"""A timetable as arrays for the compiled loops, with costs updated at every change."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from solver.arrays import Bools, Ints
from solver.instance.compile import compile_instance
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.parameters import DEFAULT_PARAMETERS, AnnealingParameters
from solver.problem import Problem

MAX_CHAINS: Final = 2  # chains that one step may move; each meeting is logged twice, as removed and as placed
EXTRA_CHANGES: Final = 64  # changes that one step may make besides chains

REWARD, SCORE, GAPS, CHANGES = 0, 1, 2, 3  # reward and score are negated; changes: of meetings or people
COSTS: Final = 4

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]
Records = NDArray[Any]  # a few arrays of records compile five times as fast as many plain arrays

PAIR: Final = np.dtype(
    [
        ("a", "i8"),
        ("b", "i8"),
        ("weight", "i8"),
        ("resources", "i4", (2,)),  # resources of the meeting, or NO_RESOURCE
        ("first_earlier", "i4"),  # index of its first row in `earlier`
        ("first_later", "i4"),
        ("reference", "i4"),  # slot in the reference schedule, or UNSCHEDULED
        ("when", "i8"),  # slot, or UNSCHEDULED
        ("best", "i4"),  # slot in the best timetable found, unless `at_best`
        ("required", "u1"),  # the meeting may move but must not be removed
        ("pinned", "u1"),  # the meeting must not move
        ("ordered", "u1"),  # a precedence rule applies to the pair
    ],
    align=True,
)
PERSON: Final = np.dtype(
    [
        ("first_pair", "i4"),  # index of the person's first entry in `pairs`
        ("max_meetings", "i4"),
        ("max_consecutive", "i4"),
        ("max_gaps", "i4"),
        ("unavoidable_gaps", "i4"),  # fewest gaps possible with the initial number of meetings
        ("count", "i4"),
        ("gaps", "i4"),
        ("changed", "i4"),  # changed meetings of the person
        ("limited", "u1"),  # whether `max_consecutive` or `max_gaps` can bind
    ],
    align=True,
)
SLOT: Final = np.dtype([("block", "i4"), ("adjacent", "u1")], align=True)  # adjacent: to the slot before
CHANGE: Final = np.dtype([("pair", "i8"), ("slot", "i8")], align=True)  # slot: former slot of the pair
MEMORY: Final = np.dtype(
    [
        ("random", "u8"),
        ("logged", "i4"),  # number of changes in the log
        ("at_best", "u1"),  # whether the current timetable is the best one
        ("draws", "i4"),  # random draws in the search for a person or a slot
        ("directed_share", "f8"),  # of the shifts: those that try to close a gap
        ("by_people", "u1"),  # count people with changes, not changed meetings
    ],
    align=True,
)


class State(NamedTuple):
    """Arrays over pairs (m), people (n), slots (T), blocks (B) and resources (R: shared tables, all open tables)."""

    pair: Records  # (m + 1) PAIR
    person: Records  # (n + 1) PERSON
    slot: Records  # (T + 1) SLOT
    allowed: U8  # (m, T)
    pairs: I64  # (2m) pairs by person, by falling weight if given
    earlier: I32  # (x, 2) pairs i, j: i must be before j; sorted by i
    later: I32  # (x, 2) pairs j, i: i must be before j; sorted by j
    reward: I64  # (n, T + 1) reward of each number of meetings
    at: I64  # (n, T) pair of the person's meeting, or NO_PAIR
    in_block: I32  # (n, B) meetings in each block
    left: I32  # (R, T) capacity left
    cost: I64  # (COSTS) of the current timetable
    before: I64  # (COSTS) before the current step
    best_cost: I64  # (COSTS) of the best timetable found
    log: Records  # CHANGE, of the current step
    path: I64  # (max_chain_meetings) pairs of a chain
    memory: Records  # (1) MEMORY

    def slots(self) -> I64:
        """(m) the slot of each pair, or UNSCHEDULED, in the best timetable found."""
        field = "when" if self.memory[0]["at_best"] else "best"
        return np.array(self.pair[field][:-1], dtype=np.int64)

    def meetings(self) -> Iterator[tuple[int, int]]:
        """(pair, slot) of each meeting of the best timetable found."""
        slots = self.slots()
        scheduled = np.flatnonzero(slots != UNSCHEDULED)
        return zip(scheduled.tolist(), slots[scheduled].tolist(), strict=True)


def make_state(
    grid: Grid,
    weight: Ints | None = None,
    reward: Ints | None = None,
    reference: Ints | None = None,
    pinned: Bools | None = None,
    unavoidable_gaps: Ints | None = None,
    by_people: bool = False,
    seed: int = 0,
    parameters: AnnealingParameters = DEFAULT_PARAMETERS.annealing,
) -> State:
    """The state of the grid's timetable. Arguments as in `AnnealingInput`.

    Chains move at most `parameters.max_chain_meetings` meetings.
    """
    instance = grid.instance
    n, slots = instance.people, instance.slots
    earlier, later = _orders(instance)
    state = State(
        pair=_pairs(grid, weight, earlier, later, reference, pinned),
        person=_people(grid, unavoidable_gaps),
        slot=_slots(instance),
        allowed=np.ascontiguousarray(instance.allowed).view(np.uint8),
        pairs=instance.incident[1] if weight is None else _heaviest_first(instance, weight),
        earlier=earlier,
        later=later,
        reward=np.zeros((n, slots + 1), np.int64) if reward is None else reward.astype(np.int64),
        at=np.array(grid.at, dtype=np.int64).reshape(n, slots),
        in_block=np.zeros((n, max(1, instance.blocks)), np.int32),
        left=np.array(grid.capacity_left, dtype=np.int32).reshape(len(grid.capacity_left), slots),
        cost=np.zeros(COSTS, np.int64),
        before=np.zeros(COSTS, np.int64),
        best_cost=np.zeros(COSTS, np.int64),
        log=np.zeros(2 * MAX_CHAINS * parameters.max_chain_meetings + EXTRA_CHANGES, CHANGE),
        path=np.zeros(parameters.max_chain_meetings, np.int64),
        memory=np.zeros(1, MEMORY),
    )
    state.memory[0]["random"] = (seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D) % (1 << 64) or 1
    state.memory[0]["at_best"] = 1
    state.memory[0]["by_people"] = by_people
    state.memory[0]["draws"] = parameters.draws
    state.memory[0]["directed_share"] = parameters.directed_share
    _init_costs(state)
    return state


def _pairs(
    grid: Grid, weight: Ints | None, earlier: I32, later: I32, reference: Ints | None, pinned: Bools | None
) -> Records:
    instance = grid.instance
    m = instance.pairs
    pair = np.zeros(m + 1, PAIR)
    pair["a"][:m], pair["b"][:m] = instance.a, instance.b
    pair["weight"][:m] = 0 if weight is None else weight
    pair["resources"][:m] = instance.resources
    pair["first_earlier"] = np.searchsorted(earlier[:, 0], np.arange(m + 1))
    pair["first_later"] = np.searchsorted(later[:, 0], np.arange(m + 1))
    pair["reference"][:m] = UNSCHEDULED if reference is None else reference
    pair["when"][:m] = grid.when
    pair["required"][:m] = instance.required
    pair["pinned"][:m] = 0 if pinned is None else pinned
    pair["ordered"][sorted(grid.ordered)] = 1
    return pair


def _people(grid: Grid, unavoidable_gaps: Ints | None) -> Records:
    instance = grid.instance
    n = instance.people
    person = np.zeros(n + 1, PERSON)
    person["first_pair"] = instance.incident[0]
    person["max_meetings"][:n], person["max_consecutive"][:n] = instance.max_meetings, instance.max_consecutive
    person["max_gaps"] = instance.slots if grid.max_gaps is None else grid.max_gaps
    person["unavoidable_gaps"][:n] = 0 if unavoidable_gaps is None else unavoidable_gaps
    person["count"][:n] = grid.count
    person["gaps"][:n] = [grid.gaps(busy) for busy in grid.busy]
    person["limited"][:n] = grid.limited
    return person


def _slots(instance: Instance) -> Records:
    slot = np.zeros(instance.slots + 1, SLOT)
    slot["block"][:-1], slot["adjacent"][:-1] = instance.block, instance.adjacent
    return slot


def _init_costs(s: State) -> None:
    """Compute the costs and counts of the timetable."""
    busy = s.at != NO_PAIR
    for block in range(s.in_block.shape[1]):
        s.in_block[:, block] = busy[:, s.slot["block"][:-1] == block].sum(axis=1)
    when, reference, person = s.pair["when"][:-1], s.pair["reference"][:-1], s.person[:-1]
    s.cost[REWARD] = -s.reward[np.arange(len(person)), person["count"]].sum()
    s.cost[SCORE] = -s.pair["weight"][:-1][when != UNSCHEDULED].sum()
    s.cost[GAPS] = person["gaps"].sum()
    moved = np.flatnonzero((reference != UNSCHEDULED) & (reference != when))
    ends = np.concatenate([s.pair["a"][moved], s.pair["b"][moved]])
    person["changed"] = np.bincount(ends, minlength=len(person))
    s.cost[CHANGES] = (person["changed"] > 0).sum() if s.memory[0]["by_people"] else len(moved)
    s.best_cost[:] = s.cost


def _heaviest_first(instance: Instance, weight: Ints) -> I64:
    """(2m) pairs by person, by falling weight."""
    ends = np.concatenate([instance.a, instance.b])
    pairs = np.arange(len(ends)) % max(1, instance.pairs)
    return pairs[np.lexsort((pairs, -weight[pairs], ends))].astype(np.int64, copy=False)


def _orders(instance: Instance) -> tuple[I32, I32]:
    """The arrays `earlier` and `later` of the state."""
    rows = np.array(instance.problem.before, dtype=np.int32).reshape(-1, 2)
    return _sorted(rows), _sorted(rows[:, ::-1])


def _sorted(rows: I32) -> I32:
    return np.ascontiguousarray(rows[np.lexsort((rows[:, 1], rows[:, 0]))])


EMPTY: Final = make_state(Grid(compile_instance(Problem("", (), (), (), ()))))  # its types are those of all states
