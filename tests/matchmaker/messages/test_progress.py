"""Every stage that the solver reports has a sentence."""

import re
from pathlib import Path

from matchmaker.messages.texts.progress import SOLVER_STAGES, TIERS, stage_message
from solver.problem import TIER_NAMES

SOLVER = Path(__file__).parents[3] / "solver"


def test_every_stage_of_the_solver_has_a_sentence():
    reported = {name for path in SOLVER.rglob("*.py") for name in re.findall(r'\.report\("(.+?)"\)', path.read_text())}
    assert reported == SOLVER_STAGES.keys()


def test_every_tier_has_a_sentence_also_when_it_is_done():
    assert set(TIER_NAMES) <= TIERS.keys()
    assert [str(stage_message(f"{tier} done")) for tier in TIER_NAMES] == [f"{tier} done" for tier in TIER_NAMES]


def test_any_other_stage_is_shown_as_it_is():
    assert str(stage_message("reading the roster")) == "reading the roster"
