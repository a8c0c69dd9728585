"""Bulk work pauses the garbage collector, however the work ends."""

from __future__ import annotations

import gc

import pytest

from solver.collector import without_collector


def test_the_collector_pauses_for_the_block() -> None:
    with without_collector():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_runs_again_after_a_failure() -> None:
    with pytest.raises(RuntimeError, match="half way"), without_collector():
        raise RuntimeError("half way")
    assert gc.isenabled()


def test_the_end_of_an_inner_block_does_not_end_the_pause() -> None:
    with without_collector():
        with without_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
