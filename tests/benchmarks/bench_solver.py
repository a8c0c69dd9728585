"""The solver on the shared benchmarks and real lists, against its targets, and beside two peers on the same problems.

Every solve is a process of its own. Each case may take its target's seconds, or those of --time-limit; the peers may
take the same. Without `../shared` only the sample event is measured.
`--set gaps.steps_per_meeting=2000` changes one search parameter of the solver; it can be repeated.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks import replanning, results_table
from tests.benchmarks.cases import EVENT, LARGE, MADE, SHARED, TENTH, Case, b2b, made, own, real
from tests.benchmarks.methods import OURS, PEERS, Effort, Result, solve_by
from tests.benchmarks.parameter_values import with_values
from tests.benchmarks.results_table import Line
from tests.benchmarks.targets import in_words, misses, share

GONE, MOST_CHANGES, WITHIN, RESOLVE_SECONDS = 50, 50, 0.005, 5.0
COST_GROWTH = 2.0  # of the seconds for each pair, from the tenth to the large case


@dataclass(frozen=True)
class Bench:
    """The options, and the folder for the files of the case that is being measured."""

    only: str
    time_limit: float | None
    peers: bool
    variants: bool
    seeds: int
    memory: float
    parameters: tuple[str, ...]
    folder: Path

    @property
    def problem(self) -> Path:
        return self.folder / "problem.json"

    @property
    def schedule(self) -> Path:
        return self.folder / "schedule.json"

    def effort(self, case: Case) -> Effort:
        return Effort(self.time_limit or case.target.seconds, case.seed, self.memory, parameters=self.parameters)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="TEXT", help="cases whose name holds this text")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="for every case, whatever its target says")
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--variants", action="store_true", help="the variants of the published instances, too")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="make every problem from N seeds")
    parser.add_argument("--peer-memory", dest="memory", type=float, default=8.0, metavar="GIGABYTES")
    parser.add_argument("--set", dest="parameters", action="append", default=[], metavar="STAGE.NAME=VALUE")
    options = parser.parse_args()
    options.parameters = tuple(options.parameters)
    try:
        with_values(options.parameters)
    except ValueError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(**vars(options), folder=Path(folder))
        peers = f"A peer may use {bench.memory:g} GB." if bench.peers else "Without peers."
        results_table.header(peers)
        if not SHARED.is_dir():
            print(f"There is no folder {SHARED}: only what the project can make by itself is measured.")
        results_table.summary(list(lines(bench)))


def lines(bench: Bench) -> Iterator[Line]:
    """Measure every case that is asked for."""
    for case, measure in cases(bench):
        if bench.only in case.name:
            yield measure(bench, case)


def cases(bench: Bench) -> Iterator[tuple[Case, Callable[[Bench, Case], Line]]]:
    """Every case with the way it is measured."""
    for case in own():
        yield case, plain
    if not SHARED.is_dir():
        return
    for seed in range(bench.seeds):
        for line in MADE:
            yield made(line, seed), plain
        event = made(EVENT, seed)
        yield replace(event, name=f"{event.name}, {GONE} people gone, {MOST_CHANGES} changes"), after_absences
        yield made(LARGE, seed), for_each_pair
    for case in (*real(), *b2b("original"), *(b2b("variants") if bench.variants else ())):
        yield case, plain


def plain(bench: Bench, case: Case) -> Line:
    """Ours, what the late tiers were worth before they were worked on, then the peers."""
    case.write(bench.problem)
    results_table.title(case.name, pairs(bench.problem), in_words(case.target))
    found = {tier: before_tier(bench, case, tier) for tier in case.target.fewer}
    before = {tier: value for tier, value in found.items() if value is not None}
    ours = solve_by(OURS, bench.problem, bench.schedule, bench.effort(case))
    results_table.row(ours, before)
    peers(bench, case, ours, before)
    return Line(case, misses(case.target, ours, before), ours.seconds)


def before_tier(bench: Bench, case: Case, tier: str) -> int | None:
    """The tier's value in a schedule that was made for the tiers before it only; None where there is no such one."""
    body = json.loads(bench.problem.read_text(encoding="utf-8"))
    names = [entry["tier"] for entry in body["objective"]]
    body["objective"] = body["objective"][: names.index(tier)]
    shorter = bench.folder / "before.json"
    shorter.write_text(json.dumps(body), encoding="utf-8")
    result = solve_by(OURS, shorter, bench.schedule, bench.effort(case))
    value = (result.values or {}).get(tier)
    results_table.row(replace(result, method=f"before {tier}"), {}, f"; {tier} {value}")
    return value


