"""The one formatter: dates, times, numbers, lists, and the names of what ids stand for, in the reader's language.

| format | value | English |
| --- | --- | --- |
| none | text, number | as it is |
| `number`, `number2` | number | `1,234`, `1,234.50`; without digits, one decimal at most |
| `percent`, `percent2` | fraction of 1 | `12.3%`, `12.30%` |
| `date`, `day` | date or moment | `Tuesday, 11 May 2027`, `Tue 11 May` |
| `time` | time or moment | `09:20` |
| `moment` | moment | `Tue, 11 May 2027, 09:20 CEST` |
| `shortmoment` | moment | `Tue 11 May, 09:20` |
| `zone` | time zone | `Berlin time (Europe/Berlin)` |
| `list`, `list5` | texts or messages | `a, b and c`; with digits, at most so many parts: `a, b and 3 more` |
| `commas` | texts | `a, b, c` |
| `quoted` | text | `"a"` as in a JSON file; a long one is shortened |
| `semicolons` | messages | `a; b` |
| `clauses` | messages | two joined by `, and `, more by semicolons |
| `sentences` | messages | one after the other |
| `lines` | messages | a line each |
| `person`, `slot`, `block`, `table` | id | its name |
| `people5`, `slots`, `blocks`, `tables` | ids | a list of their names |

Moments are shown in the time zone of the message's parameter `zone`. None is shown as a dash.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from matchmaker.messages.message import Message
from matchmaker.messages.sentence import plural, sentence

if TYPE_CHECKING:
    from matchmaker.messages.compose import Reader

Compose = Callable[[Message, "Reader"], str]
NOTHING = "–"
AND_MORE = plural("list.more", "{count:number} more", "{count:number} more")
EMPTY_LIST = sentence("list.empty", "none")
TWO_CLAUSES = sentence("clauses.two", "{first}, and {second}")
MORE_CLAUSES = sentence("clauses.more", "{first}; {second}")
ZONE_OF_CITY = sentence("zone.city", "{city} time ({zone_name})")


def shown(value: Any, format_: str, reader: Reader, zone: str | None, compose: Compose) -> str:
    """The value in this format. Raises KeyError for a format that does not exist."""
    name = format_.rstrip("0123456789")
    digits = int(format_[len(name) :]) if name != format_ else None
    if value is None:
        return NOTHING
    if name in _LISTS:
        return _list(_LISTS[name](_composed(value, reader, compose), reader), digits, reader, compose)
    if name == "clauses":
        return _clauses(_composed(value, reader, compose), reader, compose)
    if name == "sentences":
        return " ".join(_composed(value, reader, compose))
    if name == "semicolons":
        return "; ".join(_composed(value, reader, compose))
    if name == "lines":
        return "\n".join(_composed(value, reader, compose))
    if name == "zone":
        return _zone(value, reader, compose)
    if name in _TIMES:
        return _TIMES[name](_moment(value, zone), zone, reader)
    if isinstance(value, Message):
        return compose(value, reader)
    return _FORMATS[name](value, digits, reader)


def _composed(values: Iterable[Any], reader: Reader, compose: Compose) -> list[str]:
    return [compose(value, reader) if isinstance(value, Message) else str(value) for value in values]


def _list(texts: Sequence[str], most: int | None, reader: Reader, compose: Compose) -> str:
    from babel.lists import format_list

    shown_texts = list(texts)
    if not shown_texts:
        return compose(EMPTY_LIST(), reader)
    if most is not None and len(shown_texts) > most:
        shown_texts = [*shown_texts[: most - 1], compose(AND_MORE(count=len(texts) - most + 1), reader)]
    return format_list(shown_texts, "standard", reader.language.locale)


def _clauses(texts: Sequence[str], reader: Reader, compose: Compose) -> str:
    if len(texts) == 2:
        return compose(TWO_CLAUSES(first=texts[0], second=texts[1]), reader)
    joined = texts[0] if texts else ""
    for text in texts[1:]:
        joined = compose(MORE_CLAUSES(first=joined, second=text), reader)
    return joined


def _number(value: float, decimals: int | None, reader: Reader) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0.#" if decimals is None else f"#,##0.{'0' * decimals}".rstrip(".")
    return format_decimal(value, pattern, reader.language.locale)


def _percent(fraction: float, decimals: int | None, reader: Reader) -> str:
    from babel.numbers import format_percent

    digits = "0" * (1 if decimals is None else decimals)
    pattern = _percent_pattern(reader).replace("#,##0", f"#,##0.{digits}".rstrip("."))
    return format_percent(fraction, pattern, reader.language.locale)


def _percent_pattern(reader: Reader) -> str:
    return str(reader.language.locale.percent_formats[None].pattern)


def _moment(value: Any, zone: str | None) -> datetime | date | time:
    """The value as a date, a time, or a moment in the time zone."""
    if isinstance(value, str):
        value = _parsed(value)
    return value.astimezone(ZoneInfo(zone)) if isinstance(value, datetime) and zone else value


def _parsed(text: str) -> datetime | date | time:
    if "T" in text or " " in text:
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if "-" in text else time.fromisoformat(text)


def _date(value: Any, _zone: str | None, reader: Reader) -> str:
    from babel.dates import format_date

    return format_date(value, "full", reader.language.locale)


def _time(value: Any, _zone: str | None, reader: Reader) -> str:
    """With the abbreviation of its zone if the clock shows this time twice that night."""
    return _clock(value, reader, named=isinstance(value, datetime) and _happens_twice(value))


def time_range(starts: Any, ends: Any, zone: str | None, reader: Reader) -> tuple[str, str]:
    """The two times of a span; each names its zone if the clocks change in between."""
    moments = [_moment(each, zone) for each in (starts, ends)]
    offsets = {each.utcoffset() for each in moments if isinstance(each, datetime)}
    if len(offsets) < 2:
        first, second = (_time(each, zone, reader) for each in moments)
    else:
        first, second = (_clock(each, reader, named=True) for each in moments)
    return first, second


def _clock(value: Any, reader: Reader, *, named: bool) -> str:
    from babel.dates import format_time, get_timezone_name

    clock = format_time(_naive(value), "short", locale=reader.language.locale)
    return f"{clock} {get_timezone_name(value, 'short', locale=reader.language.locale)}" if named else clock


def _happens_twice(moment: datetime) -> bool:
    zone = moment.tzinfo
    return zone is not None and zone.utcoffset(moment.replace(fold=0)) != zone.utcoffset(moment.replace(fold=1))


def _by_skeleton(skeleton: str) -> Callable[[Any, str | None, Reader], str]:
    def formatted(value: Any, _zone: str | None, reader: Reader) -> str:
        from babel.dates import format_skeleton

        return format_skeleton(skeleton, _naive(value), locale=reader.language.locale)

    return formatted


def _with_time(skeleton: str, *, names_zone: bool) -> Callable[[Any, str | None, Reader], str]:
    day = _by_skeleton(skeleton)

    def formatted(value: Any, zone: str | None, reader: Reader) -> str:
        from babel.dates import get_timezone_name

        if not names_zone:
            return f"{day(value, zone, reader)}, {_time(value, zone, reader)}"
        joined = f"{day(value, zone, reader)}, {_clock(value, reader, named=False)}"
        return f"{joined} {get_timezone_name(value, 'short', locale=reader.language.locale)}"

    return formatted


def _quoted(text: str) -> str:
    return json.dumps(text if len(text) <= 60 else text[:57] + "...", ensure_ascii=False)


def _naive(value: Any) -> Any:
    """Without its time zone: babel would convert it to UTC."""
    return value.replace(tzinfo=None) if isinstance(value, datetime | time) else value


def _zone(name: str, reader: Reader, compose: Compose) -> str:
    from babel.dates import get_timezone_location

    if "/" not in name:
        return name
    city = get_timezone_location(name, reader.language.locale, return_city=True)
    return compose(ZONE_OF_CITY(city=city, zone_name=name), reader)


_FORMATS: dict[str, Callable[[Any, int | None, Reader], str]] = {
    "": lambda value, digits, reader: value if isinstance(value, str) else str(value),  # keeps markup
    "number": _number,
    "commas": lambda value, digits, reader: ", ".join(value),
    "quoted": lambda value, digits, reader: _quoted(value),
    "percent": _percent,
    "person": lambda value, digits, reader: reader.names.person(value),
    "slot": lambda value, digits, reader: reader.names.slot(value),
    "block": lambda value, digits, reader: reader.names.block(value),
    "table": lambda value, digits, reader: reader.names.table(value),
}
_LISTS: dict[str, Callable[[list[str], Reader], list[str]]] = {
    "list": lambda texts, reader: texts,
    "people": lambda ids, reader: [reader.names.person(key) for key in ids],
    "slots": lambda ids, reader: [reader.names.slot(key) for key in ids],
    "blocks": lambda ids, reader: [reader.names.block(key) for key in ids],
    "tables": lambda ids, reader: [reader.names.table(key) for key in ids],
}
_TIMES: dict[str, Callable[[Any, str | None, Reader], str]] = {
    "date": _date,
    "day": _by_skeleton("MMMEd"),
    "time": _time,
    "moment": _with_time("yMMMEd", names_zone=True),
    "shortmoment": _with_time("MMMEd", names_zone=False),
}
_JOINED = {"clauses", "sentences", "semicolons", "lines", "zone"}
FORMATS = frozenset(_FORMATS) | frozenset(_LISTS) | frozenset(_TIMES) | _JOINED
"""The names of all formats; digits may follow some of them."""
