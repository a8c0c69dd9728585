"""Two plans of an event side by side: their figures, and who gains and who loses from one to the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Event, Meeting, Plan, SolveRun
from matchmaker.planning.plans.named import people_by_id
from matchmaker.planning.plans.statistics import PlanStatistics, plan_statistics, values_by_tier

SHOWN = 20


@dataclass(frozen=True)
class Difference:
    """A person with the meetings and points they have more (or, negative, fewer) in the second plan."""

    public_id: str
    name: str
    meetings: int
    points: int


@dataclass(frozen=True)
class Comparison:
    """Both plans with their figures and runs. `kept`: meetings that are the same in both; `gain`, `lose`: how many
    people have more or fewer points in the second; `most`, `least`: who gains and who loses most, at most SHOWN."""

    plans: tuple[Plan, Plan]
    figures: tuple[PlanStatistics, PlanStatistics]
    runs: tuple[SolveRun | None, SolveRun | None]
    kept: int
    gain: int
    lose: int
    most: list[Difference]
    least: list[Difference]

    def tier(self, name: str) -> tuple[int | None, int | None]:
        """The tier's value in both plans; None where a plan has no such tier."""
        first, second = (values_by_tier(plan.tiers).get(name) for plan in self.plans)
        return first, second


def compare(session: Session, event: Event, first: Plan, second: Plan) -> Comparison:
    """Compare the plans, over everyone who meets somebody in one of them, in a constant number of queries."""
    meetings = [_meetings(session, plan) for plan in (first, second)]
    differences = _differences(session, event, *(_served(found) for found in meetings))
    order = sorted(differences, key=lambda one: (one.points, one.meetings, one.name))
    gain, lose = [one for one in order if one.points > 0], [one for one in order if one.points < 0]
    return Comparison(
        plans=(first, second),
        figures=(plan_statistics(session, first), plan_statistics(session, second)),
        runs=(_run_of(session, first), _run_of(session, second)),
        kept=len(meetings[0].keys() & meetings[1].keys()),
        gain=len(gain),
        lose=len(lose),
        most=gain[::-1][:SHOWN],
        least=lose[:SHOWN],
    )


def _meetings(session: Session, plan: Plan) -> dict[tuple[int, int, object, str], int]:
    """(two people, start, table) -> score."""
    rows = session.execute(
        select(Meeting.a_id, Meeting.b_id, Meeting.starts_at, Meeting.table_name, Meeting.score).where(
            Meeting.plan_id == plan.id
        )
    )
    return {(a, b, start, table): score for a, b, start, table, score in rows}


def _served(meetings: dict[tuple[int, int, object, str], int]) -> tuple[Counter[int], Counter[int]]:
    """Meetings and points of each person."""
    counts: Counter[int] = Counter()
    points: Counter[int] = Counter()
    for (a, b, _, _), score in meetings.items():
        for who in (a, b):
            counts[who] += 1
            points[who] += score
    return counts, points


def _differences(
    session: Session,
    event: Event,
    before: tuple[Counter[int], Counter[int]],
    after: tuple[Counter[int], Counter[int]],
) -> list[Difference]:
    """Of everybody who meets somebody in one of the plans."""
    people, met = people_by_id(session, event), before[0].keys() | after[0].keys()
    return [
        Difference(p.public_id, p.name, after[0][p.id] - before[0][p.id], after[1][p.id] - before[1][p.id])
        for p in people.values()
        if p.id in met
    ]


def _run_of(session: Session, plan: Plan) -> SolveRun | None:
    return None if plan.run_id is None else session.get(SolveRun, plan.run_id)
