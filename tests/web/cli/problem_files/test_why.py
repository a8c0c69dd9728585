"""`matchmaker why`: sentences, JSON, a schedule to take over, and refusals."""

import json

import pytest
from click.testing import CliRunner

from solver.files.formats import read_schedule, write_problem, write_schedule
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import objective, problem, schedule, slots
from web.cli import main

SMALL = problem("ann bob cleo dan", "ann-bob:9 ann-cleo:4", slots(1), objective=objective("score"))


@pytest.fixture
def files(tmp_path):
    """The paths of a problem and its best schedule."""
    where, plan = tmp_path / "p.json", tmp_path / "s.json"
    where.write_text(write_problem(SMALL), encoding="utf-8")
    plan.write_text(write_schedule(solve(SMALL)), encoding="utf-8")
    return str(where), str(plan)


def run(*arguments):
    return CliRunner().invoke(main, ["why", *arguments])


def test_why_not_in_sentences(files):
    result = run(*files, "ann", "cleo")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "ann and cleo (score 4) do not meet.",
        "- In the only slot that both could use, one of them is in another meeting: at s0 ann meets bob.",
        "- Both are better used elsewhere: the cheapest to cancel would be ann with bob (9), "
        "worth more than the 4 of ann and cleo.",
        "If they had to meet (such a schedule was constructed and verified):",
        "- score: 4 instead of 9, 5 worse (proven: no schedule with this meeting is better)",
        "- 2 meetings change:",
        "  - ann and cleo meet at s0, table t0",
        "  - ann and bob no longer meet",
    ]


def test_why_in_sentences(files):
    result = run(*files, "bob", "ann")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:4] == [
        "ann and bob (score 9) meet at s0, table t0.",
        "- At s0 ann could meet cleo instead (score 4).",
        "Without this meeting (such a schedule was constructed and verified):",
        "- score: 4 instead of 9, 5 worse (proven: no schedule without it is better)",
    ]


def test_people_who_are_not_listed(files):
    result = run(*files, "bob", "dan")
    assert result.stdout.splitlines() == [
        "bob and dan do not meet.",
        "- bob and dan are not among the pairs that may meet.",
    ]


def test_the_other_schedule_is_written_and_sound(files, tmp_path):
    out = tmp_path / "other.json"
    assert run(*files, "ann", "cleo", "-o", str(out)).exit_code == 0
    other = read_schedule(out.read_text(encoding="utf-8"))
    assert [m.pair for m in other.meetings] == [1]
    assert verify(SMALL, other) == []


def test_nothing_is_written_where_nothing_can_be_decided(files, tmp_path):
    out = tmp_path / "other.json"
    assert run(*files, "bob", "dan", "-o", str(out)).exit_code == 1
    assert not out.exists()


def test_json_says_all_but_the_schedule(files):
    (answer,) = json.loads(run(*files, "ann", "cleo", "--json").stdout)
    assert (answer["meets"], answer["pair"], answer["reasons"][0]["code"]) == (False, 1, "double-booked")
    assert answer["forced"]["costs"] == [{"tier": "score", "value": 9, "found": 4, "limit": 4}]
    assert "schedule" not in answer["forced"]


def test_the_events_and_a_persons_chances(files):
    assert run(*files).stdout == "If there is one more slot after s0: 4 points more. Proven: at most 4.\n"
    assert run(*files, "ann").stdout == "No opening was found that gains anything.\n"
    assert json.loads(run(*files, "--json").stdout)[0]["kind"] == "slot"


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (["ann", "eve"], 'no person "eve"'),
        (["eve"], 'no person "eve"'),
        (["ann", "ann"], "cannot meet themselves"),
        (["ann", "-o", "x.json"], "-o needs two people"),
    ],
)
def test_bad_questions_are_a_sentence_and_2(files, people, sentence):
    result = run(*files, *people)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_bad_files_are_a_sentence_and_2(files, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text(write_schedule(schedule(SMALL, (0, "s0", "t0"), (1, "s0", "t1"))), encoding="utf-8")
    assert "ann is in 2 meetings at s0" in run(files[0], str(bad), "ann", "bob").stderr
    assert "cannot be read" in run(str(tmp_path / "none.json"), files[1]).stderr
    assert "s.json: format" in run(files[1], files[1]).stderr
    assert {run(files[0], str(bad)).exit_code, run(str(tmp_path), files[1]).exit_code} == {2}
