"""Every stage that the scoring reports has a sentence."""

import re
from pathlib import Path

import matchmaker.scoring
from matchmaker.messages.texts.progress import SCORING_STAGES

SCORING = Path(matchmaker.scoring.__file__).parent


def test_every_stage_of_the_scoring_has_a_sentence():
    reported = {name for path in SCORING.glob("*.py") for name in re.findall(r'observer\("(.+?)"', path.read_text())}
    assert reported == SCORING_STAGES.keys()
