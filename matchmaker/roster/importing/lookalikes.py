"""People and organisations that may be the same in two spellings: the organizer decides, nothing is merged silently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from matchmaker.messages.texts.importing import LIKE_A_PERSON, LIKE_A_ROW, SAME_GROUP, SAME_ORGANISATION
from matchmaker.roster.importing.match_rows import Match
from matchmaker.roster.importing.questions import Question, question, row_key
from matchmaker.roster.rows.current_roster import Person
from matchmaker.schemas.roster import RosterRow
from matchmaker.spelling import look_alike, plain_organisation, plain_person
from matchmaker.text import identity

PEOPLE_ALIKE = 90
ORGANISATIONS_ALIKE = 90
# a word shared by more names than this does not distinguish them
_MAX_BLOCK_SIZE = 2000


def people_questions(matches: Sequence[Match], people: Sequence[Person], answers: Mapping[str, bool]) -> list[Question]:
    """Questions about new rows that resemble somebody on the list or an earlier new row."""
    new = [match for match in matches if match.person is None and _is_a_name(match.row)]
    matched = {match.person.id for match in matches if match.person}
    others = [person for person in people if person.id not in matched and _is_a_name(person.row)]
    rows = [match.row for match in new] + [person.row for person in others]
    names = [plain_person(row.name) for row in rows]
    questions = []
    for i, j in _alike(names, len(new), PEOPLE_ALIKE):
        if not _may_be_colleagues(rows[i], rows[j]):
            continue
        if j < len(new):
            first, later = sorted((new[i], new[j]), key=lambda match: match.number)
            key = f"rows:{row_key(first.row)}:{row_key(later.row)}"
            asked = LIKE_A_ROW(later=later.number, later_name=_shown(later.row), name=first.row.name, row=first.number)
        else:
            later, person = new[i], others[j - len(new)]
            key = f"person:{row_key(later.row)}:{person.public_id}"
            asked = LIKE_A_PERSON(later=later.number, later_name=_shown(later.row), name=_shown(person.row))
        questions.append(question(key, asked, answers, row=later.number))
    return sorted(questions, key=lambda question: (question.row or 0, question.key))


def organisation_questions(
    rows: Iterable[RosterRow], known: Iterable[RosterRow], answers: Mapping[str, bool]
) -> tuple[list[Question], dict[str, str]]:
    """The questions; and identity of a spelling -> the spelling to use instead, for those answered with yes.

    Of two spellings, the one already on the list is kept, otherwise the more frequent one in the file.
    """
    kept = Counter(row.organisation for row in known if row.organisation)
    new = Counter(row.organisation for row in rows if row.organisation and row.organisation not in kept)
    spellings = _one_per_identity([*(name for name, _ in new.most_common()), *kept], set(kept))
    new_ones = sum(name not in kept for name in spellings)
    questions, instead = [], {}
    for i, j in _alike([plain_organisation(name) for name in spellings], new_ones, ORGANISATIONS_ALIKE):
        if _digits(spellings[i]) != _digits(spellings[j]):
            continue  # School 12 is not School 13
        loser, winner = (i, j) if j >= new_ones else (max(i, j), min(i, j))
        key = f"organisation:{identity(spellings[loser])}={identity(spellings[winner])}"
        asked = SAME_ORGANISATION(name=spellings[loser], known=spellings[winner])
        questions.append(question(key, asked, answers))
        if answers.get(key):
            instead[identity(spellings[loser])] = spellings[winner]
    return questions, instead


def group_questions(
    names: Iterable[str], known: Iterable[str], answers: Mapping[str, bool]
) -> tuple[list[Question], dict[str, str]]:
    """As `organisation_questions`, for the groups that the list names and those that the event has."""
    kept = {identity(name): name for name in known}
    new = {identity(name): name for name in names if name and identity(name) not in kept}
    questions, instead = [], {}
    for index, (key, name) in enumerate(new.items()):
        for other_key, other in [*kept.items(), *list(new.items())[:index]]:
            if not look_alike(name, other):
                continue
            asked = question(f"group:{key}={other_key}", SAME_GROUP(name=name, known=other), answers)
            questions.append(asked)
            if asked.holds:
                instead[key] = other
    return questions, instead


def _one_per_identity(names: Sequence[str], kept: set[str]) -> list[str]:
    """One spelling per identity: the one on the list, otherwise the first; those on the list come last."""
    chosen: dict[str, str] = {}
    for name in names:
        if name in kept or identity(name) not in chosen:
            chosen[identity(name)] = name
    return sorted(chosen.values(), key=lambda name: name in kept)


def _alike(names: Sequence[str], asked: int, cutoff: int) -> Iterator[tuple[int, int]]:
    """(i, j), i < `asked` and i < j, of names at least `cutoff` of 100 alike that share a word.

    Compared in blocks of names with a word in common (standard blocking of record linkage), never all with all.
    """
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        for word in set(name.split()):
            blocks[word].append(index)
    found: set[tuple[int, int]] = set()
    for members in blocks.values():
        new = [index for index in members if index < asked]
        if new and 1 < len(members) <= _MAX_BLOCK_SIZE:
            found.update(_alike_within(names, new, members, cutoff))
    yield from sorted(found)


def _alike_within(
    names: Sequence[str], new: Sequence[int], members: Sequence[int], cutoff: int
) -> Iterator[tuple[int, int]]:
    scores = process.cdist(
        [names[i] for i in new],
        [names[j] for j in members],
        scorer=fuzz.ratio,
        score_cutoff=cutoff,
        dtype=np.uint8,
    )
    for row, column in np.argwhere(scores):
        if new[row] < members[column]:
            yield new[row], members[column]


def _is_a_name(row: RosterRow) -> bool:
    """Numbered names (`participant 17`) are similar but never the same."""
    return bool(row.name) and row.name != row.reference and not any(character.isdigit() for character in row.name)


def _may_be_colleagues(a: RosterRow, b: RosterRow) -> bool:
    one, other = plain_organisation(a.organisation), plain_organisation(b.organisation)
    return not one or not other or fuzz.ratio(one, other) >= ORGANISATIONS_ALIKE


def _digits(name: str) -> str:
    return "".join(character for character in name if character.isdigit())


def _shown(row: RosterRow) -> str:
    return f"{row.name}, {row.organisation}" if row.organisation else row.name
