"""The words of the answers form: titles, the kinds of goals from both sides, grades and hints."""

from __future__ import annotations

from matchmaker.messages import mark
from matchmaker.models import Direction, GoalKind, Grade
from web.foundation.language import _

SEEK: dict[GoalKind, str] = {
    GoalKind.BUSINESS: mark("I’m looking for a product, a service or a supplier"),
    GoalKind.INVESTMENT: mark("I’m looking for investment"),
    GoalKind.JOB: mark("I’m looking for a job"),
    GoalKind.MENTORING: mark("I’m looking for a mentor"),
    GoalKind.KNOWLEDGE: mark("I’d like to learn about something"),
    GoalKind.COLLABORATION: mark("I’m looking for people to work with"),
    GoalKind.INTRODUCTIONS: mark("I’d like to be introduced to people"),
    GoalKind.OTHER: mark("I’m looking for something else"),
}
OFFER: dict[GoalKind, str] = {
    GoalKind.BUSINESS: mark("We sell a product or a service"),
    GoalKind.INVESTMENT: mark("I invest"),
    GoalKind.JOB: mark("We’re hiring"),
    GoalKind.MENTORING: mark("I’m happy to mentor"),
    GoalKind.KNOWLEDGE: mark("I can share my knowledge"),
    GoalKind.COLLABORATION: mark("I can contribute to a project"),
    GoalKind.INTRODUCTIONS: mark("I can make introductions"),
    GoalKind.OTHER: mark("I’m offering something else"),
}
TOPICS: dict[GoalKind, str] = {
    GoalKind.BUSINESS: mark("Which? For example: lab automation, packaging"),
    GoalKind.INVESTMENT: mark("In which field or round? For example: biotech, seed"),
    GoalKind.JOB: mark("What kind? For example: data science, sales"),
    GoalKind.MENTORING: mark("In what? For example: leadership"),
    GoalKind.KNOWLEDGE: mark("About what? For example: microfluidics"),
    GoalKind.COLLABORATION: mark("On what? For example: open data"),
    GoalKind.INTRODUCTIONS: mark("To whom? For example: city planners"),
    GoalKind.OTHER: mark("What is it? One per line"),
}
GOALS = {Direction.SEEK: SEEK, Direction.OFFER: OFFER}
GRADES: dict[str, str] = {
    Grade.MUST: mark("Must"),
    Grade.LIKE: mark("Would like"),
    Grade.NO: mark("No thanks"),
    "": mark("Neutral"),
}


TITLES = {
    "interests": mark("Interests"),
    "seeks": mark("What I’m looking for"),
    "offers": mark("What I offer"),
    "requests": mark("Who I want to meet"),
    "away": mark("When I’m away"),
    "max_meetings": mark("How many meetings"),
    "about": mark("About me"),
}
"""Field of the answers -> its title, in the order of the form."""


def goal_field(direction: Direction, kind: GoalKind) -> str:
    """The name of the goal's checkbox, like `seek-job`; its topics are in `seek-job-topics`."""
    return f"{direction.value}-{kind.value}"


def field_labels() -> dict[str, str]:
    """Form field -> its name in the list of faults."""
    goals = {goal_field(direction, kind): label for direction, of in GOALS.items() for kind, label in of.items()}
    return {field: _(label) for field, label in (goals | TITLES).items()}
