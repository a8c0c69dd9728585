"""Every action that is recorded has words in the history."""

import re
from pathlib import Path

import matchmaker
from matchmaker.messages.texts.history import ACTIONS, action_message, actor_message

CODE = re.compile(
    r'"((?:agenda|answers|attendee|event|feed|groups|invitations|link|organizer|pair|plan|roster|rules|run|'
    r'tables?)\.[a-z_]+)"'
)
ROOMS = ("access", "answers", "event", "mail", "pairs", "planning", "publishing", "roster", "scoring")


def test_every_recorded_action_has_words():
    folder = Path(matchmaker.__file__).parent
    sources = [path.read_text() for room in ROOMS for path in (folder / room).rglob("*.py")]
    recorded = {code for text in sources if "record(" in text for code in CODE.findall(text)}
    assert recorded - ACTIONS.keys() == set()
    assert len(recorded) > 25


def test_what_is_no_longer_known_is_shown_as_it_was_stored():
    assert str(action_message("castle.built")) == "castle.built"
    assert str(actor_message("wizard")) == "wizard"


def test_actions_and_actors_read_as_words():
    assert str(action_message("event.weights_set")) == "The weights were changed"
    assert str(actor_message("organizer")) == "organizer"
