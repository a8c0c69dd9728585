"""`matchmaker solve --from`: a schedule that is near to an earlier one."""

from dataclasses import replace
from functools import partial

import pytest
from click.testing import CliRunner

from solver.files.formats import read_schedule, write_problem, write_schedule
from solver.repair.repair import repair_schedule
from tests.solver.builders import NO_PROOFS, problem, schedule, slots
from tests.solver.repair.change_count import placements
from web.cli.commands.solve import solve

P = problem("ann bob cleo dan", "ann-bob:5 cleo-dan:5 ann-cleo:9 bob-dan:9", slots(1), where=2)
BEFORE = schedule(P, (0, "s0", "t0"), (1, "s0", "t1"))


@pytest.fixture
def run(tmp_path):
    """Runs `solve` on a problem from an earlier schedule; gives click's result, and the file that it wrote."""

    def solved(*options, p=P, previous=BEFORE):
        paths = [tmp_path / name for name in ("p.json", "before.json", "after.json")]
        paths[0].write_text(write_problem(p), encoding="utf-8")
        paths[1].write_text(write_schedule(previous), encoding="utf-8")
        result = CliRunner().invoke(solve, [str(paths[0]), "--from", str(paths[1]), "-o", str(paths[2]), *options])
        return result, read_schedule(paths[2].read_bytes()) if paths[2].exists() else None

    return solved


@pytest.mark.parametrize(
    ("options", "pairs"),
    [
        ((), [2, 3]),
        (("--max-changes", "1"), [0, 1]),
        (("--max-changes", "2"), [2, 3]),
        (("--max-changed-people", "3"), [0, 1]),
        (("--max-changed-people", "4"), [2, 3]),
        (("--change-price", "5"), [0, 1]),
        (("--change-price", "3"), [2, 3]),
        (("--freeze", "s0"), [0, 1]),
        (("--pin", "bob", "ann"), [0, 1]),
        (("--absent", "ann", "--max-changes", "0"), [1]),
        (("--absent", "ann", "--absent", "bob"), [1]),
    ],
)
def test_each_option_asks_for_what_it_says(run, options, pairs):
    result, after = run(*options)
    assert (result.exit_code, sorted(placements(after.meetings))) == (0, pairs)


def test_it_reports_how_much_has_changed(run):
    assert run()[0].stderr.endswith("0 meetings as before, 0 moved, 2 cancelled, 2 new.\n")
    assert run("--max-changes", "0")[0].stderr.endswith("2 meetings as before, 0 moved, 0 cancelled, 0 new.\n")
    assert run("--quiet")[0].stderr == ""


REQUIRED = replace(P, pairs=(*P.pairs[:2], replace(P.pairs[2], required=True), P.pairs[3]))


def test_required_meetings_that_need_more_changes_than_the_limit_are_2_and_the_least_that_would_do(run):
    result, after = run("--max-changes", "1", p=REQUIRED)
    assert (result.exit_code, after) == (2, None)
    assert (
        "Error: the rules need at least 2 of the earlier meetings moved or cancelled; the limit is 1" in result.stderr
    )


def test_where_that_is_not_proven_it_is_4(run, monkeypatch):
    monkeypatch.setattr("solver.repair.repair.repair_schedule", partial(repair_schedule, parameters=NO_PROOFS))
    result, after = run("--max-changes", "1", p=REQUIRED)
    assert (result.exit_code, after.status) == (4, "unknown")
    assert "No schedule within the limits on changes was found" in result.stderr


def test_a_contradiction_in_the_rules_is_3_with_or_without_a_limit(run):
    both = replace(P, pairs=tuple(replace(q, required=True) for q in P.pairs))
    result, _ = run(p=both)
    assert result.exit_code == 3
    assert "ann" in result.stderr


def test_a_schedule_of_another_event_is_a_plain_start(run):
    other = schedule(problem("eve fay", "eve-fay", slots(1)), (0, "s0", "t0"))
    result, after = run("--max-changes", "0", previous=other)
    assert (result.exit_code, sorted(placements(after.meetings))) == (0, [2, 3])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--max-changes", "1", "--max-changed-people", "1"), "either a number of meetings or a number of people"),
        (("--absent", "zoe"), 'absent: no person "zoe"'),
        (("--freeze", "s7"), 'frozen: no slot "s7"'),
        (("--pin", "ann", "dan"), 'pinned: "ann" and "dan" have no meeting'),
        (("--max-changes", "-1"), "--max-changes"),
    ],
)
def test_what_cannot_be_asked_is_2_and_nothing_is_written(run, options, sentence):
    result, after = run(*options)
    assert (result.exit_code, after) == (2, None)
    assert sentence in result.stderr


@pytest.mark.parametrize(
    "options", [("--max-changes", "0"), ("--max-changed-people", "0"), ("--absent", "ann"), ("--change-price", "1")]
)
def test_options_about_changes_need_an_earlier_schedule(tmp_path, options):
    where = tmp_path / "p.json"
    where.write_text(write_problem(P), encoding="utf-8")
    result = CliRunner().invoke(solve, [str(where), *options])
    assert result.exit_code == 2
    assert "need --from SCHEDULE" in result.stderr


def test_a_file_that_is_no_schedule_is_2(tmp_path):
    where = tmp_path / "p.json"
    where.write_text(write_problem(P), encoding="utf-8")
    result = CliRunner().invoke(solve, [str(where), "--from", str(where)])
    assert result.exit_code == 2
    assert str(where) in result.stderr
