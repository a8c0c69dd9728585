"""`matchmaker solve` and `matchmaker check`, in this process and as a real one."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from click.testing import CliRunner

from solver.conflict import ConflictRule
from solver.files.formats import read_schedule, write_problem, write_schedule
from solver.problem import Rule
from tests.solver.builders import problem, slots
from tests.solver.random_problems import medium_problem
from web.cli.commands.check import check
from web.cli.commands.solve import solve

SMALL = problem("ann bob cleo", "ann-bob:3 ann-cleo:4", slots(2))


@pytest.fixture
def file(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def run(command, *arguments, **options):
    return CliRunner().invoke(command, list(arguments), **options)


def test_solve_writes_a_schedule_that_check_accepts(file, tmp_path):
    where, out = file("p.json", write_problem(SMALL)), str(tmp_path / "s.json")
    solved = run(solve, where, "-o", out)
    assert (solved.exit_code, solved.stdout) == (0, "")
    assert "score 7 (bound 7)" in solved.stderr
    assert run(check, where, out).exit_code == 0


def test_dashes_are_standard_input_and_output():
    result = run(solve, "-", "-o", "-", "--quiet", input=write_problem(SMALL))
    assert (result.exit_code, result.stderr) == (0, "")
    assert read_schedule(result.stdout).status == "optimal"


def test_bad_input_is_one_sentence_and_2(file):
    result = run(solve, file("p.json", '{"format":'))
    assert result.exit_code == 2
    assert result.stderr.strip().endswith("p.json: line 1, column 11: not JSON")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_2(name, tmp_path):
    result = run(solve, str(tmp_path / name))
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_an_output_that_cannot_be_written_is_refused_before_solving(file, tmp_path):
    result = run(solve, file("p.json", write_problem(SMALL)), "-o", str(tmp_path / "no" / "s.json"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_a_contradiction_is_3_with_the_conflict_in_the_file_and_in_words(file, tmp_path):
    pairs = tuple(replace(p, required=True, slots=("s0",)) for p in SMALL.pairs)
    out = tmp_path / "s.json"
    result = run(solve, file("p.json", write_problem(replace(SMALL, pairs=pairs))), "-o", str(out))
    assert result.exit_code == 3
    assert "ann must meet" in result.stderr
    body = json.loads(out.read_text())
    assert body["conflict"] == [
        "ann must meet bob and cleo, but ann and bob may only meet at s0, and ann and cleo may only meet at s0"
    ]
    assert body["conflict_rules"] == [
        {"rule": "pair-slots", "pair": 0},
        {"rule": "pair-slots", "pair": 1},
        {"rule": "required", "pair": 0},
        {"rule": "required", "pair": 1},
    ]
    assert read_schedule(out.read_text()).conflict.rules[0] == ConflictRule(Rule.PAIR_SLOTS, 0)


def test_check_prints_a_line_for_each_breach(file, tmp_path):
    where = file("p.json", write_problem(SMALL))
    out = tmp_path / "s.json"
    run(solve, where, "-o", str(out), "--quiet")
    body = json.loads(out.read_text())
    body["meetings"][0]["slot"] = body["meetings"][1]["slot"]
    result = run(check, where, file("bad.json", json.dumps(body)))
    assert result.exit_code == 1
    assert "double-booked: ann is in 2 meetings" in result.stdout


def test_check_refuses_a_schedule_that_is_none(file):
    result = run(check, file("p.json", write_problem(SMALL)), file("s.json", "[]"))
    assert result.exit_code == 2


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_solve_with_the_best_so_far(kind, file, tmp_path):
    out = tmp_path / "s.json"
    where = file("p.json", write_problem(medium_problem(5)))
    command = [sys.executable, "-m", "web.cli", "solve", where, "-o", str(out), "--time-limit", "600"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while "score done" not in process.stderr.readline():
        time.sleep(0.01)
    process.send_signal(kind)
    assert process.wait(timeout=60) == 0
    assert len(read_schedule(out.read_text()).meetings) > 10
    assert write_schedule(read_schedule(out.read_text())) == out.read_text()
