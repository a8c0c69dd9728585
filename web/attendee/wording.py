"""The words of the answers' form: what each kind of goal means, said by the one who seeks and the one who offers."""

from __future__ import annotations

from matchmaker.models import Direction, GoalKind, Grade

SEEK: dict[GoalKind, str] = {
    GoalKind.BUSINESS: "I look for a product, a service or a supplier",
    GoalKind.INVESTMENT: "I look for investment",
    GoalKind.JOB: "I look for a job",
    GoalKind.MENTORING: "I look for a mentor",
    GoalKind.KNOWLEDGE: "I want to learn about something",
    GoalKind.COLLABORATION: "I look for people to work with",
    GoalKind.INTRODUCTIONS: "I want to be introduced to people",
    GoalKind.OTHER: "I look for something else",
}
OFFER: dict[GoalKind, str] = {
    GoalKind.BUSINESS: "We sell a product or a service",
    GoalKind.INVESTMENT: "I invest",
    GoalKind.JOB: "We are hiring",
    GoalKind.MENTORING: "I like to mentor",
    GoalKind.KNOWLEDGE: "I can share what I know",
    GoalKind.COLLABORATION: "I could join a project",
    GoalKind.INTRODUCTIONS: "I can make introductions",
    GoalKind.OTHER: "I offer something else",
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
GRADES: dict[str, str] = {Grade.MUST: "Must", Grade.LIKE: "Would like", Grade.NO: "No thanks", "": "No wish"}


def field_of(direction: Direction, kind: GoalKind) -> str:
    """`seek-job`: the name of the goal's tick; its topics are `seek-job-topics`."""
    return f"{direction.value}-{kind.value}"


def labels() -> dict[str, str]:
    """Field -> what to call it where faults are listed."""
    goals = {field_of(way, kind): words for way, kinds in GOALS.items() for kind, words in kinds.items()}
    return goals | {
        "about": "About me",
        "interests": "Interests",
        "requests": "Whom I want to meet",
        "away": "When I am away",
        "max_meetings": "How many meetings",
    }
