"""Measures the solver on published and generated problems and real lists, against targets and two peer methods.

Each solve runs in its own process, within the seconds of its target or of --time-limit; the peers get the same. Without
the benchmark files only the sample event is measured. `--set gaps.steps_per_meeting=2000` changes one search parameter
of the solver; it can be repeated.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks import replanning, results_table
from tests.benchmarks.cases import EVENT, GENERATED, LARGE, SHARED, TENTH, Case, b2b, bundled, generated, real
from tests.benchmarks.methods import OURS, PEERS, Effort, Result, solve_by
from tests.benchmarks.parameter_values import with_values
from tests.benchmarks.results_table import Line
from tests.benchmarks.targets import in_words, misses, share

ABSENT, MAX_CHANGES, SCORE_TOLERANCE, RESOLVE_SECONDS = 50, 50, 0.005, 5.0
COST_GROWTH = 2.0  # highest ratio of the seconds per pair in the large case to those in the case of a tenth


@dataclass(frozen=True)
class Bench:
    """The options, and the folder for the files of the current case."""

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
    parser.add_argument("--only", default="", metavar="TEXT", help="only cases with this text in their name")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="for every case, instead of its target's")
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--variants", action="store_true", help="also the variants of the published instances")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="generate every problem from N seeds")
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
            print(f"There is no folder {SHARED}: only problems that the project generates itself are measured.")
        results_table.summary(list(lines(bench)))


def lines(bench: Bench) -> Iterator[Line]:
    """Measure the selected cases."""
    for case, measure in cases(bench):
        if bench.only in case.name:
            yield measure(bench, case)


def cases(bench: Bench) -> Iterator[tuple[Case, Callable[[Bench, Case], Line]]]:
    """Every case with the function that measures it."""
    for case in bundled():
        yield case, measure_case
    if not SHARED.is_dir():
        return
    for seed in range(bench.seeds):
        for line in GENERATED:
            yield generated(line, seed), measure_case
        event = generated(EVENT, seed)
        yield replace(event, name=f"{event.name}, {ABSENT} people absent, {MAX_CHANGES} changes"), measure_replanning
        yield generated(LARGE, seed), measure_growth
    for case in (*real(), *b2b("original"), *(b2b("variants") if bench.variants else ())):
        yield case, measure_case


def measure_case(bench: Bench, case: Case) -> Line:
    """Measure our solver (with the values of late tiers before they are improved), then the peers."""
    case.write(bench.problem)
    results_table.title(case.name, pairs(bench.problem), in_words(case.target))
    earlier = {tier: before_tier(bench, case, tier) for tier in case.target.fewer}
    before = {tier: value for tier, value in earlier.items() if value is not None}
    ours = solve_by(OURS, bench.problem, bench.schedule, bench.effort(case))
    results_table.row(ours, before)
    peers(bench, case, ours, before)
    return Line(case, misses(case.target, ours, before), ours.seconds)


def before_tier(bench: Bench, case: Case, tier: str) -> int | None:
    """The tier's value in a schedule optimised for the earlier tiers only; None if there is no schedule."""
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
    """Measure the other methods on the same problem."""
    for method in PEERS if bench.peers else ():
        peer = solve_by(method, bench.problem, bench.schedule, bench.effort(case))
        results_table.row(peer, before)
        results_table.ratios(ours, peer)


def measure_growth(bench: Bench, case: Case) -> Line:
    """The large case, and its time per candidate pair relative to an event of a tenth of the size."""
    large = measure_case(bench, case)
    large_pairs = pairs(bench.problem)
    small = measure_case(bench, generated(TENTH, case.seed))
    small_pairs = pairs(bench.problem)
    growth = (large.seconds / large_pairs) / (small.seconds / small_pairs)
    costs = f"{1e6 * large.seconds / large_pairs:.1f} to {1e6 * small.seconds / small_pairs:.1f} microseconds"
    print(
        f"  time per pair with {large_pairs:,} pairs is {growth:.2f} times that with {small_pairs:,}: {costs}",
        flush=True,
    )
    note = f"{growth:.2f} times the time per pair"
    missed = [*large.missed, note] if growth > COST_GROWTH else large.missed
    return replace(large, missed=missed, note="" if growth > COST_GROWTH else f"; {note}")


def measure_replanning(bench: Bench, case: Case) -> Line:
    """Plan again after absences: with few changes to the schedule, and from scratch."""
    old, original = bench.folder / "old.json", bench.folder / "original.json"
    case.write(original)
    if not solve_by(OURS, original, old, bench.effort(case)).meetings:
        return Line(case, ["there is no schedule to start from"], 0.0)
    absent = replanning.without(original, bench.problem, ABSENT, case.seed)
    target = f"score within {share(SCORE_TOLERANCE)} of planning from scratch, {RESOLVE_SECONDS:g} s"
    results_table.title(case.name, pairs(bench.problem), target)
    from_scratch = solve_by(OURS, bench.problem, bench.schedule, bench.effort(case))
    note = f"; {replanning.changes(old, bench.schedule, absent)}" if from_scratch.meetings else ""
    results_table.row(replace(from_scratch, method="from scratch"), {}, note)
    effort = replace(bench.effort(case), time_limit=RESOLVE_SECONDS)
    options = ("--from", str(old), "--max-changes", str(MAX_CHANGES))
    ours = solve_by(OURS, bench.problem, bench.schedule, effort, *options)
    changed = replanning.changes(old, bench.schedule, absent) if ours.meetings else None
    results_table.row(ours, {}, f"; {changed}" if changed else "")
    peers(bench, case, ours, {})
    if changed is None:
        return Line(case, [ours.status], ours.seconds, target=target)
    return Line(case, list(shortfalls(ours, from_scratch, changed)), ours.seconds, f"; {changed.count} changes", target)


def shortfalls(ours: Result, from_scratch: Result, changed: replanning.Changes) -> Iterator[str]:
    """The targets that planning again misses."""
    if ours.breaches:
        yield f"breaks {len(ours.breaches)} rules"
    if changed.count > MAX_CHANGES:
        yield f"{changed.count} changes"
    score, best = (ours.values or {})["score"], (from_scratch.values or {}).get("score")
    if best is None:
        yield "nothing to compare with"
    elif score < (1 - SCORE_TOLERANCE) * best:
        yield f"score {share(1 - score / best)} below planning from scratch"
    if ours.seconds > RESOLVE_SECONDS:
        yield f"{ours.seconds:.2f} s"


def pairs(problem: Path) -> int:
    """Number of candidate pairs of the problem."""
    return len(json.loads(problem.read_text(encoding="utf-8"))["pairs"])


if __name__ == "__main__":
    main()
