"""Errors on the command line: one line per fault on standard error and an exit code, never a traceback."""

from __future__ import annotations

import errno
import sys
from typing import IO, Any

import click

from matchmaker.errors import MatchmakerError
from web.cli.language import _, composed
from web.cli.lazy_group import LazyGroup

NOT_DONE, BAD_INPUT, INFEASIBLE, NOTHING_FOUND = 1, 2, 3, 4


class CommandError(click.ClickException):
    """Ends the command with this exit code, after one line per sentence."""

    def __init__(self, sentences: list[str], exit_code: int = BAD_INPUT) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        self.exit_code = exit_code  # type: ignore[misc]  # click documents it for instances, its stubs say ClassVar

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentences; click calls this before it exits."""
        for sentence in self.sentences:
            click.echo(_("Error: {sentence}", sentence=sentence), file=file or sys.stderr)


class ErrorReportingGroup(LazyGroup):
    """Reports errors that the user can fix as a CommandError; everything else remains a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MatchmakerError as error:
            raise CommandError(_sentences(error), _exit_code(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of our output has closed the pipe; click exits quietly
            raise CommandError([f"{error.filename or _('the system')}: {error.strerror or error}."]) from error
        except Exception as error:
            sentence = _database_sentence(error)
            if sentence is None:
                raise
            raise CommandError([sentence]) from error


def _sentences(error: MatchmakerError) -> list[str]:
    return [line for message in error.messages for line in composed(message).splitlines()] or [type(error).__name__]


def _exit_code(error: MatchmakerError) -> int:
    """Compares class names, so that commands which do not plan need not import the planning packages."""
    by_name = {"InfeasibleError": INFEASIBLE, "NothingFoundError": NOTHING_FOUND}
    return by_name.get(type(error).__name__, BAD_INPUT)


def _database_sentence(error: Exception) -> str | None:
    """The message for an error of the database that is no fault of the program; None for any other error."""
    if "sqlalchemy" not in sys.modules:
        return None
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    from matchmaker.database_errors import DatabaseProblem, problem_of

    if isinstance(error, SQLAlchemyError) and problem_of(error) is DatabaseProblem.CONFLICT:
        return _("Someone else changed this at the same time. Nothing was changed; run the command again.")
    if not isinstance(error, DBAPIError):
        return None
    return _("The database reports an error: {error}", error=str(error.orig).strip().splitlines()[0])
