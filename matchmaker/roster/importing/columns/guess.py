"""Guess the field of each column, from its heading and from all its cells."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence

from matchmaker.roster.importing.columns.contradictions import contradicts
from matchmaker.roster.importing.columns.facts import ColumnFacts, column_facts
from matchmaker.roster.importing.columns.heading_match import EXACT, HeadingMatch, heading_match, numbered
from matchmaker.roster.importing.columns.mapping import IGNORE, JOINED, NAME_PARTS
from matchmaker.roster.rows.field_texts import EXPORT_HEADER
from matchmaker.schemas.roster import FIELDS
from matchmaker.spelling import plain
from matchmaker.text import identity

_RANKED = frozenset(
    [
        *("prof", "professor", "faculty", "choice", "wish", "preference", "priority", "request", "preferred"),
        *("meeting", "wunsch", "wahl", "choix", "souhait", "prioritat", "priorite", "preferencia", "opcion"),
        *("scelta", "person", "pick", "option"),
    ]
)
_NAMED_ON_THE_LIST = 0.3
_UNIQUE = 0.95
_GROUP_WORDS = frozenset(
    [
        *("mentor", "mentee", "mentors", "mentees", "buyer", "buyers", "seller", "sellers", "supplier"),
        *("suppliers", "exhibitor", "exhibitors", "visitor", "visitors", "speaker", "speakers", "sponsor"),
        *("sponsors", "investor", "investors", "startup", "startups", "founder", "founders", "student"),
        *("students", "employer", "employers", "candidate", "candidates", "vendor", "vendors", "delegate"),
        *("delegates", "host", "hosts", "hosted", "vip", "press", "faculty", "staff", "applicant", "applicants"),
        *("recruiter", "recruiters", "expert", "experts", "coach", "coaches", "customer", "customers", "partner"),
        *("partners", "aussteller", "besucher", "kaufer", "verkaufer"),
    ]
)


def guess(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """column -> field (or `ignore`) for every column of these rows."""
    if tuple(header) == EXPORT_HEADER:
        return dict(zip(header, FIELDS, strict=True))
    columns = column_facts(header, rows)
    mapping = dict.fromkeys(header, IGNORE)
    for field, candidates in candidates_by_field(columns).items():
        fitting = [
            (column, match) for column, match in candidates if not contradicts(column, field) and usable(column, match)
        ]
        chosen = fitting if field in JOINED else fitting[:1]
        mapping |= {column.heading: field for column, match in chosen if not (field in JOINED and match.somebody_else)}
    _map_series(columns, mapping)
    _map_by_cells(columns, mapping)
    return _consistent_names(columns, mapping)


def candidates_by_field(columns: Sequence[ColumnFacts]) -> dict[str, list[tuple[ColumnFacts, HeadingMatch]]]:
    """Field -> the columns whose heading names it, the likeliest first: the attendee's before the buyer's."""
    found: defaultdict[str, list[tuple[ColumnFacts, HeadingMatch]]] = defaultdict(list)
    for column in columns:
        match = heading_match(column.heading)
        if match:
            found[match.field].append((column, match))
    for candidates in found.values():
        candidates.sort(key=_likelihood, reverse=True)
    return dict(found)


def usable(column: ColumnFacts, match: HeadingMatch) -> bool:
    """A seating plan's `Table` is not everybody's own; a running number identifies nobody."""
    if match.field == "booth" and match.weak:
        return False
    counts = match.field == "reference" and match.weak and plain(column.heading) != "id"
    return not (counts and column.is_running_number)


def _likelihood(candidate: tuple[ColumnFacts, HeadingMatch]) -> tuple[bool, bool, int, bool, float, int]:
    column, match = candidate
    return (
        not match.somebody_else,
        match.attendee,
        match.sure,
        bool(column.cells),
        round(column.fit(match.field) * column.filled, 1),
        -column.index,
    )


def _map_series(columns: Sequence[ColumnFacts], mapping: dict[str, str]) -> None:
    """`Prof1`, `Prof2`: ranked wishes; `Area1`, `Area2`: a list over several columns."""
    for stem, series in _series(columns).items():
        match = heading_match(stem)
        if _RANKED & set(stem.split()) or _names_people(series, columns):
            field = "ranked_wishes"
        elif match and match.field in JOINED:
            field = match.field
        else:
            continue
        for column in series:
            if not contradicts(column, field):
                mapping[column.heading] = field


def _series(columns: Sequence[ColumnFacts]) -> dict[str, list[ColumnFacts]]:
    """Stem -> at least two columns, by number."""
    found: defaultdict[str, list[tuple[int, ColumnFacts]]] = defaultdict(list)
    for column in columns:
        part = numbered(column.heading)
        if part:
            found[part.stem].append((part.number, column))
    return {
        stem: [column for _, column in sorted(parts, key=lambda part: part[0])]
        for stem, parts in found.items()
        if len(parts) > 1
    }


def _names_people(series: Sequence[ColumnFacts], columns: Sequence[ColumnFacts]) -> bool:
    inside = {column.index for column in series}
    people = frozenset().union(
        *(column.distinct for column in columns if column.index not in inside and column.different >= _UNIQUE)
    )
    cells = [identity(cell) for column in series for cell in column.judged]
    return bool(cells) and sum(cell in people for cell in cells) >= _NAMED_ON_THE_LIST * len(cells)


def _map_by_cells(columns: Sequence[ColumnFacts], mapping: dict[str, str]) -> None:
    """What no heading gave: an address, a name, and a group, by their cells."""
    free = [column for column in columns if mapping[column.heading] == IGNORE and column.cells]
    unnamed = [column for column in free if not heading_match(column.heading)]
    taken = set(mapping.values())
    if "email" not in taken:
        addresses = [column for column in unnamed if column.fit("email") >= 0.6]
        addresses = addresses or [column for column in free if column.fit("email") >= 0.6]
        mapping |= {column.heading: "email" for column in addresses[:1]}
    if not taken & {"name", *NAME_PARTS}:
        _map_names(unnamed, mapping)
    if "group" not in taken:
        groups = [c for c in columns if mapping[c.heading] in (IGNORE, "job_title") and _holds_groups(c)]
        mapping |= {column.heading: "group" for column in groups[:1]}


def _map_names(unnamed: Sequence[ColumnFacts], mapping: dict[str, str]) -> None:
    """The first column of several words, or two neighbours of one word each."""
    names = [column for column in unnamed if mapping[column.heading] == IGNORE and column.fit("name") >= 0.8]
    whole = next((column for column in names if _words(column) >= 1.6 and column.different >= _UNIQUE), None)
    if whole:
        mapping[whole.heading] = "name"
        organisation = next((column for column in names if column.index > whole.index), None)
        if organisation and "organisation" not in mapping.values() and _has_no_headings(unnamed):
            mapping[organisation.heading] = "organisation"
        return
    pairs = itertools.pairwise(names)
    parts = next(((a, b) for a, b in pairs if b.index == a.index + 1 and _words(a) < 1.6 and _words(b) < 1.6), None)
    if parts and (_has_no_headings(unnamed) or "email" in mapping.values()):
        first, last = parts if not _begins_with_last_name(parts, unnamed) else parts[::-1]
        mapping |= {first.heading: "first_name", last.heading: "last_name"}


def _has_no_headings(columns: Sequence[ColumnFacts]) -> bool:
    return all(column.heading.startswith("Column ") for column in columns)


def _words(column: ColumnFacts) -> float:
    return sum(len(cell.split()) for cell in column.judged) / max(1, len(column.judged))


def _begins_with_last_name(parts: tuple[ColumnFacts, ColumnFacts], columns: Sequence[ColumnFacts]) -> bool:
    """`Byron;Ada;ada@example.org`: addresses begin with the first name."""
    addresses = next((column for column in columns if column.fit("email") >= 0.6), None)
    if addresses is None:
        return False
    beginnings = [plain(address.partition("@")[0]) for address in addresses.judged]
    first, second = (
        sum(begins.startswith(plain(cell)) for begins, cell in zip(beginnings, part.judged, strict=False))
        for part in parts
    )
    return second > first


def _holds_groups(column: ColumnFacts) -> bool:
    """A few different words, most of them kinds of attendees."""
    words = [set(plain(cell).split()) & _GROUP_WORDS for cell in column.distinct]
    return 1 < len(column.distinct) <= 8 and sum(map(bool, words)) >= 0.5 * len(words)


def _consistent_names(columns: Sequence[ColumnFacts], mapping: dict[str, str]) -> dict[str, str]:
    """Either whole names or both parts: `Name` beside `Vorname` is a last name; a first name alone is the name."""
    by_field = {mapping[column.heading]: column for column in columns}
    parts = [part for part in NAME_PARTS if part in by_field]
    if len(parts) == 2:
        return {heading: IGNORE if field == "name" else field for heading, field in mapping.items()}
    if len(parts) == 1 and "name" in by_field and _words(by_field["name"]) < 1.6 and _is_bare(by_field["name"].heading):
        other = next(part for part in NAME_PARTS if part not in parts)
        return mapping | {by_field["name"].heading: other}
    instead = "name" if len(parts) == 1 and "name" not in by_field else IGNORE
    return {heading: instead if field in NAME_PARTS else field for heading, field in mapping.items()}


def _is_bare(heading: str) -> bool:
    match = heading_match(heading)
    return match is not None and match.sure == EXACT and len(plain(heading).split()) == 1
