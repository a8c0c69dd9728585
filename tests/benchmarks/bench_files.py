"""Processor seconds to read and write a problem file, beside those of Python's `json` for the same file.

    python -m tests.benchmarks.bench_files [--people 15000] [--pairs 300000] [--against TREE] [--seed 1]

`--against` measures the program in another tree too, such as a worktree of an earlier commit, with the same file. Each
figure is the least of three. Results go to standard output; nothing passes or fails.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEASURE = "--measure"  # the hidden option by which the measuring process is told its file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=15_000)
    parser.add_argument("--pairs", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--against", metavar="TREE", type=Path, action="append", default=[])
    parser.add_argument(MEASURE, metavar="FILE", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.measure.read_bytes())
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "problem.json")
        generated = problem_file(arguments.people, arguments.pairs, random.Random(arguments.seed))  # noqa: S311
        file.write_text(json.dumps(generated, separators=(",", ":")))
        print(f"{arguments.people} people, {arguments.pairs} pairs, {file.stat().st_size >> 20} MB")
        for tree in (Path.cwd(), *arguments.against):
            print(tree, flush=True)
            environment = {**os.environ, "PYTHONPATH": str(tree)}
            subprocess.run([sys.executable, __file__, MEASURE, str(file)], cwd=tree, env=environment, check=True)


def measure(content: bytes) -> None:
    """The figures of the tree that is first on the path."""
    from solver.files import read_problem, write_problem

    loads, plain = least_of_three(lambda: json.loads(content))
    reading, problem = least_of_three(lambda: read_problem(content))
    dumps, _ = least_of_three(lambda: json.dumps(plain))
    writing, _ = least_of_three(lambda: write_problem(problem))
    for what, seconds, standard in (("read_problem", reading, loads), ("write_problem", writing, dumps)):
        print(f"    {what:14} {seconds:6.3f} s CPU, {seconds / standard:5.1f} times json ({standard:.3f} s)")


def least_of_three(work: Callable[[], Any]) -> tuple[float, Any]:
    """The least of three processor times in seconds, and the result."""
    seconds = []
    for _ in range(3):
        result = None  # freeing the last result is not measured
        gc.collect()
        before = time.process_time()
        result = work()
        seconds.append(time.process_time() - before)
    return min(seconds), result


def problem_file(people: int, pairs: int, rng: random.Random) -> dict[str, Any]:
    """As an event's snapshot: most values are defaults; every third person is not there all the time."""
    slots = [f"2026-05-{12 + k // 12}T{9 + k % 12:02}:00" for k in range(36)]
    persons = [{"id": f"a{k}", "min_meetings": 2, "max_meetings": 12} for k in range(people)]
    for person in persons[::3]:
        person["available"] = [slot for slot in slots if rng.random() < 0.8]
    chosen = [rng.sample(range(people), 2) for _ in range(pairs)]
    return {
        "format": "meeting-problem/1",
        "name": "a large fair",
        "slots": [{"id": slot, "block": slot[:10]} for slot in slots],
        "tables": [{"id": f"t{k}"} for k in range(people // 5)],
        "people": persons,
        "pairs": [{"a": f"a{a}", "b": f"a{b}", "score": rng.randint(1, 100_000)} for a, b in chosen],
    }


if __name__ == "__main__":
    main()
