"""On a night when the clocks change, times say which of the two they mean."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from matchmaker.messages import Reader, compose, formats, language

BERLIN = "Europe/Berlin"
READER = Reader(language("en"))
STEP = timedelta(minutes=20)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]  # year to minute


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (utc(2027, 10, 31, 0, 45), ("02:45 CEST", "02:05 CET")),
        (utc(2027, 10, 31, 0, 5), ("02:05 CEST", "02:25 CEST")),
        (utc(2027, 10, 31, 1, 30), ("02:30 CET", "02:50 CET")),
        (utc(2027, 10, 30, 23, 45), ("01:45", "02:05 CEST")),
        (utc(2027, 3, 28, 0, 45), ("01:45 CET", "03:05 CEST")),
        (utc(2027, 5, 11, 7, 20), ("09:20", "09:40")),
    ],
)
def test_a_range_of_times_is_unambiguous(starts: datetime, expected: tuple[str, str]) -> None:
    assert formats.time_range(starts, starts + STEP, BERLIN, READER) == expected


def test_a_range_of_local_times_has_no_zone() -> None:
    assert formats.time_range(time(9), time(12, 30), None, READER) == ("09:00", "12:30")


def test_a_single_time_in_the_doubled_hour_names_its_zone() -> None:
    first, second = (formats.shown(utc(2027, 10, 31, hour, 30), "time", READER, BERLIN, compose) for hour in (0, 1))
    assert (first, second) == ("02:30 CEST", "02:30 CET")
