"""Work on an import: one process at a time, with progress, stoppable, and without traces if it fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.errors import EditConflictError, InvalidInputError, StateError
from matchmaker.messages import Message
from matchmaker.models import Attendee, Event, ImportStatus, ImportTask, ImportWork, RosterImport, now
from matchmaker.roster.importing import ImportProgress, Outcome, Stage, set_mapping, work, work_claims
from matchmaker.roster.importing.progress import EVERY, reported
from matchmaker.roster.importing.stored_proposal import proposal_of, summary_of
from matchmaker.roster.importing.work import check_claimed, commit_claimed
from matchmaker.roster.importing.work_claims import (
    Claim,
    StoppedError,
    WorkState,
    claim_work,
    forget_ended_work,
    stop_work,
    work_on,
)
from tests.builders import an_attendee, an_event
from tests.matchmaker.roster.import_steps import uploaded

HEADER = ["Name", "E-mail"]
ANN = ["Ann Lee", "ann@example.org"]


@pytest.fixture(autouse=True)
def every_report_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_claims, "REPORT_INTERVAL", 0.0)


@pytest.fixture
def event(database: Database) -> Event:
    with database.writing() as session:
        return an_event(session)


@pytest.fixture
def waiting(database: Database, event: Event) -> RosterImport:
    """A list of one person, uploaded."""
    with database.writing() as session:
        return uploaded(session, event, HEADER, ANN)


def claimed(database: Database, waiting: RosterImport, task: ImportTask = ImportTask.CHECK) -> Claim:
    claim = claim_work(database, waiting.id, task)
    assert claim
    return claim


def checked(database: Database, event: Event, waiting: RosterImport) -> str:
    """Check the list. Returns the digest that a page would show."""
    check_claimed(claimed(database, waiting))
    with database.reading() as session:
        kept = proposal_of(session, event, waiting)
        assert kept
        return summary_of(kept).digest


def state(database: Database, waiting: RosterImport) -> WorkState | None:
    with database.reading() as session:
        return work_on(session, waiting)


def message(database: Database, waiting: RosterImport) -> Message | None:
    found = state(database, waiting)
    assert found
    return found.message


def people(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Attendee.name).order_by(Attendee.id)))


def add_somebody(database: Database, event: Event, **fields: str) -> None:
    with database.writing() as session:
        an_attendee(session, session.get_one(Event, event.id), **fields)


def test_a_check_and_a_commit_leave_no_work_behind(database: Database, event: Event, waiting: RosterImport) -> None:
    seen = checked(database, event, waiting)
    assert state(database, waiting) is None
    claim = claimed(database, waiting, ImportTask.COMMIT)
    assert commit_claimed(claim, COMMAND_LINE, expected_digest=seen).new == 1
    assert (people(database), state(database, waiting)) == (["Ann Lee"], None)


def test_only_one_process_works_on_an_import(database: Database, waiting: RosterImport) -> None:
    claimed(database, waiting)
    assert claim_work(database, waiting.id, ImportTask.COMMIT) is None


def test_an_expired_claim_is_shown_as_interrupted_and_can_be_taken_over(
    database: Database, waiting: RosterImport
) -> None:
    first = claimed(database, waiting)
    with database.writing() as session:
        session.get_one(ImportWork, waiting.id).expires_at = now() - timedelta(seconds=1)
    assert str(message(database, waiting)) == "The work on this list was interrupted. Nothing was imported."
    claimed(database, waiting)
    with pytest.raises(StoppedError):
        check_claimed(first)


def test_a_finished_import_cannot_be_claimed(database: Database, event: Event, waiting: RosterImport) -> None:
    checked(database, event, waiting)
    commit_claimed(claimed(database, waiting, ImportTask.COMMIT), COMMAND_LINE)
    with pytest.raises(StateError, match="This import is finished"):
        claim_work(database, waiting.id, ImportTask.CHECK)


def test_progress_is_written_for_the_pages(database: Database, waiting: RosterImport) -> None:
    claim = claimed(database, waiting)
    claim(ImportProgress(Stage.CHECKING, 250, 1000))
    assert state(database, waiting) == WorkState(ImportTask.CHECK, ImportProgress(Stage.CHECKING, 250, 1000), None)


def test_progress_only_grows() -> None:
    shares = [ImportProgress(stage, done, 4).share for stage in Stage for done in range(4)]
    assert shares == sorted(shares)
    assert (shares[0], max(shares) < 1) == (0.0, True)


def test_rows_are_reported_every_so_often() -> None:
    reports: list[ImportProgress] = []
    rows = range(2 * EVERY + 1)
    assert list(reported(rows, Stage.CHECKING, reports.append)) == list(rows)
    assert [report.done for report in reports] == [0, EVERY, 2 * EVERY]


def test_stopped_work_ends_at_its_next_report_and_keeps_nothing(
    database: Database, event: Event, waiting: RosterImport
) -> None:
    claim = claimed(database, waiting)
    with database.writing() as session:
        stop_work(session, waiting)
    with pytest.raises(StoppedError):
        check_claimed(claim)
    assert str(message(database, waiting)) == "The work on this list was stopped. Nothing was imported."
    with database.reading() as session:
        assert proposal_of(session, event, waiting) is None
    checked(database, event, waiting)


def test_a_commit_that_is_stopped_before_its_end_writes_nothing(
    database: Database, event: Event, waiting: RosterImport
) -> None:
    checked(database, event, waiting)
    claim = claimed(database, waiting, ImportTask.COMMIT)
    with database.writing() as session:
        stop_work(session, waiting)
    with pytest.raises(StoppedError):
        commit_claimed(claim, COMMAND_LINE)
    assert people(database) == []


def test_what_does_not_run_cannot_be_stopped(database: Database, waiting: RosterImport) -> None:
    with database.writing() as session, pytest.raises(StateError, match="nothing to stop"):
        stop_work(session, waiting)


def test_another_mapping_ends_the_work_on_the_former_one(database: Database, waiting: RosterImport) -> None:
    claim = claimed(database, waiting)
    with database.writing() as session:
        set_mapping(session, COMMAND_LINE, session.get_one(RosterImport, waiting.id), {"Name": "name"})
    with pytest.raises(StoppedError):
        check_claimed(claim)
    assert state(database, waiting) is None


def test_an_unexpected_failure_is_noted_for_the_pages(
    database: Database, waiting: RosterImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(work, "preview", fail)
    with pytest.raises(RuntimeError, match="a bug"):
        check_claimed(claimed(database, waiting))
    assert str(message(database, waiting)) == "The work on this list failed unexpectedly. Nothing was imported."
    with database.writing() as session:
        forget_ended_work(session, waiting)
    assert state(database, waiting) is None


def test_a_commit_of_another_digest_is_refused_and_the_proposal_is_fresh(
    database: Database, event: Event, waiting: RosterImport
) -> None:
    seen = checked(database, event, waiting)
    add_somebody(database, event, name="Ann", email="ann@example.org")
    with pytest.raises(EditConflictError, match="The roster has changed"):
        commit_claimed(claimed(database, waiting, ImportTask.COMMIT), COMMAND_LINE, expected_digest=seen)
    assert people(database) == ["Ann"]
    assert str(message(database, waiting)).startswith("The roster has changed")
    with database.reading() as session:
        kept = proposal_of(session, event, waiting)
        assert kept
        assert summary_of(kept).counts[Outcome.CHANGED] == 1


def test_a_commit_follows_a_roster_that_has_changed_without_a_difference(
    database: Database, event: Event, waiting: RosterImport
) -> None:
    seen = checked(database, event, waiting)
    add_somebody(database, event, name="Zoe", email="zoe@example.org")
    claim = claimed(database, waiting, ImportTask.COMMIT)
    assert commit_claimed(claim, COMMAND_LINE, expected_digest=seen).new == 1
    assert people(database) == ["Zoe", "Ann Lee"]


def test_a_commit_gives_up_if_the_roster_changes_each_time(
    database: Database, event: Event, waiting: RosterImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(database, event, waiting)
    check_ready = work.check_ready
    names = iter("BCDEFG")

    def change_and_check(*given: object, **options: object) -> None:
        add_somebody(database, event, name=next(names))
        check_ready(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "check_ready", change_and_check)
    with pytest.raises(EditConflictError):
        commit_claimed(claimed(database, waiting, ImportTask.COMMIT), COMMAND_LINE)
    assert people(database) == ["B", "C", "D"]


def test_faulty_rows_are_refused_or_skipped(database: Database, event: Event) -> None:
    with database.writing() as session:
        waiting = uploaded(session, event, HEADER, ANN, ["Bob", "bob at example"])
    checked(database, event, waiting)
    with pytest.raises(InvalidInputError, match="row 3, column E-mail: “bob at example” is not an e-mail address"):
        commit_claimed(claimed(database, waiting, ImportTask.COMMIT), COMMAND_LINE)
    assert people(database) == []
    done = commit_claimed(claimed(database, waiting, ImportTask.COMMIT), COMMAND_LINE, skip_faulty=True)
    assert (done.new, done.skipped, people(database)) == (1, 1, ["Ann Lee"])
    with database.reading() as session:
        assert session.get_one(RosterImport, waiting.id).status is ImportStatus.COMMITTED
