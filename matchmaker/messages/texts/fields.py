"""Where a fault is, as people name the place: `block 3, end` for the path `blocks[2].ends`."""

from __future__ import annotations

import re

from matchmaker.messages.message import Message
from matchmaker.messages.sentence import Sentence, mark, sentence
from matchmaker.messages.texts.common import AS_IS

FIELD_WORDS: dict[str, Sentence] = {
    name: sentence(f"field-word.{name.replace('_', '-')}", words)
    for name, words in {
        "a": mark("a"),
        "about": mark("about"),
        "added": mark("added"),
        "agreed": mark("agreed meeting"),
        "aim": mark("aim"),
        "answers": mark("answers"),
        "attendee": mark("attendee"),
        "audience": mark("who may meet"),
        "available": mark("times available"),
        "away": mark("times away"),
        "b": mark("b"),
        "balance": mark("balance"),
        "base": mark("base"),
        "block_day": mark("day of the block"),
        "block_ends": mark("end of the block"),
        "block_starts": mark("begin of the block"),
        "blocks": mark("block"),
        "booth": mark("booth"),
        "cancelled": mark("cancelled"),
        "capacity": mark("capacity"),
        "changed": mark("changed"),
        "closures": mark("closure"),
        "colleagues_may_meet": mark("colleagues may meet"),
        "columns": mark("column"),
        "count": mark("count"),
        "counted": mark("share that is counted"),
        "current": mark("current password"),
        "day": mark("day"),
        "default_max_meetings": mark("maximum meetings"),
        "default_min_meetings": mark("minimum meetings"),
        "delimiter": mark("delimiter"),
        "email": mark("e-mail"),
        "encoding": mark("encoding"),
        "ends": mark("end"),
        "event": mark("event"),
        "feeds": mark("feeds"),
        "fields": mark("fields"),
        "file": mark("file"),
        "first": mark("first"),
        "first_name": mark("first name"),
        "frozen": mark("frozen until"),
        "frozen_minutes": mark("frozen minutes"),
        "goals": mark("goals"),
        "grade": mark("wish"),
        "group": mark("group"),
        "groups": mark("group"),
        "heading_row": mark("row with the headings"),
        "id": mark("id"),
        "interests": mark("interests"),
        "job_title": mark("job title"),
        "keep_apart": mark("keep apart from"),
        "kept": mark("kept"),
        "kind": mark("kind"),
        "language": mark("language"),
        "last": mark("last"),
        "last_name": mark("last name"),
        "left_out": mark("left out"),
        "like_to_meet": mark("would like to meet"),
        "limit": mark("limit"),
        "list_separator": mark("separator in lists"),
        "mapping": mark("columns"),
        "max_changes": mark("number of changes"),
        "max_consecutive": mark("meetings in a row"),
        "max_meetings": mark("maximum meetings"),
        "meet": mark("meet"),
        "meetings": mark("meetings"),
        "met_before": mark("has met before"),
        "met_before_may_meet": mark("people who have met may meet"),
        "min_meetings": mark("minimum meetings"),
        "mode": mark("kind of change"),
        "more_tables": mark("more tables"),
        "moved": mark("moved"),
        "must_meet": mark("must meet"),
        "name": mark("name"),
        "names": mark("names"),
        "near": mark("plan to stay near"),
        "new": mark("new"),
        "no_thanks": mark("does not want to meet"),
        "offers": mark("offers"),
        "optimal": mark("optimal"),
        "organisation": mark("organisation"),
        "other": mark("other person"),
        "page": mark("page"),
        "pair": mark("pair"),
        "pairs": mark("pairs"),
        "password": mark("password"),
        "pause_minutes": mark("pause"),
        "people": mark("people"),
        "person": mark("person"),
        "pinned": mark("pinned meetings"),
        "plan": mark("plan"),
        "preset": mark("preset"),
        "q": mark("search"),
        "ranked_wishes": mark("would like to meet, first choice first"),
        "reference": mark("reference"),
        "relation": mark("relation"),
        "removed": mark("removed"),
        "repeated": mark("repeated password"),
        "request_limit": mark("number of wishes"),
        "requests": mark("wishes"),
        "reserved": mark("reserved"),
        "restored": mark("restored"),
        "rows": mark("rows"),
        "rules": mark("rule"),
        "run": mark("run"),
        "seconds": mark("seconds"),
        "seed": mark("seed"),
        "seeks": mark("seeks"),
        "sheet": mark("sheet"),
        "skipped": mark("skipped"),
        "slot": mark("slot"),
        "slot_minutes": mark("slot length"),
        "slots": mark("slots"),
        "standing": mark("standing"),
        "starts": mark("begin"),
        "status": mark("status"),
        "table": mark("table"),
        "tables": mark("table"),
        "text": mark("text"),
        "time_limit": mark("time limit"),
        "timezone": mark("time zone"),
        "topic": mark("topic"),
        "unchanged": mark("unchanged"),
        "venue": mark("venue"),
        "warnings": mark("warnings"),
        "weights": mark("weights"),
        "without_blocks": mark("blocks left out"),
    }.items()
}
"""The word for each field of an input; of a list, for one of its items."""
NUMBERED = sentence("location.numbered", "{thing} {number}")
WITHIN = sentence("location.within", "{outer}, {inner}")
_PATH = re.compile(r"[a-z_]+(?:\[\d+\])*(?:\.[a-z_]+(?:\[\d+\])*)*")
_STEP = re.compile(r"([a-z_]+)((?:\[\d+\])*)")


def place_of(path: str) -> Message:
    """The words for a path; something else, like the name of a file or of a column, stays as it is."""
    steps = _STEP.findall(path) if _PATH.fullmatch(path) else []
    if not all(name in FIELD_WORDS for name, _ in steps):
        return AS_IS(text=path)
    place: Message | None = None
    for name, numbers in steps:
        step = FIELD_WORDS[name]()
        for number in re.findall(r"\d+", numbers)[:1]:
            step = NUMBERED(thing=step, number=int(number) + 1)
        place = step if place is None else WITHIN(outer=place, inner=step)
    return place or AS_IS(text=path)
