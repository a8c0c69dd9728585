"""The queue: a job is only a nudge to look at a run row; and the worker that answers nudges."""

from __future__ import annotations

from huey import Huey

from matchmaker.settings import Settings


def huey_for(settings: Settings) -> Huey:
    """The queue that QUEUE_URL names (sqlite:///file or postgresql://…), the same object for the same settings."""
    raise NotImplementedError


def nudge(settings: Settings, run_id: int) -> None:
    """Tell the workers of a queued run; call it after the commit. A lost nudge costs seconds, never the run."""
    raise NotImplementedError


def run_worker(settings: Settings) -> None:
    """Answer nudges until SIGTERM or SIGINT. Blocks; must be called in the main thread."""
    raise NotImplementedError
