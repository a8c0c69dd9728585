"""The words of the answers form: titles, the kinds of goals from both sides, grades and hints."""

from __future__ import annotations

from matchmaker.models import Direction, GoalKind, Grade

SEEK: dict[GoalKind, str] = {
    GoalKind.BUSINESS: "I’m looking for a product, a service or a supplier",
    GoalKind.INVESTMENT: "I’m looking for investment",
    GoalKind.JOB: "I’m looking for a job",
    GoalKind.MENTORING: "I’m looking for a mentor",
    GoalKind.KNOWLEDGE: "I’d like to learn about something",
    GoalKind.COLLABORATION: "I’m looking for people to work with",
    GoalKind.INTRODUCTIONS: "I’d like to be introduced to people",
    GoalKind.OTHER: "I’m looking for something else",
}
OFFER: dict[GoalKind, str] = {
    GoalKind.BUSINESS: "We sell a product or a service",
    GoalKind.INVESTMENT: "I invest",
    GoalKind.JOB: "We’re hiring",
    GoalKind.MENTORING: "I’m happy to mentor",
    GoalKind.KNOWLEDGE: "I can share my knowledge",
    GoalKind.COLLABORATION: "I can contribute to a project",
    GoalKind.INTRODUCTIONS: "I can make introductions",
    GoalKind.OTHER: "I’m offering something else",
}
TOPICS: dict[GoalKind, str] = {
    GoalKind.BUSINESS: "Which? For example: lab automation, packaging",
    GoalKind.INVESTMENT: "In which field or round? For example: biotech, seed",
    GoalKind.JOB: "What kind? For example: data science, sales",
    GoalKind.MENTORING: "In what? For example: leadership",
    GoalKind.KNOWLEDGE: "About what? For example: microfluidics",
    GoalKind.COLLABORATION: "On what? For example: open data",
    GoalKind.INTRODUCTIONS: "To whom? For example: city planners",
    GoalKind.OTHER: "What is it? One per line",
}
GOALS = {Direction.SEEK: SEEK, Direction.OFFER: OFFER}
GRADES: dict[str, str] = {Grade.MUST: "Must", Grade.LIKE: "Would like", Grade.NO: "No thanks", "": "Neutral"}


TITLES = {
    "interests": "Interests",
    "seeks": "What I’m looking for",
    "offers": "What I offer",
    "requests": "Who I want to meet",
    "away": "When I’m away",
    "max_meetings": "How many meetings",
    "about": "About me",
}
"""Field of the answers -> its title, in the order of the form."""


def goal_field(direction: Direction, kind: GoalKind) -> str:
    """The name of the goal's checkbox, like `seek-job`; its topics are in `seek-job-topics`."""
    return f"{direction.value}-{kind.value}"


def field_labels() -> dict[str, str]:
    """Form field -> its name in the list of faults."""
    goals = {goal_field(direction, kind): label for direction, of in GOALS.items() for kind, label in of.items()}
    return goals | TITLES
