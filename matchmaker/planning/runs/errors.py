"""The ways in which a run ends without a plan; each message is shown to people."""

from __future__ import annotations

from matchmaker.errors import MatchmakerError


class InfeasibleError(MatchmakerError):
    """No schedule satisfies all the rules; the message names rules that contradict each other."""


class BudgetTooSmallError(MatchmakerError):
    """The rules need more changes than the run may make; the message names the least number that would do."""


class NothingFoundError(MatchmakerError):
    """No schedule was found within the time limit."""


class SolveFailedError(MatchmakerError):
    """The solver failed; the message says why."""


class CancelledError(MatchmakerError):
    """A person cancelled the run."""


class InterruptedSolveError(MatchmakerError):
    """The worker shut down before there was any schedule: another worker must solve this."""


class LeaseLostError(MatchmakerError):
    """Another worker has taken over the run, or it has ended: this worker must not write to it any more."""
