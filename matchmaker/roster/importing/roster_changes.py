"""What an import writes: the part of a proposal that the commit needs."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.roster.importing.name_index import PersonKey
from matchmaker.roster.importing.proposal import Proposal
from matchmaker.roster.importing.row_pairs import both_listed
from matchmaker.roster.rows.asked import Asked
from matchmaker.roster.rows.current_roster import CurrentRoster, Person
from matchmaker.schemas.roster import RosterRow


@dataclass(frozen=True)
class NewPerson:
    number: int
    row: RosterRow


@dataclass(frozen=True)
class ChangedPerson:
    """`person` as they are now, and the row that they get."""

    person: Person
    row: RosterRow


@dataclass(frozen=True)
class PairChange:
    """A relation or request from one value to another (None: there is none yet), a request as `Asked.text`.

    `by_organizer`: whether the former request was the organizer's.
    """

    a: PersonKey
    b: PersonKey
    before: str | None
    after: str
    by_organizer: bool = False


@dataclass(frozen=True)
class RosterChanges:
    """Rows that change nothing are left out."""

    new: tuple[NewPerson, ...]
    changed: tuple[ChangedPerson, ...]
    groups: tuple[str, ...]
    """Names of the groups to create; `tables` alike."""
    tables: tuple[str, ...]
    relations: tuple[PairChange, ...]
    requests: tuple[PairChange, ...]


def changes_of(proposal: Proposal) -> RosterChanges:
    return RosterChanges(
        new=tuple(NewPerson(row.number, row.merged) for row in proposal.rows if row.merged and not row.person),
        changed=tuple(
            ChangedPerson(row.person, row.merged)
            for row in proposal.rows
            # new relations and requests alone do not change a person's own row
            if row.merged and row.person and row.person.row != row.merged
        ),
        groups=proposal.new_groups,
        tables=proposal.new_tables,
        relations=_relations(proposal),
        requests=_requests(proposal),
    )


def _relations(proposal: Proposal) -> tuple[PairChange, ...]:
    held = proposal.roster.relations
    return tuple(
        PairChange(a, b, held.get((a[1], b[1])) if both_listed(a, b) else None, relation)
        for (a, b), relation in proposal.pairs.relations.items()
    )


def _requests(proposal: Proposal) -> tuple[PairChange, ...]:
    return tuple(_request(proposal.roster, a, b, asked) for (a, b), asked in proposal.pairs.requests.items())


def _request(roster: CurrentRoster, a: PersonKey, b: PersonKey, asked: Asked) -> PairChange:
    listed = both_listed(a, b)
    held = roster.requests.get((a[1], b[1])) if listed else None
    by_organizer = listed and (a[1], b[1]) in roster.by_organizer
    return PairChange(a, b, held.text if held else None, asked.text, by_organizer)
