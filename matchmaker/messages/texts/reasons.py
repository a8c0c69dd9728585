"""Why two people should meet: sentences to either of them, and about both for the organizer."""

from __future__ import annotations

from typing import Final, NamedTuple

from matchmaker.messages.sentence import Sentence, plural, sentence


class Voices(NamedTuple):
    """A reason about a subject and another person. `you`: to the subject; `them`: to the other; `named`: to others."""

    you: Sentence
    them: Sentence
    named: Sentence


class PairVoices(NamedTuple):
    """One reason about two people alike. `you`: to one of them; `named`: to others."""

    you: Sentence
    named: Sentence


AGREED: Final = PairVoices(
    sentence("reason.agreed-you", "The organizers have arranged for you and {other} to meet."),
    sentence("reason.agreed", "The organizers have arranged for {a} and {b} to meet."),
)
REQUESTS: Final = {
    "must": Voices(
        sentence("reason.must-you", "You asked to meet {other}."),
        sentence("reason.must-them", "{subject} asked to meet you."),
        sentence("reason.must", "{subject} asked to meet {other}."),
    ),
    "like": Voices(
        sentence("reason.like-you", "You would like to meet {other}."),
        sentence("reason.like-them", "{subject} would like to meet you."),
        sentence("reason.like", "{subject} would like to meet {other}."),
    ),
}
"""By what the subject asked for; the other asked for nothing."""
MUTUAL_REQUESTS: Final = {
    ("must", "must"): PairVoices(
        sentence("reason.must-must-you", "You asked to meet {other}, and {other} asked to meet you."),
        sentence("reason.must-must", "{a} asked to meet {b}, and {b} asked to meet {a}."),
    ),
    ("must", "like"): PairVoices(
        sentence("reason.must-like-you", "You asked to meet {other}, and {other} would like to meet you."),
        sentence("reason.must-like", "{a} asked to meet {b}, and {b} would like to meet {a}."),
    ),
    ("like", "must"): PairVoices(
        sentence("reason.like-must-you", "You would like to meet {other}, and {other} asked to meet you."),
        sentence("reason.like-must", "{a} would like to meet {b}, and {b} asked to meet {a}."),
    ),
    ("like", "like"): PairVoices(
        sentence("reason.like-like-you", "You would like to meet {other}, and {other} would like to meet you."),
        sentence("reason.like-like", "{a} would like to meet {b}, and {b} would like to meet {a}."),
    ),
}
"""By what the viewer, or a, asked for, and then the other."""
GOALS: Final = {
    "interest": Voices(
        sentence("reason.goal-interest-you", "You are looking for {things:list}, which {other} cares about."),
        sentence("reason.goal-interest-them", "{subject} is looking for {things:list}, which you care about."),
        sentence("reason.goal-interest", "{subject} is looking for {things:list}, which {other} cares about."),
    ),
    "near": Voices(
        sentence("reason.goal-near-you", "You are looking for {things:list}; {other} offers {offered:list}."),
        sentence("reason.goal-near-them", "{subject} is looking for {things:list}; you offer {offered:list}."),
        sentence("reason.goal-near", "{subject} is looking for {things:list}; {other} offers {offered:list}."),
    ),
    "only": Voices(
        sentence(
            "reason.goal-only-you", "You are looking for {things:list}; {other} is the only one here who offers it."
        ),
        sentence(
            "reason.goal-only-them", "{subject} is looking for {things:list}; you are the only one here who offers it."
        ),
        sentence(
            "reason.goal-only", "{subject} is looking for {things:list}; {other} is the only one here who offers it."
        ),
    ),
    "it": Voices(
        sentence("reason.goal-it-you", "You are looking for {things:list}; {other} offers it."),
        sentence("reason.goal-it-them", "{subject} is looking for {things:list}; you offer it."),
        sentence("reason.goal-it", "{subject} is looking for {things:list}; {other} offers it."),
    ),
    "both": Voices(
        sentence("reason.goal-both-you", "You are looking for {things:list}; {other} offers both."),
        sentence("reason.goal-both-them", "{subject} is looking for {things:list}; you offer both."),
        sentence("reason.goal-both", "{subject} is looking for {things:list}; {other} offers both."),
    ),
    "all": Voices(
        sentence("reason.goal-all-you", "You are looking for {things:list}; {other} offers all of it."),
        sentence("reason.goal-all-them", "{subject} is looking for {things:list}; you offer all of it."),
        sentence("reason.goal-all", "{subject} is looking for {things:list}; {other} offers all of it."),
    ),
}
"""By how the other person meets the goal of the subject."""
COLLABORATION: Final = PairVoices(
    sentence("reason.collaboration-you", "You are both looking for {things:list}."),
    sentence("reason.collaboration", "{a} and {b} are both looking for {things:list}."),
)
INTERESTS: Final = PairVoices(
    sentence("reason.interests-you", "You both care about {interests:list}."),
    sentence("reason.interests", "{a} and {b} both care about {interests:list}."),
)
UNIQUE_INTEREST: Final = PairVoices(
    sentence("reason.unique-you", "You both care about {interest}, and nobody else here does."),
    sentence("reason.unique", "{a} and {b} both care about {interest}, and nobody else here does."),
)
RARE_INTEREST: Final = PairVoices(
    plural(
        "reason.rare-you",
        "You both care about {interest}, which only {count} person here does.",
        "You both care about {interest}, which only {count} people here do.",
    ),
    plural(
        "reason.rare",
        "{a} and {b} both care about {interest}, which only {count} person here does.",
        "{a} and {b} both care about {interest}, which only {count} people here do.",
    ),
)
UNIQUE_IN_LIST: Final = sentence("reason.unique-in-list", "{interest} (nobody else here does)")
RARE_IN_LIST: Final = plural(
    "reason.rare-in-list", "{interest} (only {count} person here)", "{interest} (only {count} people here)"
)
TEXT: Final = PairVoices(
    sentence("reason.text-you", "You and {other} wrote about similar things, such as {words:list}."),
    sentence("reason.text", "{a} and {b} wrote about similar things, such as {words:list}."),
)
WORD: Final = sentence("reason.word", "“{word}”")
MET_BEFORE: Final = PairVoices(
    sentence("reason.met-before-you", "You and {other} have met before, so what you share counts for less."),
    sentence("reason.met-before", "{a} and {b} have met before, so what they share counts for less."),
)
BOTH_QUIET: Final = PairVoices(
    sentence("reason.both-quiet-you", "Neither of you has said much yet: meet to find out more."),
    sentence("reason.both-quiet", "Neither of them has said much yet: meet to find out more."),
)
DIFFERENT: Final = PairVoices(
    sentence("reason.different-you", "You and {other} come from different fields: a chance for something new."),
    sentence("reason.different", "{a} and {b} come from different fields: a chance for something new."),
)
QUIET: Final = Voices(
    sentence("reason.quiet-you", "You have not said much yet: meet to find out more."),
    sentence("reason.quiet-them", "{subject} has not said much yet: meet to find out more."),
    sentence("reason.quiet", "{subject} has not said much yet: meet to find out more."),
)