def peers(bench: Bench, case: Case, ours: Result, before: Mapping[str, int]) -> None:
    """The same problem by the other methods."""
    for method in PEERS if bench.peers else ():
        peer = solve_by(method, bench.problem, bench.schedule, bench.effort(case))
        results_table.row(peer, before)
        results_table.ratios(ours, peer)


def for_each_pair(bench: Bench, case: Case) -> Line:
    """The large case, and what a candidate pair costs in it against an event of a tenth."""
    large = plain(bench, case)
    many = pairs(bench.problem)
    small = plain(bench, made(TENTH, case.seed))
    few = pairs(bench.problem)
    growth = (large.seconds / many) / (small.seconds / few)
    costs = f"{1e6 * large.seconds / many:.1f} to {1e6 * small.seconds / few:.1f} microseconds"
    print(f"  one of {many:,} pairs costs {growth:.2f} times one of {few:,}: {costs}", flush=True)
    note = f"{growth:.2f} times the cost for each pair"
    missed = [*large.missed, note] if growth > COST_GROWTH else large.missed
    return replace(large, missed=missed, note="" if growth > COST_GROWTH else f"; {note}")


def after_absences(bench: Bench, case: Case) -> Line:
    """Some people go: planned again from the schedule with few changes, and without looking back."""
    old, original = bench.folder / "old.json", bench.folder / "original.json"
    case.write(original)
    if not solve_by(OURS, original, old, bench.effort(case)).meetings:
        return Line(case, ["there is no schedule to start from"], 0.0)
    gone = replanning.without(original, bench.problem, GONE, case.seed)
    target = f"score within {share(WITHIN)} of planning anew, {RESOLVE_SECONDS:g} s"
    results_table.title(case.name, pairs(bench.problem), target)
    anew = solve_by(OURS, bench.problem, bench.schedule, bench.effort(case))
    note = f"; {replanning.changes(old, bench.schedule, gone)}" if anew.meetings else ""
    results_table.row(replace(anew, method="planned anew"), {}, note)
    quick = replace(bench.effort(case), time_limit=RESOLVE_SECONDS)
    more = ("--from", str(old), "--max-changes", str(MOST_CHANGES))
    ours = solve_by(OURS, bench.problem, bench.schedule, quick, *more)
    changed = replanning.changes(old, bench.schedule, gone) if ours.meetings else None
    results_table.row(ours, {}, f"; {changed}" if changed else "")
    peers(bench, case, ours, {})
    if changed is None:
        return Line(case, [ours.status], ours.seconds, target=target)
    return Line(case, list(shortfalls(ours, anew, changed)), ours.seconds, f"; {changed.count} changes", target)


def shortfalls(ours: Result, anew: Result, changed: replanning.Changes) -> Iterator[str]:
    """Where planning again falls short of what is asked."""
    if ours.breaches:
        yield f"breaks {len(ours.breaches)} rules"
    if changed.count > MOST_CHANGES:
        yield f"{changed.count} changes"
    score, best = (ours.values or {})["score"], (anew.values or {}).get("score")
    if best is None:
        yield "nothing to compare with"
    elif score < (1 - WITHIN) * best:
        yield f"score {share(1 - score / best)} below planning anew"
    if ours.seconds > RESOLVE_SECONDS:
        yield f"{ours.seconds:.2f} s"


def pairs(problem: Path) -> int:
    """How many candidate pairs the problem lists."""
    return len(json.loads(problem.read_text(encoding="utf-8"))["pairs"])


if __name__ == "__main__":
    main()
