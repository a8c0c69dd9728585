"""A command loads only what it needs: heavy libraries cost each start up to a second."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from solver.files import write_problem
from tests.solver.builders import objective, problem, slots

PROGRAM = """
import json, sys
from web.cli import main
try:
    main(json.loads(sys.argv[1]))
except SystemExit as end:
    code = end.code
print()
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""
SMALL = problem("ann bob cleo dan", "ann-bob:9 ann-cleo:4 cleo-dan:3", slots(2), objective=objective("score"))
HEAVY = {"pandas", "numba", "sqlalchemy", "alembic", "flask", "huey", "openpyxl", "rich", "pysat", "babel", "icalendar"}


def loaded(*arguments: str) -> set[str]:
    """Top-level modules that this command has loaded at its end; it must succeed."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(arguments)], capture_output=True, text=True, check=True
    )
    code, modules = json.loads(ended.stdout.splitlines()[-1])
    assert code == 0, ended.stderr
    return set(modules)


@pytest.fixture
def problem_path(tmp_path: Path) -> str:
    path = tmp_path / "problem.json"
    path.write_text(write_problem(SMALL), encoding="utf-8")
    return str(path)


def test_help_loads_nothing_heavy() -> None:
    assert loaded("--help") & (HEAVY | {"numpy", "ortools"}) == set()


def test_a_small_solve_loads_neither_pandas_nor_numba_nor_the_database(problem_path: str, tmp_path: Path) -> None:
    found = loaded("solve", problem_path, "-o", str(tmp_path / "schedule.json"), "--quiet")
    assert found & HEAVY == set()
    assert found >= {"numpy", "ortools"}


def test_checking_a_file_loads_no_solver_library(problem_path: str, tmp_path: Path) -> None:
    schedule = str(tmp_path / "schedule.json")
    loaded("solve", problem_path, "-o", schedule)
    assert loaded("check", problem_path, schedule) & (HEAVY | {"ortools"}) == set()


def test_the_stand_in_for_pandas_is_gone_after_the_import() -> None:
    program = "import solver.solve, sys; print('pandas' in sys.modules); import pandas; print(pandas.Series([1]).sum())"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "False\n1\n"


def test_an_idle_worker_loads_no_arrays_and_no_migrations() -> None:
    program = "import json, sys, web.cli.commands.worker, matchmaker.jobs; print(json.dumps(sorted(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(json.loads(ended.stdout)) & {"numpy", "alembic", "openpyxl", "flask", "ortools"} == set()