class Thing(NamedTuple):
    """What is sought or offered: without a topic, and with topics."""

    alone: Sentence
    with_topics: Sentence


SOUGHT: Final = {
    "business": Thing(
        sentence("thing.business", "business"), sentence("thing.business-in", "business in {topics:list}")
    ),
    "investment": Thing(
        sentence("thing.investment", "investment"), sentence("thing.investment-in", "investment in {topics:list}")
    ),
    "job": Thing(sentence("thing.job", "a job"), sentence("thing.job-in", "a job in {topics:list}")),
    "mentoring": Thing(sentence("thing.mentor", "a mentor"), sentence("thing.mentor-in", "a mentor in {topics:list}")),
    "knowledge": Thing(
        sentence("thing.knowledge", "know-how"), sentence("thing.knowledge-in", "know-how in {topics:list}")
    ),
    "collaboration": Thing(
        sentence("thing.collaboration", "collaboration"),
        sentence("thing.collaboration-in", "collaboration in {topics:list}"),
    ),
    "introductions": Thing(
        sentence("thing.introductions", "introductions"),
        sentence("thing.introductions-in", "introductions in {topics:list}"),
    ),
    "other": Thing(sentence("thing.something", "something"), sentence("thing.topics", "{topics:list}")),
}
OFFERED: Final = SOUGHT | {
    "mentoring": Thing(
        sentence("thing.mentoring", "mentoring"), sentence("thing.mentoring-in", "mentoring in {topics:list}")
    )
}
