"""Reasons of the solver are codes, each with a sentence."""

import re
from pathlib import Path

import matchmaker.messages.texts  # noqa: F401 - declares the sentences
from matchmaker.messages.sentence import SENTENCES
from solver.problem import TIER_NAMES

SOLVER = Path(__file__).parents[3] / "solver"


def test_every_code_of_a_reason_has_a_sentence_and_every_sentence_a_code():
    used = {code for path in SOLVER.rglob("*.py") for code in re.findall(r'"(why\.[\w-]+)"', path.read_text())}
    of_tiers = {f"why.{prefix}{tier}" for tier in TIER_NAMES for prefix in ("", "the-")}
    assert used | of_tiers == {code for code in SENTENCES if code.startswith("why.")}
