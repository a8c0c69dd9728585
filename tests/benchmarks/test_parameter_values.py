"""`--set`: an experiment changes search parameters by name."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from solver.files.formats import read_schedule, write_problem
from solver.parameters import DEFAULT_PARAMETERS
from tests.benchmarks.parameter_values import names, with_values
from tests.solver.builders import objective, problem, slots


def test_values_replace_the_named_defaults_only() -> None:
    parameters = with_values(["gaps.steps_per_meeting=2000", "gaps.hot=0.5", "repair.sweeps=3"])
    assert parameters.gaps == replace(DEFAULT_PARAMETERS.gaps, steps_per_meeting=2000, hot=0.5)
    assert parameters.repair == replace(DEFAULT_PARAMETERS.repair, sweeps=3)
    assert parameters == replace(DEFAULT_PARAMETERS, gaps=parameters.gaps, repair=parameters.repair)


@pytest.mark.parametrize("name", ["gaps.steps", "gap.hot", "gaps", ""])
def test_an_unknown_name_is_rejected_with_a_list_of_all_names(name: str) -> None:
    with pytest.raises(ValueError, match=f'no search parameter "{name}".*gaps.steps_per_meeting, .*'):
        with_values([f"{name}=1"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("gaps.min_steps=1.5", '"gaps.min_steps" must be a whole number, not "1.5"'),
        ("gaps.hot=warm", '"gaps.hot" must be a number, not "warm"'),
        ("gaps.hot", '"gaps.hot" must be a number, not ""'),
    ],
)
def test_a_value_of_the_wrong_type_is_rejected(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        with_values([text])


def test_every_parameter_is_a_number() -> None:
    for name in names():
        stage, _, field = name.partition(".")
        assert isinstance(getattr(getattr(DEFAULT_PARAMETERS, stage), field), int | float)


def test_a_solve_with_other_parameters_writes_a_schedule(tmp_path: Path) -> None:
    problem_file, schedule_file = tmp_path / "problem.json", tmp_path / "schedule.json"
    small = problem("ann bob cleo", "ann-bob:3 ann-cleo:4", slots(2), objective=objective("score"))
    problem_file.write_text(write_problem(small), encoding="utf-8")
    options = ["-o", str(schedule_file), "--quiet", "--set", "proof.max_choices=-1", "--set", "score.sweeps=2"]
    subprocess.run([sys.executable, "-m", "tests.benchmarks.with_parameters", str(problem_file), *options], check=True)
    assert len(read_schedule(schedule_file.read_bytes()).meetings) == 2
