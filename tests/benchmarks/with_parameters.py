"""Solves with changed search parameters: PROBLEM -o SCHEDULE [options] --set STAGE.NAME=VALUE ..."""

from __future__ import annotations

import argparse
from pathlib import Path

from solver import Schedule
from solver.files.formats import read_problem, read_schedule, write_schedule
from solver.repair import Repair
from solver.repair.repair import repair_schedule
from solver.solve import solve
from tests.benchmarks.parameter_values import with_values


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("problem", type=Path)
    parser.add_argument("-o", dest="output", type=Path, required=True)
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--from", dest="previous", type=Path)
    parser.add_argument("--max-changes", type=int)
    parser.add_argument("--set", dest="values", action="append", default=[])
    parser.add_argument("--workers", type=int, help="accepted as by `matchmaker solve`")
    parser.add_argument("--quiet", action="store_true", help="accepted as by `matchmaker solve`")
    options = parser.parse_args()
    options.output.write_text(write_schedule(_solve(options)), encoding="utf-8")


def _solve(options: argparse.Namespace) -> Schedule:
    problem, parameters = read_problem(options.problem.read_bytes()), with_values(options.values)
    if options.previous is None:
        return solve(problem, seed=options.seed, time_limit=options.time_limit, parameters=parameters)
    repair = Repair(read_schedule(options.previous.read_bytes()), most_changes=options.max_changes)
    return repair_schedule(
        problem, repair, seed=options.seed, time_limit=options.time_limit, parameters=parameters
    ).schedule


if __name__ == "__main__":
    main()
