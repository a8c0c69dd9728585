"""Measure the solver on the shared benchmarks: values, bounds, seconds and memory, one process per case.

usage: bench_solver.py [--only TEXT] [--time-limit SECONDS] [--variants]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
MADE = (
    "100 12 40 --cap 8",
    "160 24 50 --cap 8 --min 2 --booths 0.2 --tiers minimums,score,gaps,moves",
    "400 20 160 --sided 0.35 --booths 0.3",
    "300 12 150",
    "1000 20 400 --cap 12 --min 4 --tiers minimums,score",
    "1000 20 500 --available 0.8",
    "1162 8 581 --cap 6",
    "300 16 120 --cap 10 --tiers score,gaps --slack 0.005",
    "1000 20 400 --cap 12 --tiers score,gaps,moves --slack 0.005",
    "2200 40 700 --sided 0.32 --top 60 --available 0.95",
    "10000 30 4000 --cap 15",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="cases whose name holds this text")
    parser.add_argument("--time-limit", default="60")
    parser.add_argument("--variants", action="store_true", help="the variants of the B2B instances too")
    options = parser.parse_args()
    if not (SHARED / "benchmarks").is_dir():
        print(f"No benchmarks to run: {SHARED / 'benchmarks'} is absent.")
        return 0
    print(f"{'case':60} {'status':10} {'wall':>6} {'cpu':>6} {'MB':>5}  tiers: value (bound)")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in cases(Path(folder), options.only, options.variants):
            measure(name, path, Path(folder) / "schedule.json", options.time_limit)
    return 0


def cases(folder, only, variants):
    """(name, problem file) of each case; made problems are made when their turn comes."""
    expected = json.loads((SHARED / "benchmarks/b2bsp/expected.json").read_text())
    folders = ("original", "variants") if variants else ("original",)
    for path in sorted(p for f in folders for p in (SHARED / "benchmarks/b2bsp" / f).glob("*.json")):
        best = expected[path.stem]
        name = f"{path.stem} (expected {'infeasible' if best['infeasible'] else best['gaps']})"
        if only in name:
            yield name, path
    for line in MADE:
        if only in line:
            path = folder / "problem.json"
            command = [sys.executable, str(SHARED / "benchmarks/make_problem.py"), *line.split()]
            path.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
            yield line, path


def measure(name, problem, schedule, limit):
    """One case by the command line, judged by the independent judge."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "web.cli",
        "solve",
        str(problem),
        "-o",
        str(schedule),
        "--quiet",
        "--time-limit",
        limit,
    ]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime
    answer = json.loads(schedule.read_text())
    tiers = ", ".join(f"{t['tier']} {t['value']} ({t['bound']:g})" for t in answer["tiers"])
    memory = after.ru_maxrss // 1024  # the largest child so far
    figures = f"{answer['status']:10} {wall:6.1f} {cpu:6.1f} {memory:5}"
    print(f"{name:60} {figures}  {tiers}{judged(problem, schedule, answer)}", flush=True)


def judged(problem, schedule, answer):
    """What the independent judge has against it."""
    if not answer["meetings"]:
        return ""
    command = [sys.executable, str(SHARED / "checks/check_schedule.py"), str(problem), str(schedule)]
    judge = subprocess.run(command, check=False, capture_output=True, text=True)
    return f"  REFUSED: {judge.stdout.splitlines()[0]}" if judge.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
