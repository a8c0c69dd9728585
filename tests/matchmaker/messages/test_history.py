"""Every action and every detail that the code records has words."""

from __future__ import annotations

import re
from pathlib import Path

import matchmaker
from matchmaker.messages.texts.fields import FIELD_WORDS
from matchmaker.messages.texts.history import ACTIONS, DETAILS

SOURCE = "\n".join(file.read_text() for file in Path(next(iter(matchmaker.__path__))).rglob("*.py"))
RECORDED = re.findall(r"record\(\s*session,[^)]*?\"([a-z]+\.[a-z_]+)\"(.*?)\)\n", SOURCE, re.DOTALL)


def test_every_recorded_action_is_a_sentence() -> None:
    assert len(RECORDED) > 25
    assert [action for action, _ in RECORDED if action not in ACTIONS] == []


def test_every_recorded_detail_has_a_word() -> None:
    names = {name for _, rest in RECORDED for name in re.findall(r"(\w+)=", rest)} - {"changes_plan"}
    assert len(names) > 15
    assert sorted(names - DETAILS.keys() - FIELD_WORDS.keys()) == []
