"""Refusals of the solver are codes, each with a sentence."""

import re
from pathlib import Path

from matchmaker.messages import Reader, compose, language
from matchmaker.messages.sentence import SENTENCES
from matchmaker.messages.texts.problem import refusal
from solver import ProblemError

SOLVER = Path(__file__).parents[3] / "solver"


def test_every_code_of_a_refusal_has_a_sentence_and_every_sentence_a_code():
    used = {code for path in SOLVER.rglob("*.py") for code in re.findall(r'"(problem\.[\w-]+)"', path.read_text())}
    declared = {code for code in SENTENCES if code.startswith("problem.")} - {"problem.changing"}
    assert used == declared


def test_ids_are_quoted_as_in_the_file_and_shortened():
    error = ProblemError("pairs[3].a", "problem.no-person", person='a "b"' + "c" * 60)
    assert compose(refusal(error), Reader(language(None))) == 'pairs[3].a: no person "a \\"b\\"' + "c" * 52 + '..."'


def test_the_error_itself_gives_place_code_and_parameters():
    assert str(ProblemError("name", "problem.range", least=0, most=9)) == "name: problem.range (least: 0, most: 9)"
    assert str(ProblemError("", "problem.too-deep")) == "problem.too-deep"
